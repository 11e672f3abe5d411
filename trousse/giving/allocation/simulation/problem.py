"""What the solver is asked about a season under given rules. Pure.

All campaigns and all money of the year meet on one day. As tonight's rounds do, a condition that the solver's criteria
cannot say (levels of which a project has several, days, doubled gifts) becomes a mark among the themes of the projects
that it allows.
"""

from collections.abc import Iterable

from trousse.giving.allocation.names import campaign_name, fund_name
from trousse.giving.allocation.simulation.season import Closed, Income, Season
from trousse.giving.allocation.solver.problem import Fund, Problem, Project
from trousse.giving.equalisation.rules import Limits, Rules, Weights
from trousse.giving.funds.rules import Restriction

UNKNOWN = "inconnu"
COUNTING = Rules(version=0, weights=Weights(rep=100, rep_plus=100, rural=0), limits=Limits())
"""Not rules that anybody wants, but a yardstick: every project counts for one, nothing holds the funds back."""
_CRITERIA = {"themes": "theme", "departements": "dept", "academies": "academie", "priorities": "rep", "zones": "zone"}


def asked(season: Season, rules: Rules) -> list[Closed]:
    """The campaigns that missed their minimum, and that the limits of the rules let the funds complete."""
    return [campaign for campaign in season.campaigns if campaign.missing and not _refused(campaign, rules)]


def problem_of(season: Season, rules: Rules) -> Problem:
    """Every income of the season as a fund, every campaign to complete with its worth under the rules."""
    holding = [income for income in season.incomes if income.cents > 0]
    marked = [income for income in holding if not _is_plain(income, season)]
    return Problem.of(
        id=f"season-{season.year.begins}",
        on=season.year.first_day,
        funds=[_fund(income, is_marked=income in marked) for income in holding],
        projects=[_project(campaign, rules, marked) for campaign in asked(season, rules)],
    )


def _refused(campaign: Closed, rules: Rules) -> bool:
    refusal = rules.limits.refusal(
        goal=campaign.goal, raised_alone=campaign.raised, granted=0, ask=campaign.missing, is_seed=False
    )
    return refusal is not None


def _is_plain(income: Income, season: Season) -> bool:
    """Whether the solver's own criteria say whom it helps."""
    is_early = income.first_day is None or income.first_day <= season.year.first_day
    is_late = income.last_day is None or income.last_day >= season.until
    return is_early and is_late and not income.restriction.level_groups and not income.limits.matches


def _fund(income: Income, *, is_marked: bool) -> Fund:
    name, limits = fund_name(income.fund), income.limits
    return Fund(
        id=name,
        balance=income.cents,
        restrict={"theme": frozenset({name})} if is_marked else _criteria(income.restriction),
        expires=income.last_day,
        cap=None if limits.cap is None else limits.cap.cents,
        cap_share_bp=limits.share_cap_bp,
        min_grant=max(1, limits.least.cents),
    )


def _criteria(restriction: Restriction) -> dict[str, frozenset[str]]:
    named = ((key, getattr(restriction, name)) for name, key in _CRITERIA.items())
    return {key: values for key, values in named if values}


def _project(campaign: Closed, rules: Rules, marked: Iterable[Income]) -> Project:
    features = campaign.features
    marks = [fund_name(income.fund) for income in marked if income.may_help(campaign)]
    return Project(
        id=campaign_name(campaign.id),
        goal=campaign.goal,
        gap=campaign.missing,
        weight=rules.weights.weight_of(features),
        themes=(*sorted(features.themes), *marks),
        dept=features.departement or UNKNOWN,
        academie=features.academie or UNKNOWN,
        level="",  # which no fund asks for: those that do are marked
        rep=features.priority or UNKNOWN,
        zone=features.zone or UNKNOWN,
    )
