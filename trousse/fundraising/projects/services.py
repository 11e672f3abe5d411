"""Writing projects. A submission enters by ``review.services.project_submit``, which keeps it and tells people."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects import rules
from trousse.fundraising.projects.errors import (
    ConflictingEdit,
    NotTheHolder,
    NotYourSchool,
    ProjectLocked,
    ProjectUnreadable,
)
from trousse.fundraising.projects.models import BudgetLine, Project, ProjectClass, Theme
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry, ordered_levels
from trousse.fundraising.projects.selectors import Seen, budget_of, classes_of, other_schools_of, stamp_of
from trousse.fundraising.projects.transitions import ProjectWorkflow
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role
from trousse.people.schools.models import School
from trousse.people.schools.selectors import choosable_schools
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

BUDGET_LINES_MAX = 60
CLASSES_MAX = 12
OTHER_SCHOOLS_MAX = 8


class ProjectChanges(TypedDict, total=False):
    """The fields a holder may change, all optional: a step of the wizard sends its own."""

    school: School
    other_schools: Sequence[School]
    title: str
    summary: str
    story: str
    learning: str
    theme: Theme | None
    school_project: str
    classes: Sequence[ClassEntry]
    starts_on: date | None
    ends_on: date | None
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
    version: int | Seen,
    changes: ProjectChanges,
    budget: Sequence[BudgetEntry] | None = None,
) -> Project:
    """Save what the holder typed over what their form was opened with: a ``version``, or what one step showed.

    Returns the stored project with its new version. The same content sent twice is saved once, so a double click is
    harmless. ``budget``, and each list among ``changes``, replaces every line. Raises NotTheHolder, ProjectLocked,
    NotYourSchool, ProjectUnreadable (a value that cannot be stored), or ConflictingEdit when somebody saved something
    else there since.
    """
    stored = Project.objects.select_for_update(of=("self",), no_key=True).select_related("school").get(pk=project.pk)
    if stored.holder_id != user.pk:
        raise NotTheHolder
    if not stored.is_editable:
        raise ProjectLocked
    columns, lists = _columns(changes), _lists(stored, changes, budget)
    if "school" in columns and not has_role(user, Role.HOLDER, school=columns["school"]):
        raise NotYourSchool
    differing = [name for name in columns if getattr(stored, name) != columns[name]]
    lists = {name: new for name, new in lists.items() if new != _STORED[name](stored)}
    if not differing and not lists:
        return stored
    if not _is_fresh(stored, version):
        raise ConflictingEdit(stored, (*differing, *lists))
    _save(stored, {name: columns[name] for name in differing} | _summed_up(lists))
    for name, new in lists.items():
        _REPLACE[name](stored, new)
    return stored


def project_submit(*, project: Project, user: User) -> Project:
    """Put it in the reviewers' queue. Called by ``review``, inside its transaction. Raises TransitionRefused."""
    now = clock.now()
    return ProjectWorkflow.perform(
        ProjectWorkflow.submit, project, actor=Actor.of_user(user), submitted_at=now, state_since=now
    )


def _is_fresh(stored: Project, version: int | Seen) -> bool:
    if isinstance(version, Seen):
        return stamp_of(stored, version.fields) == version.stamp
    return stored.version == version


def _columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """From what people say to what the row holds."""
    unknown = changes.keys() - ProjectChanges.__annotations__.keys()
    if unknown:
        raise ValueError(f"not fields of a project: {sorted(unknown)}")
    columns: dict[str, Any] = {}
    for name, given in changes.items():
        if name in _REPLACE:
            continue
        if isinstance(given, str):
            columns[name] = given.strip().lower() if name.endswith("_email") else given.strip()
        elif name in {"minimum_goal", "optimum_goal"}:
            columns[f"{name}_cents"] = None if given is None else given.cents
        else:
            columns[name] = given
    return columns


def _lists(
    stored: Project, changes: ProjectChanges, budget: Sequence[BudgetEntry] | None
) -> dict[str, tuple[Any, ...]]:
    """The lists that are given, tidied. Raises ProjectUnreadable."""
    lists: dict[str, tuple[Any, ...]] = {}
    carrier = changes.get("school", stored.school)
    if "other_schools" in changes:
        lists["other_schools"] = _others(changes["other_schools"], carrier)
    elif carrier != stored.school:
        lists["other_schools"] = tuple(school for school in other_schools_of(stored) if school != carrier)
    if "classes" in changes:
        lists["classes"] = _classes(changes["classes"])
    if budget is not None:
        lists["budget"] = _budget(budget)
    return lists


