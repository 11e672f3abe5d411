"""The committee of the demonstration: rounds of past evenings, posted or dropped, and one that waits for signatures.

Stories that end below their minimum keep their end: the committee leaves them to their donors, once with a small sum,
which comes home.
"""

from collections.abc import Set
from contextlib import suppress
from datetime import timedelta
from functools import partial

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import services
from trousse.giving.allocation.errors import ChangeRefused
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.reading import findings_of
from trousse.operations.demo.mandates import committee
from trousse.operations.demo.scenario import COMMITTEE_DAYS_AGO
from trousse.operations.demo.season import Season
from trousse.people.accounts.models import User

DROPPED_DAYS_AGO = 32
EVENING = timedelta(hours=20)
SMALL = 10
"""Percent of what is missing, where a story must fail."""
LEFT_TO_DONORS = "L’école attend les promesses de la réunion des parents : nous la laissons à ses donateurs."
PUSH = "Un coup de pouce pour relancer la collecte."
WARM = (
    "La réunion des parents est passée : de quoi finir avant les vacances.",
    "Le bus se réserve cette semaine : le fonds avance une part.",
    "La classe a doublé ses donateurs en dix jours : le fonds l’accompagne.",
)
SHARE = 30
"""Percent of what is missing that the committee adds to projects that the solver left to their donors."""
NOT_NOW = "Le comité préfère attendre les dons promis à la réunion des parents."


def schedule(season: Season, failing: Set[str]) -> None:
    """Put the evenings of the committee in the agenda; ``failing``: titles of the projects that will not make it."""
    today = clock.paris_day(season.now)
    for number, days in enumerate(COMMITTEE_DAYS_AGO):
        at = clock.start_of_day(today - timedelta(days=days)) + EVENING
        season.schedule(at, partial(_decide, failing, helps_one_in_vain=number == 0))
    season.schedule(clock.start_of_day(today - timedelta(days=DROPPED_DAYS_AGO)) + EVENING, _drop)


def propose() -> None:
    """Tonight's, which one member has already read, for whoever visits the demonstration as one of the committee."""
    made = services.round_propose()
    if made is not None:
        _encourage(made, committee()[0], frozenset())


def _decide(failing: Set[str], *, helps_one_in_vain: bool) -> None:
    made = services.round_propose()
    if made is None:
        return
    first, second = committee()
    made = _encourage(made, first, failing)
    small = SMALL if helps_one_in_vain else 0
    while saved := _saved(made, failing):
        pk, missing = saved
        amount, why = Euro(missing.cents * small // 100), PUSH if small else LEFT_TO_DONORS
        made = services.round_change(round=made, by=first, campaign_id=pk, amount=amount, why=why)
        small = 0
    if not made.plan["grants"]:
        services.round_drop(round=made, by=first, reason=NOT_NOW)
        return
    for member in (first, second):
        services.round_sign(round=made, by=member, plan_sha256=made.plan_sha256, no_conflict=True)


def _encourage(made: Round, by: User, failing: Set[str]) -> Round:
    """The committee thinks otherwise of a few projects that are not helped, when a fund can follow."""
    left = {each.campaign: each.missing for each in findings_of(made) if not each.cents}
    chosen = Campaign.objects.filter(pk__in=left).exclude(title__in=failing).order_by("closes_at", "pk")
    for pk, why in zip(chosen.values_list("pk", flat=True), WARM, strict=False):
        amount = Euro.of(max(left[pk] * SHARE // 10_000, 1))
        if amount.cents <= left[pk]:
            with suppress(ChangeRefused):
                made = services.round_change(round=made, by=by, campaign_id=pk, amount=amount, why=why)
    return made


def _drop() -> None:
    made = services.round_propose()
    if made is not None:
        services.round_drop(round=made, by=committee()[0], reason=NOT_NOW)


def _saved(made: Round, failing: Set[str]) -> tuple[int, Euro] | None:
    """A campaign that this round would save and that must not be, and what is missing to it."""
    found = {each.campaign: Euro(each.missing) for each in findings_of(made) if each.cents and not each.is_changed}
    titles = Campaign.objects.filter(pk__in=found, title__in=failing).order_by("pk").values_list("pk", flat=True)
    return next(((pk, found[pk]) for pk in titles), None)
