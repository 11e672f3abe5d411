"""A kind of payment without owner stops the site from starting."""

import pytest

from tests.money.payments.conftest import Owner
from trousse.core.money import Euro
from trousse.core.registry import AlreadyRegistered
from trousse.money.payments import payables, services
from trousse.money.payments.checks import every_kind_has_a_handler


@pytest.mark.django_db
def test_a_kind_without_handler_is_an_error() -> None:
    services.payment_start(payable_kind="orphan", payable_id=1, amount=Euro.of(5))
    [error] = every_kind_has_a_handler(databases=["default"])
    assert error.id == "payments.E001"
    assert "orphan" in str(error.msg)
    assert every_kind_has_a_handler(databases=None) == []


@pytest.mark.django_db
def test_kinds_with_their_handler_are_fine(owner: Owner) -> None:
    services.payment_start(payable_kind="test", payable_id=1, amount=Euro.of(5))
    assert every_kind_has_a_handler(databases=["default"]) == []


def test_two_handlers_for_a_kind_are_refused(owner: Owner) -> None:
    with pytest.raises(AlreadyRegistered):
        payables.register(Owner())
