"""From a stored round back to what it says, and to its answer found again."""

from collections.abc import Mapping

from trousse.giving.allocation.answering import Answer, Change, answer, changed, fingerprint
from trousse.giving.allocation.examining import Examined
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.reasons import Finding, findings
from trousse.giving.allocation.solver.parsing import problem_of
from trousse.giving.allocation.solver.plan import Grant, Plan


def examined_of(of: Round) -> list[Examined]:
    """Every campaign that was looked at that night."""
    return [Examined.from_json(each) for each in of.examined]


def changes_of(of: Round) -> dict[int, Change]:
    """What the committee asked for, by campaign."""
    return {int(pk): Change(**change) for pk, change in of.changes.items()}


def answered_again(of: Round, changes: Mapping[int, Change] | None = None) -> Answer:
    """Ask the solver the stored question, with its changes or with others."""
    return answer(of.problem, examined_of(of), changes_of(of) if changes is None else changes)


def findings_of(of: Round) -> list[Finding]:
    """What it says of each campaign, without asking the solver again."""
    changes, examined = changes_of(of), examined_of(of)
    problem = problem_of(changed(of.problem, examined, changes))
    plan = Plan.of(Grant(**grant) for grant in of.plan["grants"])
    return findings(problem, plan, examined, changes)


def is_replayed(of: Round) -> bool:
    """Whether its question, asked again, has the same answer, to the cent."""
    return fingerprint(of.problem) == of.problem_sha256 and fingerprint(answered_again(of).plan) == of.plan_sha256
