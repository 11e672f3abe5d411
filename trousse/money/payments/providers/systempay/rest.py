"""The gateway's REST V4, as far as we need it: look transactions up, give money back.

Every answer of the gateway is an HTTP 200 with an envelope, SUCCESS or ERROR; anything else means that it is not well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from trousse.money.payments.port import ProviderUnavailable

TIMEOUT = httpx.Timeout(15.0, connect=4.0)

NOT_FOUND = "PSP_010"
# Not about our request: the gateway is busy, or does not let us in. Try later, and look at the log.
_TRANSIENT = {"PSP_099", "PSP_106", "PSP_514", "PSP_999", "INT_905", "INT_901", "PSP_100"}


class RestError(Exception):
    """The gateway understood and says no: ``code`` ("PSP_104"), its words, the issuing bank's code if it was asked."""

    def __init__(self, code: str, message: str, bank_code: str = "") -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.bank_code = bank_code


@dataclass(frozen=True)
class Transaction:
    """A V4/PaymentTransaction, reduced to what we use. ``status`` is the gateway's ``detailedStatus``."""

    uuid: str
    order_id: str
    operation: str
    status: str
    amount: int
    currency: str
    parent: str
    created: str
    mode: str

    @classmethod
    def read(cls, answer: Mapping[str, Any]) -> "Transaction":
        """Raises ProviderUnavailable when the answer has not the documented shape."""
        try:
            details = answer.get("transactionDetails") or {}
            order = answer.get("orderDetails") or {}
            return cls(
                uuid=str(answer["uuid"]),
                order_id=str(order.get("orderId") or ""),
                operation=str(answer["operationType"]),
                status=str(answer["detailedStatus"]),
                amount=int(answer["amount"]),
                currency=str(answer["currency"]),
                parent=str(details.get("parentTransactionUuid") or ""),
                created=str(answer.get("creationDate") or ""),
                mode=str(order.get("mode") or ""),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProviderUnavailable(f"unexpected transaction: {type(error).__name__}") from error


class RestClient:
    """Talks to the gateway with the shop's number and its REST password. Connections are kept between calls."""

    def __init__(self, url: str, site_id: str, password: str) -> None:
        self._client = httpx.Client(
            base_url=url,
            auth=(site_id, password),
            timeout=TIMEOUT,
            # The test bank speaks plain HTTP: no reason to read the certificates of the world for it.
            verify=url.startswith("https://"),
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def transaction(self, uuid: str) -> Transaction:
        """Raises RestError, PSP_010 when the gateway does not know it."""
        return Transaction.read(self._call("Transaction/Get", {"uuid": uuid}))

    def order(self, order_id: str) -> list[Transaction]:
        """All transactions of an order, the oldest first; none when nobody tried to pay it."""
        try:
            answer = self._call("Order/Get", {"orderId": order_id})
        except RestError as error:
            if error.code == NOT_FOUND:
                return []
            raise
        found = answer.get("transactions")
        if not isinstance(found, list):
            raise ProviderUnavailable("unexpected order")
        return sorted((Transaction.read(each) for each in found), key=lambda each: each.created)

    def cancel_or_refund(self, uuid: str, amount: int, mode: str, comment: str) -> Transaction:
        """``mode``: CANCELLATION_ONLY returns the debit itself, REFUND_ONLY a new credit. Raises RestError.

        Never AUTO: on a payment that is not captured yet it would give back all of it, whatever the amount.
        """
        body = {"uuid": uuid, "amount": amount, "currency": "EUR", "resolutionMode": mode, "comment": comment}
        return Transaction.read(self._call("Transaction/CancelOrRefund", body))

    def _call(self, service: str, body: Mapping[str, object]) -> Mapping[str, Any]:
        try:
            response = self._client.post(f"/{service}", json=body)
            envelope = response.json() if response.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnavailable(f"{service}: {type(error).__name__}") from error
        answer = envelope.get("answer") if isinstance(envelope, dict) else None
        if not isinstance(envelope, dict) or not isinstance(answer, dict):
            raise ProviderUnavailable(f"{service}: HTTP {response.status_code}")
        if envelope.get("status") == "SUCCESS":
            return answer
        error_code = str(answer.get("errorCode") or "")
        if error_code in _TRANSIENT or not error_code:
            raise ProviderUnavailable(f"{service}: {error_code} {answer.get('errorMessage') or ''}")
        raise RestError(error_code, str(answer.get("errorMessage") or ""), str(answer.get("detailedErrorCode") or ""))
