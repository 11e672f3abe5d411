"""Draws the workflows of the product as Mermaid diagrams, from the very tables that the code obeys."""

import re
from pathlib import Path
from typing import Any

from django.apps import apps

from trousse.core.workflow import Reason, Transition, Workflow

BEGIN = "<!-- workflows: drawn by `make manage C=draw_workflows` -->"
END = "<!-- end of workflows -->"


def diagram(workflow: type[Workflow[Any]]) -> str:
    """One state diagram: an arrow per (source, transition), ``*`` for those that only the system performs."""
    first = apps.get_model(workflow.model)._meta.get_field("state").default
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    for transition in workflow.transitions():
        lines += [
            f"    {source} --> {transition.target}: {_label(transition)}"
            for source in workflow.states
            if source in transition.sources
        ]
    sources = {source for transition in workflow.transitions() for source in transition.sources}
    lines += [f"    {state} --> [*]" for state in workflow.states if state not in sources]
    return "\n".join([*lines, "```"])


def section() -> str:
    """Every workflow of the product, in the order of their names."""
    workflows = sorted(
        (workflow for workflow in Workflow.all if workflow.__module__.startswith("trousse.")),
        key=lambda workflow: workflow.model,
    )
    blocks = [f"### `{workflow.model}`\n\n{diagram(workflow)}" for workflow in workflows]
    return "\n\n".join([BEGIN, *blocks, END])


def redrawn(page: str) -> str:
    """``page`` with its workflow section as the code has it now. Raises ValueError when the marks are missing."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(page):
        raise ValueError("the page has no workflow section")
    return pattern.sub(lambda _match: section(), page)


def is_up_to_date(path: Path) -> bool:
    page = path.read_text(encoding="utf-8")
    return redrawn(page) == page


def _label(transition: Transition) -> str:
    mark = " *" if transition.system else ""
    why = " (with a reason)" if transition.reason is Reason.REQUIRED else ""
    return f"{transition.name}{mark}{why}"
