"""From the live state to a question for the solver (format ``alloc-1``). Reads; a fixed number of statements.

Funds and campaigns are named ``f12`` and ``c34``. A condition that the format cannot say pair by pair (a fund that
helps a project once, one that doubles gifts, levels of which a project has several) becomes a mark (``marks``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.forecasting import campaigns_forecast
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import GrantKind, Verdict
from trousse.giving.allocation.examining import PERCENT, Examined, Habits, Moment, Wish, wish_of
from trousse.giving.allocation.marks import marks_of, restrict_of, traits_of
from trousse.giving.allocation.matching import doubling_by_mandate
from trousse.giving.allocation.names import campaign_name, fund_name
from trousse.giving.allocation.selectors import granted_by_funds
from trousse.giving.allocation.solver.parsing import FORMAT
from trousse.giving.equalisation.rules import Limits, Rules
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import ProjectFeatures
from trousse.giving.funds.selectors import features_of, funds_to_grant
from trousse.platform.parameters.selectors import integer


@dataclass(frozen=True)
class Question:
    """What the solver is asked, and what was thought of every campaign, also of those it is not asked about."""

    on: date
    document: dict[str, Any]
    examined: tuple[Examined, ...]
    rules_version: int


@dataclass(frozen=True)
class _Candidate:
    """A campaign that lacks something of its minimum."""

    campaign: Campaign
    features: ProjectFeatures
    moment: Moment
    wish: Wish
    weight: int


def question_now(seeds: Mapping[int, int] | None = None) -> Question:
    """Tonight's: every campaign that collects under its minimum, every fund that may give.

    ``seeds``: cents by campaign that the policy of seasons would begin with, and that wait for signatures.
    """
    today = clock.today()
    rules, giving = rules_on(today), funds_to_grant(today)
    promised = doubling_by_mandate(giving)
    funds = [fund for fund in giving if fund.pk not in promised]
    candidates = _candidates(rules, seeds or {})
    marked = [fund for fund in funds if not _is_plain(fund)]
    helped = granted_by_funds([each.campaign.pk for each in candidates], [fund.pk for fund in marked])
    special = {fund.pk: _accepted(fund, candidates, helped) for fund in marked}
    examined = tuple(_examined(each, special) for each in candidates)
    document = {
        "format": FORMAT,
        "id": f"round-{today.isoformat()}",
        "date": today.isoformat(),
        "funds": [_fund_line(fund) for fund in funds],
        "projects": [each.line for each in examined if each.wish.verdict is None],
    }
    return Question(today, document, examined, rules.version)


def _candidates(rules: Rules, seeds: Mapping[int, int]) -> list[_Candidate]:
    collecting = Campaign.objects.filter(state=CampaignState.OPEN, closes_at__gt=clock.now()).defer("search_text")
    short = [each for each in collecting.order_by("pk") if each.raised_cents < each.minimum_goal_cents]
    features, chances, habits = features_of(short), campaigns_forecast(short), _habits()
    found = []
    for campaign in short:
        told = chances.get(campaign.pk)
        moment = _moment(campaign, None if told is None else round(told.probability * PERCENT))
        wish = _within(rules.limits, moment, wish_of(moment, habits, seeds.get(campaign.pk, 0)))
        weight = rules.weights.weight_of(features[campaign.pk]) * max(1, wish.gain)
        found.append(_Candidate(campaign, features[campaign.pk], moment, wish, weight))
    return found


def _within(limits: Limits, moment: Moment, wish: Wish) -> Wish:
    """The wish, or the reason for which the rules of solidarity stand in its way."""
    if wish.verdict is not None:
        return wish
    why = refusal_of(limits, moment, ask=wish.ask, is_seed=wish.kind is GrantKind.SEED)
    return wish if why is None else Wish(kind=wish.kind, ask=wish.ask, verdict=Verdict.BEYOND_RULES, why=why)


def refusal_of(limits: Limits, moment: Moment, *, ask: int, is_seed: bool) -> str | None:
    """Why the rules of solidarity do not let funds give ``ask`` more cents, in French; None when they do."""
    return limits.refusal(
        goal=moment.goal,
        raised_alone=moment.goal - moment.missing - moment.granted,
        granted=moment.granted,
        ask=ask,
        is_seed=is_seed,
    )


def _moment(campaign: Campaign, chance: int | None) -> Moment:
    opened = clock.paris_day(campaign.opened_at) if campaign.opened_at else campaign.opens_on
    return Moment(
        goal=campaign.minimum_goal_cents,
        missing=campaign.missing_to_minimum.cents,
        granted=campaign.granted_cents,
        chance=chance,
        days_left=campaign.days_left,
        age=(clock.today() - opened).days,
    )


def _habits() -> Habits:
    return Habits(
        alone_percent=integer("allocation.alone_percent"),
        top_up_days=integer("allocation.top_up_days"),
        seed_gain=integer("allocation.seed_gain"),
    )


def _is_plain(fund: Fund) -> bool:
    """Whether the format can say whom it helps."""
    return not fund.level_groups and not fund.limits.matches and fund.limits.most(Euro.of(1)) is None


def _accepted(fund: Fund, candidates: Sequence[_Candidate], helped: set[tuple[int, int]]) -> set[int]:
    """The campaigns that it may help: once each when it has a limit or doubles, then never with more than gifts."""
    restriction, limits = fund.restriction, fund.limits
    return {
        each.campaign.pk
        for each in candidates
        if restriction.allows(each.features)
        and ((not limits.matches and limits.most(Euro.of(1)) is None) or (fund.pk, each.campaign.pk) not in helped)
        and (not limits.matches or each.wish.ask <= each.campaign.raised_cents - each.campaign.granted_cents)
    }


def _fund_line(fund: Fund) -> dict[str, Any]:
    limits = fund.limits
    return {
        "id": fund_name(fund.pk),
        "balance": fund.balance_cents,
        "restrict": restrict_of(fund.pk, fund.restriction, is_plain=_is_plain(fund)),
        "expires": limits.expires_on.isoformat() if limits.expires_on else None,
        "cap": limits.cap.cents if limits.cap is not None else None,
        "cap_share_bp": limits.share_cap_bp,
        "min_grant": max(1, limits.least.cents),
    }


def _examined(each: _Candidate, special: Mapping[int, set[int]]) -> Examined:
    line = {
        "id": campaign_name(each.campaign.pk),
        "goal": each.moment.goal,
        "gap": each.wish.ask or each.moment.missing,
        "weight": each.weight,
        **traits_of(each.features, marks_of(each.campaign.pk, special)),
    }
    return Examined(campaign=each.campaign.pk, moment=each.moment, wish=each.wish, line=line)
