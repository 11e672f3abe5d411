"""Writing projects. A submission enters by ``review.services.project_submit``, which keeps it and tells people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects.errors import (
    ConflictingEdit,
    NotTheHolder,
    NotYourSchool,
    ProjectLocked,
    ProjectUnreadable,
)
from trousse.fundraising.projects.models import BudgetLine, Project, Theme
from trousse.fundraising.projects.rules import BudgetEntry, ordered_levels
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.projects.transitions import ProjectWorkflow
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role
from trousse.people.schools.models import School
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

BUDGET_LINES_MAX = 60


class ProjectChanges(TypedDict, total=False):
    """The fields a holder may change, all optional: a step of the form sends its own."""

    school: School
    title: str
    summary: str
    story: str
    learning: str
    theme: Theme | None
    levels: Sequence[str]
    classes_label: str
    pupils: int | None
    minimum_goal: Euro | None
    optimum_goal: Euro | None
    ceiling_reason: str
    opens_on: date | None
    duration_days: int | None
    body_kind: str
    manager_name: str
    manager_email: str
    head_name: str
    head_email: str
    class_signature: str
    thanks: str


@transaction.atomic
def project_create(*, holder: User, school: School) -> Project:
    """An empty draft at ``school``. Raises NotYourSchool unless the holder is linked to it."""
    if not has_role(holder, Role.HOLDER, school=school):
        raise NotYourSchool
    project = Project.objects.create(
        holder=holder, school=school, head_email=school.mail, duration_days=integer("projects.duration_default")
    )
    record(verb="project.create", subject=project, actor=Actor.of_user(holder), data={"school": school.uai})
    return project


@transaction.atomic
def project_update(
    *,
    project: Project,
    user: User,
    version: int,
    changes: ProjectChanges,
    budget: Sequence[BudgetEntry] | None = None,
) -> Project:
    """Save what the holder typed over ``version``, the one their form was opened with.

    Returns the stored project with its new version. The same content sent twice is saved once, so a double click is
    harmless. ``budget``, when given, replaces every line. Raises NotTheHolder, ProjectLocked, NotYourSchool,
    ProjectUnreadable (a value that cannot be stored), or ConflictingEdit when somebody saved something else since.
    """
    stored = Project.objects.select_for_update(of=("self",), no_key=True).select_related("school").get(pk=project.pk)
    if stored.holder_id != user.pk:
        raise NotTheHolder
    if not stored.is_editable:
        raise ProjectLocked
    columns = _columns(changes)
    if "school" in columns and not has_role(user, Role.HOLDER, school=columns["school"]):
        raise NotYourSchool
    differing = [name for name in columns if getattr(stored, name) != columns[name]]
    new_budget = None if budget is None or tuple(budget) == budget_of(stored) else budget
    if not differing and new_budget is None:
        return stored
    if stored.version != version:
        raise ConflictingEdit(stored, (*differing, *(("budget",) if new_budget is not None else ())))
    _save(stored, {name: columns[name] for name in differing})
    if new_budget is not None:
        _replace_budget(stored, new_budget)
    return stored


def project_submit(*, project: Project, user: User) -> Project:
    """Put it in the reviewers' queue. Called by ``review``, inside its transaction. Raises TransitionRefused."""
    now = clock.now()
    return ProjectWorkflow.perform(
        ProjectWorkflow.submit, project, actor=Actor.of_user(user), submitted_at=now, state_since=now
    )


def _columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """From what people say to what the row holds. Raises ProjectUnreadable for an unknown level."""
    unknown = changes.keys() - ProjectChanges.__annotations__.keys()
    if unknown:
        raise ValueError(f"not fields of a project: {sorted(unknown)}")
    columns: dict[str, Any] = {}
    for name, given in changes.items():
        if isinstance(given, str):
            columns[name] = given.strip().lower() if name.endswith("_email") else given.strip()
        elif name in {"minimum_goal", "optimum_goal"}:
            columns[f"{name}_cents"] = None if given is None else given.cents
        elif name == "levels":
            columns[name] = _levels(given)
        else:
            columns[name] = given
    return columns


def _levels(given: Sequence[str]) -> list[str]:
    try:
        return [level.value for level in ordered_levels(given)]
    except ValueError:
        raise ProjectUnreadable("Un des niveaux n’existe pas. Cochez ceux de la liste.", code="levels") from None


def _save(stored: Project, columns: dict[str, Any]) -> None:
    for name, new in columns.items():
        setattr(stored, name, new)
    stored.version += 1
    stored.updated_at = clock.now()
    try:
        stored.clean_fields(exclude={"holder", "school", "theme"})
    except ValidationError as error:
        field, [first, *_] = next(iter(error.message_dict.items()))
        label = getattr(Project._meta.get_field(field), "verbose_name", field)
        raise ProjectUnreadable(f"{str(label).capitalize()} : {first}", code=field) from None
    for name in ("minimum_goal_cents", "optimum_goal_cents", "pupils", "duration_days"):
        number = getattr(stored, name)
        if number is not None and number <= 0:
            raise ProjectUnreadable("Ce nombre doit être supérieur à zéro.", code=name.removesuffix("_cents"))
    stored.save(update_fields=[*columns, "version", "updated_at"])


def _replace_budget(stored: Project, budget: Sequence[BudgetEntry]) -> None:
    if len(budget) > BUDGET_LINES_MAX:
        raise ProjectUnreadable(f"Regroupez vos lignes de budget : {BUDGET_LINES_MAX} au plus.", code="budget")
    if any(not entry.label.strip() or entry.amount <= Euro.zero() for entry in budget):
        raise ProjectUnreadable("Chaque ligne de budget a un nom et un montant supérieur à zéro.", code="budget")
    stored.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            project=stored,
            side=entry.side,
            label=entry.label.strip(),
            amount_cents=entry.amount.cents,
            note=entry.note.strip(),
            order=order,
        )
        for order, entry in enumerate(budget)
    )
