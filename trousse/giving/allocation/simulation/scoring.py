"""What rules would have done with past years: who reaches the minimum, in which groups, at what price. Pure.

Those that people alone brought to their minimum succeed whatever the rules; the others are put to the solver, all at
once, with all the money of the year. The same years and rules give the same answer, on any machine.

What this cannot know is told with it (docs/allocation.md): past gifts do not react to other grants, and money is
spent as if the whole year were known on its first day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from trousse.giving.allocation.answering import fingerprint
from trousse.giving.allocation.names import campaign_id_of
from trousse.giving.allocation.simulation.groups import Dimension, group_of, hiding_order
from trousse.giving.allocation.simulation.hiding import hidden_groups
from trousse.giving.allocation.simulation.problem import COUNTING, asked, problem_of
from trousse.giving.allocation.simulation.season import Closed, Season
from trousse.giving.allocation.solver.solution import ALGORITHM
from trousse.giving.allocation.solver.solving import solve
from trousse.giving.allocation.solver.work import Work
from trousse.giving.equalisation.rules import Rules
from trousse.giving.funds.rules import WHOLE

FORMAT = "rules-simulation-1"
WORK = Work(iterations=200_000, nodes=500)
"""For each plan: enough for the counts. A proof that takes longer would tell no reader more than its gap does."""
TELLING = 4
"""Times the least group: a year with fewer campaigns says nothing of any rule."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``least``: under how many projects a group is not shown; ``bands``: see ``groups.band_of``."""

    least: int
    bands: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Played:
    """One year under one set of rules. ``held_back``: how many the limits keep the funds from completing."""

    helped: frozenset[int]
    cents: int
    held_back: int
    weight: int
    bound: int
    is_proven: bool


def play(season: Season, rules: Rules, work: Work = WORK) -> Played:
    """The best that the money of the year can do under these rules, as far as ``work`` finds it."""
    solution = solve(problem_of(season, rules), work=work)
    grants = solution.plan.grants
    return Played(
        helped=frozenset(campaign_id_of(grant.project) for grant in grants),
        cents=sum(grant.amount for grant in grants),
        held_back=sum(not each.is_alone for each in season.campaigns) - len(asked(season, rules)),
        weight=solution.measures.weight,
        bound=solution.bound,
        is_proven=solution.bound == solution.measures.weight,
    )


def simulate(seasons: Iterable[Season], *, in_force: Rules, draft: Rules, settings: Settings) -> dict[str, Any]:
    """The document that is kept and shown, format ``rules-simulation-1``: whole numbers, cents and basis points."""
    listed = list(seasons)
    return {
        "format": FORMAT,
        "inputs_sha256": inputs_sha256(listed, in_force=in_force, draft=draft, settings=settings),
        "versions": {"in_force": in_force.version, "draft": draft.version},
        "least_group": settings.least,
        "ips_bands": sorted(settings.bands),
        "algorithm": ALGORITHM,
        "seasons": [_season(season, in_force, draft, settings) for season in listed],
    }


def inputs_sha256(seasons: Iterable[Season], *, in_force: Rules, draft: Rules, settings: Settings) -> str:
    """Names all that the answer depends on: the same name, the same answer."""
    return fingerprint(
        {
            "format": FORMAT,
            "algorithm": ALGORITHM,
            "rules": [[each.version, each.fingerprint] for each in (in_force, draft)],
            "settings": asdict(settings),
            "seasons": [season.facts() for season in seasons],
        }
    )


def _season(season: Season, in_force: Rules, draft: Rules, settings: Settings) -> dict[str, Any]:
    told = {
        "label": season.year.label,
        "until": season.until.isoformat(),
        "is_over": season.is_over,
        "campaigns": len(season.campaigns),
        "is_told": len(season.campaigns) >= TELLING * settings.least,
    }
    return {**told, **_outcomes(season, in_force, draft, settings)} if told["is_told"] else told


def _outcomes(season: Season, in_force: Rules, draft: Rules, settings: Settings) -> dict[str, Any]:
    played = {"in_force": play(season, in_force)}
    is_new = draft.fingerprint != in_force.fingerprint
    played["draft"] = play(season, draft) if is_new else played["in_force"]
    # A plan made under rules is one that no rule forbids: where the search ends early, it may even be the better one.
    counted = play(season, COUNTING)
    played["largest"] = max(counted, *played.values(), key=lambda each: len(each.helped))
    alone = frozenset(each.id for each in season.campaigns if each.is_alone)
    succeeded = {"before": alone, **{name: alone | each.helped for name, each in played.items()}}
    groups = _groups(season.campaigns, succeeded, settings)
    most = len(succeeded["largest"])
    return {
        "alone": len(alone),
        "need_cents": season.need,
        "money_cents": season.money,
        "before": {"succeeded": len(alone), "groups": groups["before"]},
        **{name: {**_told(each, len(alone)), "groups": groups[name]} for name, each in played.items()},
        "most": counted.bound // COUNTING.weights.base + len(alone),
        "price_of_fairness": {
            name: (most - len(succeeded[name])) * WHOLE // most if most else 0 for name in ("in_force", "draft")
        },
    }


def _told(played: Played, alone: int) -> dict[str, Any]:
    return {
        "helped": len(played.helped),
        "succeeded": alone + len(played.helped),
        "money_cents": played.cents,
        "held_back": played.held_back,
        "weight": played.weight,
        "bound": played.bound,
        "is_proven": played.is_proven,
    }


def _groups(
    campaigns: Sequence[Closed], succeeded: Mapping[str, frozenset[int]], settings: Settings
) -> dict[str, dict[str, Any]]:
    """By outcome and dimension: « rep » → [succeeded, campaigns], None where it is hidden; the same in all outcomes."""
    found: dict[str, dict[str, Any]] = {name: {} for name in succeeded}
    for dimension in Dimension:
        group = {each.id: group_of(each.features, dimension, settings.bands) for each in campaigns}
        projects = Counter(group.values())
        successes = {name: Counter(group[pk] for pk in ids) for name, ids in succeeded.items()}
        hidden = hidden_groups(projects, successes.values(), least=settings.least, order=hiding_order)
        for name, counts in successes.items():
            found[name][dimension.value] = None if hidden is None else _shown(projects, counts, hidden)
    return found


def _shown(projects: Counter[str], successes: Counter[str], hidden: frozenset[str]) -> dict[str, list[int] | None]:
    return {
        group: None if group in hidden else [successes[group], number] for group, number in sorted(projects.items())
    }
