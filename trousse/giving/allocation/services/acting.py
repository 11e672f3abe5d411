"""The house acts by itself twice a day, inside the mandates that the committee signed; the rest waits for signatures.

Locks as everywhere (docs/money.md): mandates → campaigns → funds → ledger accounts, each by id. The turn of a moment
is written first and once: two workers at once wait for each other, and the second finds it done.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.giving.allocation import mandate_messages as messages
from trousse.giving.allocation.enums import TurnMoment
from trousse.giving.allocation.foreseeing import Foreseen, foresee, left_to_sign
from trousse.giving.allocation.mandate_selectors import covers_of, mandates_giving
from trousse.giving.allocation.mandating import Wanted, covered
from trousse.giving.allocation.models import Grant, Mandate, Turn
from trousse.giving.allocation.policy.learned import VERSION
from trousse.giving.allocation.policy.state import CampaignState, last_day
from trousse.giving.allocation.reasons import given
from trousse.giving.allocation.services.grants import Ask, grants_post
from trousse.giving.allocation.transitions import MandateWorkflow
from trousse.giving.funds.errors import FundAsleep, FundOverdrawn

ACTOR = Actor.system("allocation.mandate_run")
TRIES = 3
"""Looks at everything, when somebody else takes the money of a fund meanwhile."""


def mandate_run(moment: TurnMoment) -> Turn:
    """Look at everything, give what mandates cover, and keep what waits for signatures. Once a moment of a day.

    When a fund was emptied between the look and the giving, look again; at the last try nothing is given.
    """
    for _ in range(TRIES - 1):
        with suppress(FundOverdrawn, FundAsleep):
            return _take_turn(moment, foresee(moment))
    return _take_turn(moment, foresee(moment), gives=False)


@transaction.atomic
def _take_turn(moment: TurnMoment, seen: Foreseen, *, gives: bool = True) -> Turn:
    turn, is_new = Turn.objects.get_or_create(on=seen.season.on, moment=moment.value, defaults=_kept(seen))
    if not is_new:
        return turn
    posted = _post(seen) if gives else []
    turn.waiting = {str(pk): cents for pk, cents in left_to_sign(seen.wanted, posted).items()}
    turn.save(update_fields=["waiting"])
    return turn


def _post(seen: Foreseen) -> list[Wanted]:
    """Give what mandates cover. Returns that, also where a campaign needed less by now."""
    mandates = mandates_lock(mandates_giving(seen.season.on))
    asked = covered(seen.allowed, covers_of(mandates, {each.campaign for each in seen.allowed}))
    campaigns = seen.campaigns
    asks = [_ask(each, mandate, campaigns[each.campaign], asked, seen) for each, mandate in asked]
    made = grants_post(asks, actor=ACTOR)
    mandates_spend(mandates, made)
    return [each for each, _mandate in asked]


def mandates_lock(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Lock these mandates by id and read them again; those that gave all or were stopped meanwhile are left out.

    In the order in which they cover: the first to end first.
    """
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[each.pk for each in mandates])
    today = clock.today()
    locked = [each for each in rows.order_by("pk") if each.gives_on(today)]
    return sorted(locked, key=lambda each: (each.ends_on, each.pk))


def mandates_spend(locked: Iterable[Mandate], made: Sequence[Grant]) -> None:
    """Count new grants on the locked mandates that cover them; one that has nothing left is over, and that is told."""
    for mandate in locked:
        cents = sum(grant.amount_cents for grant in made if grant.mandate_id == mandate.pk)
        if not cents:
            continue
        mandate.spent_cents += cents
        if mandate.left:
            mandate.save(update_fields=["spent_cents"])
            continue
        mandate.over_at = clock.now()
        MandateWorkflow.perform_many(MandateWorkflow.use_up, [mandate], actor=ACTOR, changed=["spent_cents", "over_at"])
        messages.tell_over(mandate, "Toute son enveloppe est versée.")


def _ask(
    each: Wanted,
    mandate: int,
    campaign: CampaignState,
    asked: Sequence[tuple[Wanted, int]],
    seen: Foreseen,
) -> Ask:
    day = seen.season.on
    total = sum(other.cents for other, _mandate in asked if other.campaign == each.campaign)
    reason = given(
        each.kind,
        total=total,
        missing=campaign["goal"] - campaign["raised"] - campaign["granted"],
        granted=campaign["granted"],
        age=day.toordinal() - campaign["opened_day"],
        days_left=last_day(campaign) - day.toordinal(),
    )
    return Ask(
        key=f"grant:mandate:{mandate}:{day.isoformat()}:{each.kind.value}:{each.fund}:{each.campaign}",
        fund_id=each.fund,
        campaign_id=each.campaign,
        amount=Euro(each.cents),
        kind=each.kind,
        reason=reason,
        mandate_id=mandate,
    )


def _kept(seen: Foreseen) -> dict[str, Any]:
    return {
        "algorithm": VERSION,
        "learned": seen.learned.as_json(),
        "proposed": [{**vars(each), "kind": each.kind.value} for each in seen.wanted],
    }
