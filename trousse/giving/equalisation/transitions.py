"""The life of a version as a table. Nobody declares the result of a vote: it is counted."""

from trousse.core import clock
from trousse.core.workflow import Reason, Transition, Workflow
from trousse.giving.equalisation import perms
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.selectors import tally_of, version_on
from trousse.giving.equalisation.voting import is_over, is_won


def changes_something(version: RuleVersion) -> str | None:
    if version.rules.fingerprint == version_on(clock.today()).rules.fingerprint:
        return "Ces règles sont celles qui sont en vigueur : il n’y a rien à discuter."
    return None


def nobody_voted(version: RuleVersion) -> str | None:
    return (
        "Le vote a commencé : cette version ne peut plus être reprise ni retirée." if version.votes.exists() else None
    )


def vote_is_won(version: RuleVersion) -> str | None:
    return None if is_won(version, tally_of(version)) else "Cette version n’a pas les voix qu’il faut."


def vote_is_lost(version: RuleVersion) -> str | None:
    tally = tally_of(version)
    return None if is_over(version, tally) and not is_won(version, tally) else "Le vote n’est pas fini."


class RuleWorkflow(Workflow[RuleVersion]):
    """A draft is published for comment, then voted; once adopted it is never edited."""

    model = "equalisation.RuleVersion"
    log = "equalisation.RuleLog"
    states = RuleState

    publish = Transition(
        {RuleState.DRAFT},
        RuleState.PUBLISHED,
        allowed=perms.can_write_rules,
        guard=changes_something,
        label="Publication pour avis",
    )
    take_back = Transition(
        {RuleState.PUBLISHED},
        RuleState.DRAFT,
        allowed=perms.can_write_rules,
        guard=nobody_voted,
        reason=Reason.REQUIRED,
        label="Reprise en brouillon",
    )
    adopt = Transition(
        {RuleState.PUBLISHED}, RuleState.ADOPTED, system=True, guard=vote_is_won, label="Le vote l’adopte"
    )
    reject = Transition(
        {RuleState.PUBLISHED}, RuleState.REJECTED, system=True, guard=vote_is_lost, label="Le vote ne l’adopte pas"
    )
    withdraw = Transition(
        {RuleState.DRAFT, RuleState.PUBLISHED},
        RuleState.WITHDRAWN,
        allowed=perms.can_write_rules,
        guard=nobody_voted,
        reason=Reason.REQUIRED,
        label="Retrait",
    )
