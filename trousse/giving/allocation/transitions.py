"""The lives of a round and of a mandate as tables. A round's money moves with the second signature, at once."""

from trousse.core import clock
from trousse.core.workflow import Reason, Transition, Workflow
from trousse.giving.allocation import perms
from trousse.giving.allocation.enums import MandateState, RoundState
from trousse.giving.allocation.models import Mandate, Round


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


def still_has_days(mandate: Mandate) -> str | None:
    if mandate.ends_on >= clock.today():
        return None
    return "Son dernier jour est passé : écrivez-en un autre."


class MandateWorkflow(Workflow[Mandate]):
    """Two people sign what never changes; one is enough to stop it."""

    model = "allocation.Mandate"
    log = "allocation.MandateLog"
    states = MandateState

    sign_first = Transition(
        {MandateState.PROPOSED},
        MandateState.SIGNED_ONCE,
        allowed=perms.can_sign_mandate,
        guard=still_has_days,
        label="Première signature",
    )
    sign_second = Transition(
        {MandateState.SIGNED_ONCE},
        MandateState.IN_FORCE,
        allowed=perms.can_sign_mandate,
        guard=still_has_days,
        label="Seconde signature, il vaut dès son premier jour",
    )
    use_up = Transition(
        {MandateState.IN_FORCE}, MandateState.EXHAUSTED, system=True, label="Toute l’enveloppe est versée"
    )
    end = Transition(
        {MandateState.PROPOSED, MandateState.SIGNED_ONCE, MandateState.IN_FORCE},
        MandateState.ENDED,
        system=True,
        label="Son dernier jour est passé",
    )
    revoke = Transition(
        {MandateState.PROPOSED, MandateState.SIGNED_ONCE, MandateState.IN_FORCE},
        MandateState.REVOKED,
        allowed=perms.can_revoke_mandate,
        reason=Reason.REQUIRED,
        label="Un membre l’arrête, dans l’instant",
    )
