"""The first rules of solidarity are part of the product: some rules hold on every day."""

from datetime import date
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import router

from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.rules import FIRST

IN_FORCE_FROM = date(2017, 1, 1)
"""Before the platform opened: some rules held on the day of its first project."""
TITLE = "Les règles du premier jour"
TEXT = (
    "Quand l’argent des fonds ne suffit pas à tous, un projet en éducation prioritaire passe avant un autre projet : "
    "il compte une fois et demie en REP, deux fois en REP+. Un projet d’une commune rurale compte un quart de plus. "
    "Ces règles ne fixent pas de plafond commun aux fonds : chaque fonds a les siens."
)


def ensure_first_rules(*, using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Write them if they are not there; what is there stays.

    Called by ``post_migrate`` (also after a test emptied the tables); does nothing while the table is not there.
    """
    try:
        version = apps.get_model("equalisation", "RuleVersion")
    except LookupError:
        return
    if router.allow_migrate_model(using, version):
        version._base_manager.using(using).get_or_create(
            number=FIRST.version,
            defaults={
                "title": TITLE,
                "text": TEXT,
                "state": RuleState.ADOPTED.value,
                "decided_on": IN_FORCE_FROM,
                "in_force_from": IN_FORCE_FROM,
            },
        )
