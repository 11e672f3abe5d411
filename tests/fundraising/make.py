"""Fictional people, schools, projects and campaigns, built through the real services."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import Contribution, campaign_open
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry
from trousse.fundraising.projects.services import ProjectChanges, project_create, project_update
from trousse.fundraising.review.criteria import all_met, grid_on
from trousse.fundraising.review.enums import Authority, LinkPurpose
from trousse.fundraising.review.models import AccessLink, Decision
from trousse.fundraising.review.rules import Act
from trousse.fundraising.review.selectors import required_acts
from trousse.fundraising.review.services import (
    BodyDetails,
    head_attest,
    manager_complete,
    project_accept,
    project_submit,
)
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import AcademicDomain, User
from trousse.people.accounts.services import account_open, holder_join_school, role_grant
from trousse.people.schools.enums import SchoolKind, Sector
from trousse.people.schools.models import Academie, Departement, RegionAcademique, School
from trousse.people.schools.rules import uai_of

_numbers = itertools.count(1)

IBAN = "FR7630006000011234567890189"
SIREN = "775685019"


def academie(code: str = "08", name: str = "Grenoble", mail_domain: str = "ac-grenoble.fr") -> Academie:
    region, _ = RegionAcademique.objects.get_or_create(code="84", defaults={"name": "Auvergne-Rhône-Alpes"})
    found, _ = Academie.objects.get_or_create(
        code=code, defaults={"name": name, "slug": name.lower(), "region": region}
    )
    AcademicDomain.objects.get_or_create(domain=mail_domain, defaults={"academie": found})
    return found


def departement(code: str = "73", name: str = "Savoie") -> Departement:
    found, _ = Departement.objects.get_or_create(
        code=code, defaults={"name": name, "academie": academie(), "region_name": "Auvergne-Rhône-Alpes"}
    )
    return found


def school(**fields: Any) -> School:
    digits = f"073{next(_numbers):04d}"
    given: dict[str, Any] = {
        "uai": uai_of(digits),
        "name": "École Jean-Giono",
        "kind": SchoolKind.PRIMAIRE,
        "sector": Sector.PUBLIC,
        "commune_name": "Saint-Avre",
        "departement": departement(),
        "mail": f"ce.{digits}x@ac-grenoble.fr",
        "is_demo": True,
    }
    return School.objects.create(**{**given, **fields})


def college(**fields: Any) -> School:
    return school(**{"kind": SchoolKind.COLLEGE, "name": "Collège Hélène-Boucher", **fields})


def person(first_name: str = "Nadia", domain: str = "exemple.fr") -> User:
    return account_open(email=f"{first_name.lower()}{next(_numbers)}@{domain}", first_name=first_name)


def holder(at: School, first_name: str = "Nadia") -> User:
    user = person(first_name, domain="ac-grenoble.fr")
    holder_join_school(user=user, school=at)
    return user


def reviewer(of: Academie | None = None, first_name: str = "Claire") -> User:
    return granted(Role.REVIEWER, of or academie(), first_name)


def granted(role: Role, of: Academie | None = None, first_name: str = "Claire") -> User:
    """``of`` is None for the whole nation."""
    user = person(first_name)
    scope = Scope.ACADEMIE if of else Scope.NATION
    role_grant(user=user, role=role, scope=scope, academie=of, actor=Actor.system("tests"))
    return user


def theme(slug: str = "botanique") -> Theme:
    found, _ = Theme.objects.get_or_create(slug=slug, defaults={"label": slug.capitalize(), "order": 1})
    return found


BUDGET = (
    BudgetEntry(BudgetSide.EXPENSE, "Terre et bacs", Euro.of(700)),
    BudgetEntry(BudgetSide.EXPENSE, "Serre", Euro.of(400), "Devis joint"),
    BudgetEntry(BudgetSide.INCOME, "Coopérative", Euro.of(200)),
)


def changes(**fields: Any) -> ProjectChanges:
    """Everything a ready project says; ``levels``, ``classes_label`` and ``pupils`` are those of its one class."""
    given: dict[str, Any] = {
        "title": "Un potager pour l’école",
        "summary": "Les élèves font pousser les légumes de la cantine.",
        "story": "Chaque semaine, la classe prépare la terre, sème, arrose et note ce qui pousse. " * 4,
        "learning": "Observer le vivant\nMesurer",
        "theme": theme(),
        "school_project": "Axe 2 : apprendre dehors",
        "classes": [
            ClassEntry(
                fields.pop("classes_label", "CM1-CM2"),
                tuple(fields.pop("levels", ("cm1", "cm2"))),
                fields.pop("pupils", 26),
            )
        ],
        "starts_on": clock.today() + timedelta(days=80),
        "ends_on": clock.today() + timedelta(days=170),
        "minimum_goal": Euro.of(500),
        "optimum_goal": Euro.of(900),
        "opens_on": clock.today() + timedelta(days=20),
        "duration_days": 45,
        "body_kind": "coop",
        "manager_name": "Paul",
        "manager_email": "coop@exemple.fr",
        "class_signature": "La classe de CM1-CM2 de Nadia",
        "thanks": "Une photo du potager",
    }
    return ProjectChanges(**{**given, **fields})  # type: ignore[typeddict-item]


def draft(at: School | None = None, budget: Sequence[BudgetEntry] = BUDGET, **fields: Any) -> Project:
    """Ready to be submitted, unless ``fields`` say otherwise."""
    place = at or school()
    user = holder(place)
    project = project_create(holder=user, school=place)
    return project_update(project=project, user=user, version=1, changes=changes(**fields), budget=budget)


def submitted(at: School | None = None, **fields: Any) -> Project:
    project = draft(at, **fields)
    project_submit(project=project, user=project.holder)
    return project


def accepted(at: School | None = None, **fields: Any) -> Project:
    project = submitted(at, **fields)
    accept(project)
    return project


def accept(project: Project, by: User | None = None, **options: Any) -> Decision:
    """By a reviewer of its académie, every criterion met, unless ``options`` say otherwise."""
    given: dict[str, Any] = {"answers": all_met(grid_on(clock.today())), **options}
    return project_accept(project=project, reviewer=by or reviewer(project.school.academie), **given)


def token(project: Project, purpose: LinkPurpose) -> str:
    return AccessLink.objects.get(project=project, purpose=purpose, revoked_at=None).token


def acts(*authorities: Authority, on: date | None = None) -> list[Act]:
    day = on or clock.today() - timedelta(days=30)
    return [Act(authority, day, "Courriel n° 12") for authority in authorities]


def attest(project: Project) -> None:
    given = acts(*required_acts(project))
    head_attest(token=token(project, LinkPurpose.HEAD), name="Paul Martin", role="Directeur", acts=given)


BODY = BodyDetails(
    manager_name="Paul",
    siren=SIREN,
    legal_name="OCCE de la Savoie",
    iban=IBAN,
    holder_name="OCCE 73",
    issues_receipts=True,
    address="1 rue des Écoles",
    postcode="73130",
    town="Saint-Avre",
)


def complete(project: Project, **details: Any) -> None:
    manager_complete(token=token(project, LinkPurpose.MANAGER), details=replace(BODY, **details))


def campaign(**fields: Any) -> Campaign:
    """An open one, from the draft on: minimum 500 €, optimum 900 € unless ``fields`` say otherwise."""
    project = accepted(**{"opens_on": clock.today(), **fields})
    attest(project)
    complete(project)
    campaign_open(campaign_id=project.pk)
    return Campaign.objects.get(pk=project.pk)


def gift(of: Campaign, amount: Euro, key: str, **fields: Any) -> Contribution:
    given: dict[str, Any] = {
        "campaign_id": of.pk,
        "key": key,
        "amount": amount,
        "first_name": "Jeanne",
        "email": f"{key}@exemple.fr",
        "named": True,
        "message": "",
        "at": clock.now(),
    }
    return Contribution(**{**given, **fields})


def moment(day: date, hour: int = 12) -> datetime:
    """An hour of that day in Paris."""
    return clock.start_of_day(day) + timedelta(hours=hour)
