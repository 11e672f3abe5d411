"""Mandates of the demonstration: one that is over, one in force, one that waits for its second signature."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import GrantKind, TurnMoment
from trousse.giving.allocation.mandating import MandateTerms
from trousse.operations.demo.season import Season
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

MORNING, EVENING = timedelta(hours=6), timedelta(hours=20)
SIGNATURES = 2
EVERY = 3
"""Mornings: a demonstration is to be built in a minute."""


@dataclass(frozen=True, kw_only=True)
class PastMandate:
    """Euros, and days: ``begins_ago`` before the day of the demonstration; how many people signed."""

    purpose: str
    kinds: frozenset[GrantKind]
    envelope: int
    cap: int
    begins_ago: int
    days: int
    signatures: int = SIGNATURES


MANDATES = (
    PastMandate(
        purpose="Essayer tout l’été ce que de petits coups de pouce changent aux collectes qui commencent.",
        kinds=frozenset({GrantKind.SEED, GrantKind.MATCH}),
        envelope=900,
        cap=120,
        begins_ago=112,
        days=35,
    ),
    PastMandate(
        purpose="Lancer les collectes de l’hiver et doubler les dons, sans attendre nos réunions.",
        kinds=frozenset({GrantKind.SEED, GrantKind.MATCH}),
        envelope=6_000,
        cap=300,
        begins_ago=45,
        days=90,
    ),
    PastMandate(
        purpose="Compléter le dernier soir les collectes à qui il manque peu : nos réunions viennent trop tard.",
        kinds=frozenset({GrantKind.TOP_UP}),
        envelope=1_000,
        cap=150,
        begins_ago=-1,
        days=60,
        signatures=1,
    ),
)


def schedule(season: Season) -> None:
    """Put them, and the mornings on which the house gives, in the agenda."""
    for mandate in MANDATES:
        _plan(season, mandate, clock.paris_day(season.now))


def committee() -> tuple[User, User]:
    """The two members who sign."""
    members = User.objects.filter(grants__role=Role.COMMITTEE, grants__revoked_at=None).order_by("pk").distinct()
    first, second = members[:2]
    return first, second


def _plan(season: Season, mandate: PastMandate, today: date) -> None:
    """It is written two days before it begins, and on some of its mornings the house gives what it covers."""
    begins = today - timedelta(days=mandate.begins_ago)
    season.schedule(clock.start_of_day(begins - timedelta(days=2)) + EVENING, partial(_sign, mandate, begins))
    for day in range(0, mandate.days if mandate.signatures == SIGNATURES else 0, EVERY):
        at = clock.start_of_day(begins + timedelta(days=day)) + MORNING
        season.schedule(at, _give)
    season.schedule(clock.start_of_day(begins + timedelta(days=mandate.days)) + MORNING, _end)


def _sign(mandate: PastMandate, begins: date) -> None:
    terms = MandateTerms(
        purpose=mandate.purpose,
        envelope=Euro.of(mandate.envelope),
        grant_cap=Euro.of(mandate.cap),
        project_cap=Euro.of(mandate.cap),
        kinds=mandate.kinds,
        funds=None,
        begins_on=begins,
        ends_on=begins + timedelta(days=mandate.days - 1),
    )
    made = services.mandate_write(by=committee()[0], terms=terms)
    for member in committee()[: mandate.signatures]:
        made = services.mandate_sign(mandate=made, by=member, content_sha256=made.content_sha256, no_conflict=True)


def _give() -> None:
    services.mandate_run(TurnMoment.MORNING)


def _end() -> None:
    services.mandates_end(clock.today())
