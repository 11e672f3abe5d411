"""The life of a case as a table."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.platform.moderation import perms
from trousse.platform.moderation.enums import CaseState
from trousse.platform.moderation.models import Case


class CaseWorkflow(Workflow[Case]):
    """Decided once with reasons, contested once, settled by somebody else."""

    model = "moderation.Case"
    log = "moderation.CaseLog"
    states = CaseState

    decide = Transition(
        {CaseState.OPEN}, CaseState.DECIDED, allowed=perms.can_decide_case, reason=Reason.REQUIRED, label="Décision"
    )
    contest = Transition(
        {CaseState.DECIDED}, CaseState.APPEALED, system=True, reason=Reason.REQUIRED, label="Contestation"
    )
    settle = Transition(
        {CaseState.APPEALED},
        CaseState.SETTLED,
        allowed=perms.can_settle_case,
        reason=Reason.REQUIRED,
        label="Décision après contestation",
    )
