"""The life of bank details: proposed, then approved or rejected by a second person."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.models import BankAccount
from trousse.people.bodies.perms import can_decide_bank_account


class BankAccountWorkflow(Workflow[BankAccount]):
    """A rejected account stays rejected: the manager proposes another."""

    model = "bodies.BankAccount"
    log = "bodies.BankAccountLog"
    states = AccountState

    approve = Transition(
        {AccountState.PROPOSED}, AccountState.APPROVED, allowed=can_decide_bank_account, label="Vérifier"
    )
    reject = Transition(
        {AccountState.PROPOSED},
        AccountState.REJECTED,
        allowed=can_decide_bank_account,
        reason=Reason.REQUIRED,
        label="Refuser",
    )
