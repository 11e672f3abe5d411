"""Reading projects. Every list starts from ``projects_visible_to``."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from trousse.core import clock
from trousse.fundraising.projects import rules
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.errors import ProjectMissing
from trousse.fundraising.projects.models import BudgetLine, Project, Theme
from trousse.fundraising.projects.perms import FOLLOWERS
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry, Missing, ProjectFacts, ProjectLimits
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import schools_of
from trousse.people.bodies.selectors import eligible_kinds
from trousse.people.schools.models import School
from trousse.platform.parameters.selectors import euros, integer


@dataclass(frozen=True)
class Readiness:
    """The checklist of a draft: what blocks its submission, and good advice that does not."""

    missing: tuple[Missing, ...]
    tips: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def fields(self) -> set[str]:
        """Names of the fields that are not ready."""
        return {item.field for item in self.missing}


@dataclass(frozen=True)
class Seen:
    """What a part of the form showed when it was opened: names of ``fields``, and the ``stamp`` of their contents."""

    fields: tuple[str, ...]
    stamp: str


def projects_visible_to(user: User) -> QuerySet[Project]:
    """Their own, and, once submitted, those of the schools they review, coach or run (see ``perms``)."""
    seen = Q(holder=user)
    for role in FOLLOWERS:
        seen |= Q(submitted_at__isnull=False, school__in=schools_of(user, role))
    return Project.objects.filter(seen)


def projects_of_holder(user: User) -> QuerySet[Project]:
    """Newest first, with school and theme."""
    return Project.objects.filter(holder=user).select_related("school", "theme")


def project_get(user: User, pk: int) -> Project:
    """The project with its school and theme. Raises ProjectMissing, whether it does not exist or may not be seen."""
    visible = projects_visible_to(user).select_related("holder", "school__departement__academie", "theme")
    project = visible.filter(pk=pk).first()
    if project is None:
        raise ProjectMissing
    return project


def themes() -> QuerySet[Theme]:
    """In the order in which they are offered."""
    return Theme.objects.all()


def project_limits() -> ProjectLimits:
    """The parameters in force today."""
    return ProjectLimits(
        minimum_goal_ceiling=euros("projects.minimum_goal_ceiling"),
        optimum_ratio=integer("projects.optimum_ratio_advice"),
        duration_min=integer("projects.duration_min"),
        duration_max=integer("projects.duration_max"),
        unusual_per_pupil=euros("projects.unusual_per_pupil"),
        unusual_expense=euros("projects.unusual_expense"),
        unusual_low_goal=euros("projects.unusual_low_goal"),
    )


def readiness(project: Project) -> Readiness:
    """What this project still needs before it can be submitted today."""
    facts, limits = facts_of(project), project_limits()
    return Readiness(
        missing=tuple(rules.missing_fields(facts, limits, clock.today())), tips=tuple(rules.tips(facts, limits))
    )


def facts_of(project: Project) -> ProjectFacts:
    """The project as the rules see it; reads its budget and its school."""
    return ProjectFacts(
        title=project.title,
        summary=project.summary,
        story=project.story,
        learning=project.learning,
        theme=project.theme_id,
        school_project=project.school_project,
        classes=classes_of(project),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        minimum_goal=project.minimum_goal,
        optimum_goal=project.optimum_goal,
        ceiling_reason=project.ceiling_reason,
        budget=budget_of(project),
        opens_on=project.opens_on,
        duration_days=project.duration_days,
        body_kind=project.body_kind,
        eligible_bodies=bodies_open_to(project.school),
        manager_email=project.manager_email,
        class_signature=project.class_signature,
        thanks=project.thanks,
    )


def bodies_open_to(school: School) -> tuple[str, ...]:
    """The kinds of receiving body that this school may choose, usual one first."""
    return tuple(eligible_kinds(school))


def budget_of(project: Project) -> tuple[BudgetEntry, ...]:
    """The budget in its order."""
    return tuple(_entry(line) for line in project.budget_lines.all())


def classes_of(project: Project) -> tuple[ClassEntry, ...]:
    """The classes that take part, in the order in which they were written."""
    return tuple(
        ClassEntry(each.name, tuple(each.levels), each.pupils, each.school.uai if each.school else "")
        for each in project.classes.select_related("school")
    )


def other_schools_of(project: Project) -> tuple[School, ...]:
    """The schools that take part beside the one that carries the project, by name."""
    return tuple(project.other_schools.select_related("departement").order_by("name", "pk"))


def stamp_of(project: Project, fields: Collection[str]) -> str:
    """A fingerprint of what is stored in ``fields``: two readings are the same if and only if their stamps are."""
    held = [[name, _held(project, name)] for name in sorted(fields)]
    return sha256(json.dumps(held, default=str).encode()).hexdigest()[:32]


def _held(project: Project, name: str) -> Any:
    match name:
        case "budget":
            return [[line.side, line.label, line.amount_cents, line.note] for line in project.budget_lines.all()]
        case "classes":
            return [asdict(each) for each in classes_of(project)]
        case "other_schools":
            return [school.uai for school in other_schools_of(project)]
        case "minimum_goal" | "optimum_goal":
            return getattr(project, f"{name}_cents")
        case "school" | "theme":
            return getattr(project, f"{name}_id")
    return getattr(project, name)


def project_snapshot(project: Project) -> dict[str, Any]:
    """What was submitted, in JSON, for the record of the review and the annual report; no contact detail."""
    return {
        "title": project.title,
        "summary": project.summary,
        "story": project.story,
        "learning": project.learning_items,
        "theme": project.theme_id,
        "school": {"uai": project.school.uai, "name": project.school.name},
        "other_schools": [{"uai": other.uai, "name": other.name} for other in other_schools_of(project)],
        "school_project": project.school_project,
        "levels": list(project.levels),
        "classes": project.classes_label,
        "class_rows": [asdict(each) for each in classes_of(project)],
        "pupils": project.pupils,
        "minimum_goal_cents": project.minimum_goal_cents,
        "optimum_goal_cents": project.optimum_goal_cents,
        "ceiling_reason": project.ceiling_reason,
        "budget": [
            {"side": line.side, "label": line.label, "amount_cents": line.amount_cents, "note": line.note}
            for line in project.budget_lines.all()
        ],
        "starts_on": project.starts_on.isoformat() if project.starts_on else None,
        "ends_on": project.ends_on.isoformat() if project.ends_on else None,
        "opens_on": project.opens_on.isoformat() if project.opens_on else None,
        "duration_days": project.duration_days,
        "body_kind": project.body_kind,
        "class_signature": project.class_signature,
        "thanks": project.thanks,
        "version": project.version,
    }


def _entry(line: BudgetLine) -> BudgetEntry:
    return BudgetEntry(BudgetSide(line.side), line.label, line.amount, line.note)