def _others(given: Sequence[School], carrier: School) -> tuple[School, ...]:
    others = tuple(sorted(set(given) - {carrier}, key=lambda school: (school.name, school.pk)))
    if len(others) > OTHER_SCHOOLS_MAX:
        raise ProjectUnreadable(
            f"Un projet réunit {OTHER_SCHOOLS_MAX + 1} établissements au plus.", code="other_schools"
        )
    if choosable_schools().filter(pk__in=[school.pk for school in others]).count() != len(others):
        raise ProjectUnreadable("Un des établissements a fermé, ou ne peut pas participer.", code="other_schools")
    return others


def _classes(given: Sequence[ClassEntry]) -> tuple[ClassEntry, ...]:
    if len(given) > CLASSES_MAX:
        raise ProjectUnreadable(f"Regroupez vos classes : {CLASSES_MAX} au plus.", code="classes")
    return tuple(
        ClassEntry(each.name.strip(), _levels(each.levels), _pupils(each.pupils), each.uai)
        for each in given
        if not each.is_empty
    )


def _levels(given: Sequence[str]) -> tuple[str, ...]:
    try:
        return tuple(level.value for level in ordered_levels(given))
    except ValueError:
        raise ProjectUnreadable("Un des niveaux n’existe pas. Cochez ceux de la liste.", code="levels") from None


def _pupils(given: int | None) -> int | None:
    if given is not None and given <= 0:
        raise ProjectUnreadable("Ce nombre doit être supérieur à zéro.", code="pupils")
    return given


def _budget(given: Sequence[BudgetEntry]) -> tuple[BudgetEntry, ...]:
    if len(given) > BUDGET_LINES_MAX:
        raise ProjectUnreadable(f"Regroupez vos lignes de budget : {BUDGET_LINES_MAX} au plus.", code="budget")
    if any(not entry.label.strip() or entry.amount <= Euro.zero() for entry in given):
        raise ProjectUnreadable("Chaque ligne de budget a un nom et un montant supérieur à zéro.", code="budget")
    return tuple(BudgetEntry(entry.side, entry.label.strip(), entry.amount, entry.note.strip()) for entry in given)


def _summed_up(lists: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """What the project itself tells of its classes."""
    if "classes" not in lists:
        return {}
    classes: tuple[ClassEntry, ...] = lists["classes"]
    return {
        "levels": [level.value for level in rules.levels_of(classes)],
        "classes_label": rules.classes_label(classes),
        "pupils": rules.pupils_of(classes),
    }


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
    for name in ("minimum_goal_cents", "optimum_goal_cents", "duration_days"):
        number = getattr(stored, name)
        if number is not None and number <= 0:
            raise ProjectUnreadable("Ce nombre doit être supérieur à zéro.", code=name.removesuffix("_cents"))
    if stored.starts_on and stored.ends_on and stored.ends_on < stored.starts_on:
        raise ProjectUnreadable("Le projet ne peut pas finir avant d’avoir commencé.", code="ends_on")
    stored.save(update_fields=[*columns, "version", "updated_at"])


def _replace_budget(stored: Project, budget: Sequence[BudgetEntry]) -> None:
    stored.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            project=stored,
            side=entry.side,
            label=entry.label,
            amount_cents=entry.amount.cents,
            note=entry.note,
            order=order,
        )
        for order, entry in enumerate(budget)
    )


def _replace_classes(stored: Project, classes: Sequence[ClassEntry]) -> None:
    """A class of a school that does not take part (any more) is one of the school that carries the project."""
    others = {school.uai: school for school in other_schools_of(stored)}
    stored.classes.all().delete()
    rows = [
        ProjectClass(
            project=stored,
            school=others.get(each.uai),
            name=each.name,
            levels=list(each.levels),
            pupils=each.pupils,
            order=order,
        )
        for order, each in enumerate(classes)
    ]
    try:
        for row in rows:
            row.clean_fields(exclude={"project", "school"})
    except ValidationError as error:
        raise ProjectUnreadable(next(iter(error.messages)), code="classes") from None
    ProjectClass.objects.bulk_create(rows)


def _replace_others(stored: Project, schools: Sequence[School]) -> None:
    stored.other_schools.set(schools)
    stored.classes.exclude(school__in=schools).update(school=None)


_STORED: dict[str, Callable[[Project], tuple[Any, ...]]] = {
    "other_schools": other_schools_of,
    "classes": classes_of,
    "budget": budget_of,
}
_REPLACE: dict[str, Callable[[Project, Any], None]] = {
    "other_schools": _replace_others,
    "classes": _replace_classes,
    "budget": _replace_budget,
}
"""The lists of a project, in the order in which they are replaced."""
