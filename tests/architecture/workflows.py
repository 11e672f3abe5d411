"""Every workflow of the house, also those that no view has imported yet."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from trousse.core.workflow import Workflow


def every_workflow() -> list[type[Workflow[Any]]]:
    """Those of ``transitions.py`` of each app, in the order of the apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("trousse.") and module_has_submodule(app.module, "transitions"):
            import_module(f"{app.name}.transitions")
    return [workflow for workflow in Workflow.all if workflow.__module__.startswith("trousse.")]
