"""As many campaigns as asked for, written straight into the tables, in the shape in which the services leave them.

Sixty campaigns can be lived through the services (``manage.py demo`` does); twenty thousand would take an hour. What
pages read is there: school, project with its whole text, budget, both files, campaign. What they do not read (logs,
submissions, supporters, gifts) is not. PostgreSQL's own constraints check every row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from trousse.core import clock
from trousse.core.search import normalise
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide, LevelCode, ProjectState
from trousse.fundraising.projects.models import BudgetLine, Project
from trousse.fundraising.review.enums import Authority, HeadState, ManagerState, RecipientSource
from trousse.fundraising.review.models import HeadFile, ManagerFile
from trousse.operations.demo import ideas
from trousse.operations.demo.ideas import IDEAS, Idea
from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open
from trousse.people.bodies.enums import BodyKind
from trousse.people.bodies.models import LegalEntity, ReceivingBody
from trousse.people.schools.enums import SchoolKind, Sector
from trousse.people.schools.models import Departement, School
from trousse.people.schools.rules import uai_of

STATES = {
    CampaignState.OPEN: 60,
    CampaignState.SUCCEEDED: 25,
    CampaignState.SCHEDULED: 5,
    CampaignState.FAILED: 5,
    CampaignState.REFUNDED: 3,
    CampaignState.SUSPENDED: 2,
}
"""How many in a hundred. Twelve thousand open at once is far more than any autumn will bring: so much the better."""

HOLDER = "benchmarks@trousse.example"
CAMPAIGNS_PER_SCHOOL = 4
FIRST_SCHOOL = 3000
BATCH = 1000


@dataclass(frozen=True)
class Ground:
    """What all campaigns share."""

    holder: User
    schools: list[School]
    bodies: dict[int, ReceivingBody]
    now: datetime


@transaction.atomic
def campaigns_make(count: int, *, seed: int = 2017) -> None:
    """``count`` campaigns in every state, over all départements, themes and levels; the same seed makes the same."""
    random = Random(seed)
    ground = _ground(max(count // CAMPAIGNS_PER_SCHOOL, 20))
    projects = Project.objects.bulk_create(
        (_project(random, ground, number) for number in range(count)), batch_size=BATCH
    )
    BudgetLine.objects.bulk_create((line for project in projects for line in _budget(project)), batch_size=BATCH)
    HeadFile.objects.bulk_create((_head_file(project) for project in projects), batch_size=BATCH)
    ManagerFile.objects.bulk_create((_manager_file(project, ground) for project in projects), batch_size=BATCH)
    Campaign.objects.bulk_create((_campaign(random, project, ground.now) for project in projects), batch_size=BATCH)


@transaction.atomic
def queue_make(count: int, *, seed: int = 2017) -> None:
    """``count`` projects that wait for a reviewer, beside the campaigns that ``campaigns_make`` made."""
    random = Random(seed)
    holder = User.objects.get(email=HOLDER)
    ground = Ground(holder, list(School.objects.filter(uai__contains=str(FIRST_SCHOOL)[0])), {}, clock.now())
    projects = [_project(random, ground, 10**6 + number) for number in range(count)]
    for number, project in enumerate(projects):
        project.state, project.accepted_at = ProjectState.SUBMITTED, None
        project.state_since = project.submitted_at = ground.now - timedelta(hours=number)
    Project.objects.bulk_create(projects, batch_size=BATCH)


def analyze() -> None:
    """What PostgreSQL's autovacuum does in its own time: statistics and visibility, so that plans are those of daily
    life."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _ground(schools: int) -> Ground:
    places = list(Departement.objects.select_related("academie"))
    holder = account_open(email=HOLDER, first_name="Nadia")
    entity, _created = LegalEntity.objects.get_or_create(
        siren="775685019", defaults={"legal_name": "Coopératives (mesures)", "issues_receipts": True}
    )
    first = School.objects.count()
    made = School.objects.bulk_create(
        (_school(places, number) for number in range(first, first + schools)), batch_size=BATCH
    )
    bodies = ReceivingBody.objects.bulk_create(
        (ReceivingBody(school=school, kind=BodyKind.COOP, entity=entity) for school in made), batch_size=BATCH
    )
    return Ground(holder, made, {body.school_id: body for body in bodies}, clock.now())


def _school(places: Sequence[Departement], number: int) -> School:
    place = places[number % len(places)]
    prefix = {"2A": "620", "2B": "720"}.get(place.code, place.code.zfill(3))
    school = School(
        uai=uai_of(f"{prefix}{FIRST_SCHOOL + number // len(places):04d}"),
        name=f"École élémentaire n° {number}",
        kind=SchoolKind.ELEMENTAIRE,
        sector=Sector.PUBLIC,
        commune_name=f"Ville-{number % 977}",
        postcode="00000",
        departement=place,
        mail=f"ecole{number}@trousse.example",
        is_demo=True,
    )
    school.derive()
    return school


def _idea(number: int) -> Idea:
    return IDEAS[number % len(IDEAS)]


