"""Real transactions at once: an agreement ends while money is about to leave."""

import threading

import pytest
from django.db import connection, transaction

from tests.giving.funds.patron import SYSTEM, patron_fund
from trousse.core.money import Euro
from trousse.giving.funds import services
from trousse.giving.funds.amendments import agreement_end
from trousse.giving.funds.errors import FundAsleep
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import Restriction

pytestmark = pytest.mark.django_db(transaction=True)
_IS_WAITED_FOR = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
MOMENTS = 200


def test_an_agreement_that_ends_holds_back_the_money_that_waits_for_its_fund() -> None:
    fund = patron_fund(restriction=Restriction())
    services.fund_deposit(fund_id=fund.pk, amount=Euro.of(100))
    raised: list[Exception] = []

    def gives() -> None:
        try:
            services.funds_debit([(fund.pk, Euro.of(40))])
        except FundAsleep as error:
            raised.append(error)
        finally:
            connection.close()

    giver = threading.Thread(target=gives)
    with transaction.atomic():
        agreement_end(agreement=fund.agreement, reason="La fondation s’arrête.", actor=SYSTEM)
        giver.start()
        _until_somebody_waits()
    giver.join(timeout=30)
    assert len(raised) == 1
    assert Fund.objects.get(pk=fund.pk).balance == Euro.of(100)


def _until_somebody_waits() -> None:
    pause = threading.Event()
    for _ in range(MOMENTS):
        with connection.cursor() as cursor:
            cursor.execute(_IS_WAITED_FOR)
            if cursor.fetchone() == (True,):
                return
        pause.wait(0.05)
    raise AssertionError("nobody waited for the fund")
