"""What a browser sends back from the project form."""

from typing import Any

from trousse.core.money import Euro
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import budget_of
from trousse.web.components.fields import typed_amount
from trousse.web.teacher.budget import LINES
from trousse.web.teacher.forms import stored_answers


def answers(project: Project, **changes: Any) -> dict[str, Any]:
    """The whole form as stored, with ``changes``; budget lines under their own names (``depenses-0-amount``…)."""
    data: dict[str, Any] = {name: _typed(value) for name, value in stored_answers(project).items()}
    for side, (prefix, _form, _first) in LINES.items():
        lines = [entry for entry in budget_of(project) if entry.side is side]
        data[f"{prefix}-TOTAL_FORMS"] = str(len(lines) + 1)
        data[f"{prefix}-INITIAL_FORMS"] = str(len(lines))
        for place, line in enumerate(lines):
            data |= {
                f"{prefix}-{place}-label": line.label,
                f"{prefix}-{place}-amount": typed_amount(line.amount),
                f"{prefix}-{place}-note": line.note,
            }
    return {**data, **changes}


def _typed(value: Any) -> Any:
    if isinstance(value, Euro):
        return typed_amount(value)
    return "" if value is None else value