def _project(random: Random, ground: Ground, number: int) -> Project:
    idea = _idea(number)
    levels = [level for level in LevelCode if level.group is idea.group][: random.choice((1, 2))]
    minimum = random.randrange(400, 3000, 50) * 100
    return Project(
        holder=ground.holder,
        school=random.choice(ground.schools),
        title=f"{idea.title[:70]} ({number})",
        summary=idea.summary,
        story=f"{idea.summary}\n\n{ideas.STORIES[idea.theme]}\n\n{ideas.COMMON}",
        learning=ideas.LEARNING[idea.theme],
        theme_id=idea.theme,
        levels=[level.value for level in levels],
        classes_label=", ".join(level.label for level in levels),
        pupils=random.randint(18, 56),
        minimum_goal_cents=minimum,
        optimum_goal_cents=minimum * 3 // 2,
        school_project=ideas.SCHOOL_PROJECT,
        starts_on=clock.paris_day(ground.now + timedelta(days=60)),
        ends_on=clock.paris_day(ground.now + timedelta(days=150)),
        opens_on=clock.paris_day(ground.now),
        duration_days=45,
        body_kind=BodyKind.COOP,
        manager_email="gestion@trousse.example",
        class_signature="Nadia et sa classe",
        thanks="Une carte dessinée par les élèves pour chacun.",
        state=ProjectState.ACCEPTED,
        submitted_at=ground.now - timedelta(days=80),
        accepted_at=ground.now - timedelta(days=70),
    )


def _budget(project: Project) -> list[BudgetLine]:
    whole = project.optimum_goal_cents or 0
    return [
        BudgetLine(
            project=project,
            side=BudgetSide.EXPENSE,
            label=label,
            amount_cents=whole * share // 100,
            note=note,
            order=order,
        )
        for order, (label, share, note) in enumerate(ideas.EXPENSES[project.theme_id or ""])
    ]


def _head_file(project: Project) -> HeadFile:
    accepted = project.accepted_at or clock.now()
    return HeadFile(
        project=project,
        state=HeadState.ATTESTED,
        recipient=project.school.mail,
        recipient_source=RecipientSource.DIRECTORY,
        sent_at=accepted,
        answered_at=accepted,
        attested_name="Direction (mesures)",
        attested_role="Directrice",
        acts=[{"authority": Authority.IEN.value, "on": accepted.date().isoformat(), "reference": "n° 12"}],
    )


def _manager_file(project: Project, ground: Ground) -> ManagerFile:
    accepted = project.accepted_at or ground.now
    return ManagerFile(
        project=project,
        state=ManagerState.COMPLETED,
        recipient=project.manager_email,
        body=ground.bodies[project.school_id],
        sent_at=accepted,
        completed_at=accepted,
    )


def _campaign(random: Random, project: Project, now: datetime) -> Campaign:
    state = random.choices(list(STATES), weights=list(STATES.values()))[0]
    idea = _idea(int(project.title.rpartition("(")[2][:-1]))
    school, place = project.school, project.school.departement
    # What a draft may leave open, a campaign has.
    assert project.theme_id
    assert project.minimum_goal_cents
    assert project.optimum_goal_cents
    assert project.opens_on
    assert project.duration_days
    words = [project.title, school.name, school.commune_name, project.summary, place.name if place else ""]
    return Campaign(
        project=project,
        state=state,
        title=project.title,
        slug=project.slug,
        school=school,
        theme_id=project.theme_id,
        departement=place,
        academie_id=place.academie_id if place else None,
        levels=project.levels,
        level_groups=[idea.group.value],
        pupils=project.pupils or 0,
        minimum_goal_cents=project.minimum_goal_cents,
        optimum_goal_cents=project.optimum_goal_cents,
        opens_on=project.opens_on,
        duration_days=project.duration_days,
        search_text=normalise(" ".join(words)),
        **_progress(random, state, project, now),
    )


def _progress(random: Random, state: CampaignState, project: Project, now: datetime) -> dict[str, Any]:
    """Dates and money that go with the state, as PostgreSQL's constraints want them."""
    minimum, optimum = project.minimum_goal_cents or 0, project.optimum_goal_cents or 0
    if state is CampaignState.SCHEDULED:
        return {}
    open_days = random.uniform(0, 44)
    facts: dict[str, Any] = {"supporters_count": random.randint(0, 60)}
    if state in {CampaignState.OPEN, CampaignState.SUSPENDED}:
        facts |= {"opened_at": now - timedelta(days=open_days), "closes_at": now + timedelta(days=45 - open_days)}
        facts["raised_cents"] = random.randrange(0, optimum - 100_00)
        return facts | ({"suspended_at": now} if state is CampaignState.SUSPENDED else {})
    closed = now - timedelta(days=random.uniform(1, 700))
    succeeded = state is CampaignState.SUCCEEDED
    raised = random.randrange(minimum, optimum) if succeeded else random.randrange(1, minimum)
    return facts | {
        "opened_at": closed - timedelta(days=45),
        "closes_at": closed,
        "closed_at": closed,
        "close_reason": CloseReason.DEADLINE,
        "closing_raised_cents": raised,
        "raised_cents": 0 if state is CampaignState.REFUNDED else raised,
    }
