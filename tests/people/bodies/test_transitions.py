"""Every (state × transition) of bank details."""

import pytest

from tests.people.bodies.test_services import account_of, declare
from tests.people.factories import grant, make_school, make_user
from trousse.core.actors import Actor
from trousse.core.workflow import Transition, TransitionRefused
from trousse.people.accounts.enums import Role
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.services import bank_account_approve, bank_account_reject
from trousse.people.bodies.transitions import BankAccountWorkflow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("transition", BankAccountWorkflow.transitions(), ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", list(AccountState))
def test_each_transition_from_each_state(state: AccountState, transition: Transition) -> None:
    finance = make_user()
    grant(finance, Role.FINANCE)
    account = account_of(declare(make_school()))
    if state is AccountState.APPROVED:
        bank_account_approve(account=account, by=finance)
    if state is AccountState.REJECTED:
        bank_account_reject(account=account, by=finance, reason="Illisible")
    account.refresh_from_db()
    assert BankAccountWorkflow.can(transition, account, finance) is (state is AccountState.PROPOSED)
    if state is AccountState.PROPOSED:
        return
    with pytest.raises(TransitionRefused):
        BankAccountWorkflow.perform(transition, account, actor=Actor.of_user(finance), reason="Encore")
