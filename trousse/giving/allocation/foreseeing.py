"""What the policy of seasons would give at this moment, with what it learned so far. Reads; writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from trousse.core import clock
from trousse.giving.allocation.enums import GrantKind, RoundState, TurnMoment
from trousse.giving.allocation.live_season import LiveSeason, season_now
from trousse.giving.allocation.mandate_selectors import covers_of, mandates_giving
from trousse.giving.allocation.mandating import Wanted, covered, waiting_for_signatures
from trousse.giving.allocation.models import Round, Turn
from trousse.giving.allocation.names import campaign_id_of, fund_id_of
from trousse.giving.allocation.perms import helped_by
from trousse.giving.allocation.policy.learned import Learned
from trousse.giving.allocation.policy.proposing import Memory
from trousse.giving.allocation.policy.state import CampaignState, Proposal
from trousse.giving.equalisation.rules import Limits
from trousse.giving.equalisation.selectors import rules_on


@dataclass(frozen=True)
class Foreseen:
    """One look at everything: what the policy wants, of it what the rules of solidarity allow, and what it learned."""

    season: LiveSeason
    wanted: tuple[Wanted, ...]
    allowed: tuple[Wanted, ...]
    learned: Learned

    @property
    def campaigns(self) -> dict[int, CampaignState]:
        return {campaign_id_of(each["id"]): each for each in self.season.state["campaigns"]}


def foresee(moment: TurnMoment) -> Foreseen:
    """A seed waits when a round that one person has signed helps the same campaign: it would get it twice."""
    season, rules = season_now(moment), rules_on(clock.today())
    memory = Memory.of(_learned(), season.past)
    if moment is TurnMoment.EVENING and not memory.prices:
        memory.propose({**season.state, "moment": TurnMoment.MORNING.value})
    wanted = tuple(_wanted(each) for each in memory.propose(season.state))
    promised = _promised()
    seen = Foreseen(season, wanted, (), memory.learned)
    refused = {pk for pk in {each.campaign for each in wanted} if _is_refused(pk, seen, rules.limits)}
    kept = tuple(
        each
        for each in wanted
        if each.campaign not in refused and not (each.kind is GrantKind.SEED and each.campaign in promised)
    )
    return Foreseen(season, wanted, kept, memory.learned)


def seeds_waiting_now() -> dict[int, int]:
    """Cents by campaign that the policy would begin with at this moment, and that no mandate covers."""
    seen = foresee(TurnMoment.MORNING)
    covers = covers_of(mandates_giving(seen.season.on), seen.campaigns)
    return left_to_sign(seen.wanted, [each for each, _mandate in covered(seen.allowed, covers)])


def left_to_sign(wanted: Iterable[Wanted], given: Iterable[Wanted]) -> dict[int, int]:
    """Cents by campaign of what is wanted and not given."""
    totals: dict[int, int] = {}
    for each in given:
        totals[each.campaign] = totals.get(each.campaign, 0) + each.cents
    return waiting_for_signatures(wanted, totals)


def turn_last() -> Turn | None:
    """The last time that everything was looked at."""
    return Turn.objects.order_by("-on", "-pk").first()


def seeds_of(turn: Turn) -> dict[int, int]:
    """Cents by campaign that waited for signatures after that turn."""
    return {int(pk): cents for pk, cents in turn.waiting.items()}


def _learned() -> Learned:
    """At the end of the last turn."""
    last = turn_last()
    return Learned.from_json(last.learned if last else {})


def _wanted(proposal: Proposal) -> Wanted:
    return Wanted(
        fund=fund_id_of(proposal["fund"]),
        campaign=campaign_id_of(proposal["project"]),
        cents=proposal["amount"],
        kind=GrantKind(proposal["kind"]),
    )


def _is_refused(campaign: int, seen: Foreseen, limits: Limits) -> bool:
    """Whether the rules of solidarity stand in the way of all that this campaign would get."""
    told, grants = seen.campaigns[campaign], [each for each in seen.wanted if each.campaign == campaign]
    refusal = limits.refusal(
        goal=told["goal"],
        raised_alone=told["raised"],
        granted=told["granted"],
        ask=sum(each.cents for each in grants),
        is_seed=all(each.kind is GrantKind.SEED for each in grants),
    )
    return refusal is not None


def _promised() -> set[int]:
    """The campaigns that a round signed once helps."""
    signed = Round.objects.filter(state=RoundState.SIGNED_ONCE).only("plan").first()
    return helped_by(signed) if signed else set()
