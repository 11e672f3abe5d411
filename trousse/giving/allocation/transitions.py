"""The life of a round as a table. Money moves with the second signature, in the same transaction."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.giving.allocation import perms
from trousse.giving.allocation.enums import RoundState
from trousse.giving.allocation.models import Round


def has_grants(round: Round) -> str | None:  # noqa: A002
    return None if round.plan["grants"] else "Il n’y a rien à verser : cette répartition n’aide aucun projet."


class RoundWorkflow(Workflow[Round]):
    """Two people sign the same plan; a change makes the first signature void."""

    model = "allocation.Round"
    log = "allocation.RoundLog"
    states = RoundState

    change = Transition(
        {RoundState.PROPOSED, RoundState.SIGNED_ONCE},
        RoundState.PROPOSED,
        allowed=perms.can_change_round,
        label="Le comité change une aide, le calcul est refait",
    )
    sign_first = Transition(
        {RoundState.PROPOSED},
        RoundState.SIGNED_ONCE,
        allowed=perms.can_sign_round,
        guard=has_grants,
        label="Première signature",
    )
    sign_second = Transition(
        {RoundState.SIGNED_ONCE},
        RoundState.POSTED,
        allowed=perms.can_sign_round,
        guard=has_grants,
        label="Seconde signature, l’argent part",
    )
    supersede = Transition(
        {RoundState.PROPOSED, RoundState.SIGNED_ONCE},
        RoundState.SUPERSEDED,
        system=True,
        label="Une proposition plus récente la remplace",
    )
    drop = Transition(
        {RoundState.PROPOSED, RoundState.SIGNED_ONCE},
        RoundState.DROPPED,
        allowed=perms.can_change_round,
        reason=Reason.REQUIRED,
        label="Abandon",
    )
