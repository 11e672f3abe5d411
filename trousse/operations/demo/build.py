"""Builds the demonstration, through to its last day."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import partial
from random import Random

from trousse.core import clock
from trousse.core.errors import BusinessError
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Project, Theme
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create
from trousse.operations.demo import (
    coaching,
    dialogue,
    equalisation,
    gifts,
    mandates,
    papers,
    patrons,
    people,
    pictures,
    preferences,
    reports,
    reviewing,
    rollout,
    solidarity,
)
from trousse.operations.demo.bank import TestBank
from trousse.operations.demo.scenario import Ending, Plot, plots
from trousse.operations.demo.season import Season
from trousse.people.accounts.models import User
from trousse.people.schools.models import Departement
from trousse.platform.audit.models import Event
from trousse.platform.audit.services import record

FUND_GIFTS = 263
BELOW_MINIMUM = frozenset({Ending.FAILED, Ending.REFUNDED})
FUND_THEMES = ("mer", "decouverte", "lecture", "ensemble")
FUND_DEPARTEMENTS = ("62", "93", "974")
FUND_LEVELS = (LevelGroup.MATERNELLE,)
FUND_COMBINED = "Fonds Collèges et lycées en éducation prioritaire"
FUNDS_OPENED = timedelta(days=150)


BUILT = "demo.build"
"""The verb of the journal's last line: a demonstration without it was interrupted."""


class DemoExists(BusinessError):
    """There is something in the database already."""

    def __init__(self) -> None:
        super().__init__("La base contient déjà des projets : « make reset » recommence la démonstration à neuf.")


class Progress(StrEnum):
    """What the database holds of a demonstration."""

    NOTHING = "nothing"
    INTERRUPTED = "interrupted"
    WHOLE = "whole"


def progress() -> Progress:
    """People come first and the journal's line last: between the two the build was interrupted."""
    if Event.objects.filter(verb=BUILT).exists():
        return Progress.WHOLE
    return Progress.INTERRUPTED if User.objects.exists() else Progress.NOTHING


def build(
    *,
    seed: int,
    tell: Callable[[str], None],
    chosen: Callable[[list[Plot]], list[Plot]] = list,
    funds: int = FUND_GIFTS,
) -> dict[str, int]:
    """Play the season with this seed, each act in its own transaction, as in life.

    ``chosen`` keeps some of its projects, ``funds`` is how many gifts go to the funds (tests play a short season).
    Returns what was made. Raises DemoExists, or BankAbsent when the test bank does not run.
    """
    if progress() is not Progress.NOTHING:
        raise DemoExists
    now = clock.now()
    with TestBank() as bank, bank.quiet():
        people.open_domain()
        with clock.frozen(now - timedelta(days=200)):
            staff = people.staff()
        season = Season(seed=seed, bank=bank, staff=staff, now=now, tell=tell)
        season.schedule(now - FUNDS_OPENED, partial(_open_funds, season, funds))
        story = chosen(plots(Random(seed)))
        for plot in story:
            season.add(plot)
        solidarity.schedule(season, {plot.idea.title for plot in story if plot.ending in BELOW_MINIMUM})
        equalisation.schedule(season)
        mandates.schedule(season)
        season.play()
        solidarity.propose()
        equalisation.simulate(now)
        papers.leave_unfinished(now)
        pictures.hang(season.chances("pictures"), staff, now)
        preferences.choose(now)
        dialogue.talk(season.chances("dialogue"), staff, now)
        preferences.summaries(now)
        reports.tell(season.chances("reports"), now)
        coaching.accompany(season.chances("coaching"), now)
        reviewing.deepen(now)
        rollout.open_up()
    record(verb=BUILT, subject=staff.admin, actor=people.ACTOR, data={"seed": seed})
    return {
        "projects": Project.objects.count(),
        "campaigns": Campaign.objects.count(),
        "donations": Donation.objects.count(),
        "funds": Fund.objects.count(),
    }


def _open_funds(season: Season, count: int) -> None:
    """The fund for all exists; others open by theme, place, level, and gifts come to each; patrons sign."""
    actor = people.ACTOR
    opened = [fund_create(name=_fund_name(theme=slug), theme=_theme(slug), actor=actor) for slug in FUND_THEMES]
    opened += [
        fund_create(name=_fund_name(departement=code), departement=_departement(code), actor=actor)
        for code in FUND_DEPARTEMENTS
    ]
    opened += [fund_create(name=_fund_name(level=level), level_group=level, actor=actor) for level in FUND_LEVELS]
    combined = Restriction.of(level_groups=["college", "lycee"], priorities=["rep", "rep+"])
    opened.append(fund_create(name=FUND_COMBINED, restriction=combined, actor=actor))
    patrons.schedule(season)
    everywhere = open_fund()
    weights = [12, *(2 for _ in opened)]
    starts = clock.now() + timedelta(hours=1)
    random = season.chances("funds")
    for gift in gifts.plan(random, count=count, starts=starts, ends=season.now, until=season.now):
        [fund] = random.choices([everywhere, *opened], weights=weights)
        season.schedule(gift.at, partial(season.give, random, fund, gift.amount))


def _fund_name(*, theme: str = "", departement: str = "", level: LevelGroup | None = None) -> str:
    if theme:
        return f"Fonds {_theme(theme).label}"
    if departement:
        return f"Fonds {_departement(departement).name}"
    assert level is not None, "a fund is for something"
    return f"Fonds {level.label}"


def _theme(slug: str) -> Theme:
    return Theme.objects.get(slug=slug)


def _departement(code: str) -> Departement:
    return Departement.objects.get(code=code)
