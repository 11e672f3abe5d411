"""Why a project is helped or not, in plain French. Pure.

Reasons are public. They speak of money and days, never of the school, its pupils or its families: what the solidarity
rules know of a place weighs in the choice, and is told as rules on their own page, not as a label on a class.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trousse.core.money import Euro
from trousse.giving.allocation.answering import Change
from trousse.giving.allocation.enums import GrantKind, Verdict
from trousse.giving.allocation.examining import PERCENT, Examined, Moment
from trousse.giving.allocation.names import fund_id_of
from trousse.giving.allocation.solver.plan import Plan
from trousse.giving.allocation.solver.problem import Problem, Project

BEGINS = 10
"""Days during which a collection has just begun."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a round says of one campaign. ``paid``: cents by fund; ``chance``: in percent, None if not known."""

    campaign: int
    verdict: Verdict
    reason: str
    kind: GrantKind
    paid: Mapping[int, int]
    missing: int
    granted: int
    ask: int
    days_left: int
    chance: int | None
    is_changed: bool

    @property
    def cents(self) -> int:
        return sum(self.paid.values())

    @property
    def amount(self) -> Euro:
        return Euro(self.cents)


def findings(
    problem: Problem, plan: Plan, examined: Sequence[Examined], changes: Mapping[int, Change]
) -> list[Finding]:
    """One for each campaign examined: those helped first, the nearest deadline first."""
    projects = {project.id: project for project in problem.projects}
    paid: dict[str, dict[int, int]] = defaultdict(dict)
    for grant in plan.grants:
        paid[grant.project][fund_id_of(grant.fund)] = grant.amount
    found = []
    for each in examined:
        name = each.line["id"]
        found.append(_finding(each, paid[name], projects.get(name), problem, changes.get(each.campaign)))
    return sorted(found, key=lambda one: (not one.cents, _ORDER[one.verdict], one.days_left, one.campaign))


def _finding(
    each: Examined, paid: Mapping[int, int], project: Project | None, problem: Problem, change: Change | None
) -> Finding:
    total = sum(paid.values())
    verdict, reason = _verdict(each, total, project, problem, change)
    return Finding(
        campaign=each.campaign,
        verdict=verdict,
        reason=reason,
        kind=_kind(each, total),
        paid=paid,
        missing=each.moment.missing,
        granted=each.moment.granted,
        ask=change.cents if change else each.wish.ask,
        days_left=each.moment.days_left,
        chance=each.moment.chance,
        is_changed=change is not None,
    )


def _kind(each: Examined, total: int) -> GrantKind:
    """What completes is a top-up; so is a part, unless the campaign has just begun."""
    return GrantKind.SEED if each.wish.kind is GrantKind.SEED and total < each.moment.missing else GrantKind.TOP_UP


def _verdict(
    each: Examined, total: int, project: Project | None, problem: Problem, change: Change | None
) -> tuple[Verdict, str]:
    if total:
        return Verdict.HELPED, change.why if change and change.why else helped(each, total)
    if change and not change.cents:
        return Verdict.SET_ASIDE, change.why or "Le comité a préféré attendre."
    if project is not None:
        return _not_paid(project, problem)
    verdict = each.wish.verdict or Verdict.NOT_THIS_TIME
    if verdict is Verdict.BEYOND_RULES:
        return verdict, f"{each.wish.why} Nous regardons de nouveau chaque nuit."
    return verdict, alone(each.moment) if verdict is Verdict.ALONE else early(each.moment)


def helped(each: Examined, total: int) -> str:
    """What the money changes."""
    moment = each.moment
    return given(
        _kind(each, total),
        total=total,
        missing=moment.missing,
        granted=moment.granted,
        age=moment.age,
        days_left=moment.days_left,
    )


def given(kind: GrantKind, *, total: int, missing: int, granted: int, age: int, days_left: int) -> str:
    """What ``total`` cents change for a campaign that lacks ``missing``, ``age`` days after its opening."""
    if total >= missing:
        when = in_days(days_left)
        return f"Il manquait {Euro(total)}, {when}. Les fonds complètent : le minimum est atteint, le projet aura lieu."
    rest = Euro(missing - total)
    if kind is GrantKind.SEED and age < BEGINS and not granted:
        return f"La collecte commence : les fonds donnent les premiers {Euro(total)} pour la lancer."
    if kind is GrantKind.SEED:
        return f"Une collecte bien partie attire d’autres dons : les fonds ajoutent {Euro(total)}. Il manquera {rest}."
    return f"Les fonds donnent {Euro(total)} pour relancer la collecte. Il manquera {rest}."


def alone(moment: Moment) -> str:
    chances = min(9, (moment.chance or 0) * 10 // PERCENT)
    return (
        f"Il peut y arriver seul : au moins {chances} collectes semblables sur 10 atteignent leur minimum. "
        "Nous regardons de nouveau chaque nuit."
    )


def early(moment: Moment) -> str:
    return f"Il a encore le temps : la collecte dure encore {moment.days_left} jours. Nous regardons chaque nuit."


def _not_paid(project: Project, problem: Problem) -> tuple[Verdict, str]:
    """Which rule stands in the way, or that others came first."""
    willing = [fund for fund in problem.funds if fund.is_live(problem.on) and fund.accepts(project)]
    if not willing:
        why = "aucun n’est prévu pour ce thème, ce lieu et ce niveau à la fois"
        return Verdict.NO_FUND, f"Aucun fonds ne peut l’aider : {why}."
    most = sum(problem.pays(fund, project) for fund in willing)
    if most < project.gap:
        why = f"ceux qui lui correspondent peuvent donner {Euro(most)} en tout, et il faudrait {Euro(project.gap)}"
        return Verdict.NO_FUND, f"Aucun fonds ne peut l’aider : {why}."
    return (
        Verdict.NOT_THIS_TIME,
        "Les fonds ne suffisent pas pour tous cette fois : la même somme fait aboutir d’autres projets. "
        "Celui-ci est examiné de nouveau chaque nuit.",
    )


def in_days(days: int) -> str:
    """« à 3 jours de la fin »."""
    return "le dernier jour" if days == 0 else "à un jour de la fin" if days == 1 else f"à {days} jours de la fin"


_ORDER = {verdict: number for number, verdict in enumerate(Verdict)}
