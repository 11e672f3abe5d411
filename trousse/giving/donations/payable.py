"""Gifts as payments see them: something that is paid for."""

from collections.abc import Sequence

from trousse.giving.donations import jobs, refunds, settlement
from trousse.giving.donations.services import PAYABLE_KIND
from trousse.money.payments.models import Payment, Refund


class DonationPayable:
    """Answers for payments of kind ``donation``. Every method runs in the transaction of the news, rows locked."""

    kind = PAYABLE_KIND

    def on_paid(self, payments: Sequence[Payment]) -> None:
        settlement.payments_arrived(payments)

    def on_not_paid(self, payments: Sequence[Payment]) -> None:
        settlement.payments_given_up(payments)

    def on_refunded(self, refunds_done: Sequence[Refund]) -> None:
        for campaign_id in refunds.refunds_done(refunds_done):
            jobs.campaign_refund.enqueue_once(f"campaign:{campaign_id}", campaign_id=campaign_id)

    def on_charged_back(self, payments: Sequence[Payment]) -> None:
        refunds.payments_charged_back(payments)
