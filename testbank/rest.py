"""The gateway's REST V4, as far as a shop needs it to look payments up and give them back.

As on the real one, every answer is an HTTP 200 whose envelope says SUCCESS or ERROR.
"""

import base64
import binascii
import hmac
import time
from typing import Any
from uuid import uuid4

from testbank import cards
from testbank.bank import Bank
from testbank.models import Operation, Status, Transaction
from testbank.transactions import Reason, Refusal
from testbank.web import BadRequest, Request, Response, as_json

PREFIX = "/api-payment/V4/"
MODES = ("AUTO", "CANCELLATION_ONLY", "REFUND_ONLY")
MOST_RESULTS = 30
CARD_EXPIRED = "54"

# The short status that goes with each detailed one.
SHORT = {
    Status.AUTHORISED: "PAID",
    Status.CAPTURED: "PAID",
    Status.WAITING: "RUNNING",
    Status.REFUSED: "UNPAID",
    Status.CANCELLED: "UNPAID",
    Status.ABANDONED: "UNPAID",
}


class Invalid(Exception):
    """A request that the gateway cannot understand, with its INT_ code."""

    def __init__(self, code: str, message: str, detail: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.detail = code, message, detail


class Rest:
    """Answers the web services."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._services = {
            "Charge/SDKTest": self._echo,
            "Order/Get": self._order,
            "Transaction/Get": self._transaction,
            "Transaction/CancelOrRefund": self._cancel_or_refund,
        }

    def answer(self, request: Request) -> Response:
        name = request.path.removeprefix(PREFIX)
        if self._bank.behaviour.rest_down:
            return as_json({"message": "Service indisponible"}, status=503)
        try:
            self._authenticate(request)
            service = self._services.get(name)
            if service is None:
                raise Invalid("INT_901", "web-service not found")
            answer = service(request.json())
        except BadRequest as error:
            return self._error(name, "INT_002", "invalid request", str(error))
        except Invalid as error:
            return self._error(name, error.code, error.message, error.detail)
        except Refusal as error:
            return self._error(name, error.code, error.message, None, error.detail)
        return as_json(self._envelope(name, "SUCCESS", answer))

    def _authenticate(self, request: Request) -> None:
        """HTTP Basic: the shop's number and its REST password."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            found = base64.b64decode(token, validate=True)
        except (binascii.Error, ValueError):
            found = b""
        expected = f"{self._bank.config.site_id}:{self._bank.config.rest_password}".encode()
        if scheme.lower() != "basic" or not hmac.compare_digest(found, expected):
            raise Invalid("INT_905", "invalid login or private key")

    def _echo(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"value": body.get("value"), "_type": "V4/Charge/SDKTestResult"}

    def _transaction(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._shape(self._bank.transactions.get(_uuid(body)))

    def _order(self, body: dict[str, Any]) -> dict[str, Any]:
        """Every transaction of an order. An order that was never paid, even refused, does not exist for the gateway."""
        operation = body.get("operationType")
        found = self._bank.transactions.of_order(str(body.get("orderId") or ""))
        found = [each for each in found if operation in (None, str(each.operation))]
        if not found:
            raise Refusal(Reason.NOT_FOUND)
        if len(found) > MOST_RESULTS:
            raise Invalid("PSP_015", "Too many results")
        paid = any(SHORT[each.status] == "PAID" for each in found)
        return {
            "shopId": self._bank.config.site_id,
            "orderCycle": "CLOSED",
            "orderStatus": "PAID" if paid else "UNPAID",
            "serverDate": _moment(time.time()),
            "orderDetails": _order_details(found[0]),
            "transactions": [self._shape(each) for each in found],
            "_type": "V4/OrderTransactions",
        }

    def _cancel_or_refund(self, body: dict[str, Any]) -> dict[str, Any]:
        amount, currency, mode = body.get("amount"), body.get("currency"), body.get("resolutionMode", "AUTO")
        if amount is not None and (type(amount) is not int or amount <= 0):
            raise Invalid("INT_009", "invalid amount", f"Invalid input value [name=amount, value={amount}]")
        if currency not in (None, "EUR"):
            raise Invalid("INT_010", "invalid currency", f"Invalid input value [name=currency, value={currency}]")
        if mode not in MODES:
            raise Invalid("INT_200", "invalid resolution mode", f"Invalid value [name=resolutionMode, value={mode}]")
        behaviour = self._bank.behaviour
        done = self._bank.transactions.cancel_or_refund(_uuid(body), amount, mode, behaviour, notify=True)
        return self._shape(done)

    def _shape(self, transaction: Transaction) -> dict[str, Any]:
        """A V4/PaymentTransaction."""
        credit = transaction.operation is Operation.CREDIT
        refused = transaction.status is Status.REFUSED
        return {
            "shopId": self._bank.config.site_id,
            "uuid": transaction.uuid,
            "amount": transaction.amount,
            "currency": "EUR",
            "paymentMethodType": "CARD",
            "paymentMethodToken": None,
            "status": SHORT[transaction.status],
            "detailedStatus": str(transaction.status),
            "operationType": str(transaction.operation),
            "effectiveStrongAuthentication": "DISABLED" if credit else "ENABLED",
            "creationDate": _moment(transaction.created_at),
            "errorCode": "ACQ_001" if refused else None,
            "errorMessage": "payment refused" if refused else None,
            "detailedErrorCode": (CARD_EXPIRED if credit else transaction.auth_result or None) if refused else None,
            "detailedErrorMessage": None,
            "metadata": None,
            "orderDetails": _order_details(transaction),
            "transactionDetails": self._details(transaction),
            "_type": "V4/PaymentTransaction",
        }

    def _details(self, transaction: Transaction) -> dict[str, Any]:
        card = cards.find(transaction.card)
        captured = transaction.status is Status.CAPTURED and transaction.operation is Operation.DEBIT
        capture = {"refundAmount": self._bank.transactions.refunded(transaction.uuid), "refundCurrency": "EUR"}
        return {
            "creationContext": "REFUND" if transaction.operation is Operation.CREDIT else "CHARGE",
            "effectiveAmount": transaction.amount,
            "effectiveCurrency": "EUR",
            "parentTransactionUuid": transaction.parent or None,
            "sequenceNumber": transaction.sequence,
            "cardDetails": {
                "effectiveBrand": card.brand if card else None,
                "pan": card.masked if card else None,
                "legacyTransId": transaction.fields.get("vads_trans_id"),
                "legacyTransDate": transaction.fields.get("vads_trans_date"),
                "expectedCaptureDate": _moment(transaction.changes_at) if transaction.changes_at else None,
                "captureResponse": capture if captured else None,
                "_type": "V4/PaymentMethod/Details/CardDetails",
            },
            "_type": "V4/TransactionDetails",
        }

    def _error(self, name: str, code: str, message: str, detail: str | None, bank_code: str | None = None) -> Response:
        answer = {
            "errorCode": code,
            "errorMessage": message,
            "detailedErrorCode": bank_code,
            "detailedErrorMessage": detail,
            "ticket": "null",
            "shopId": self._bank.config.site_id,
            "_type": "V4/WebService/WebServiceError",
        }
        return as_json(self._envelope(name, "ERROR", answer))

    def _envelope(self, name: str, status: str, answer: dict[str, Any]) -> dict[str, Any]:
        return {
            "webService": name,
            "version": "V4",
            "applicationVersion": "testbank",
            "status": status,
            "answer": answer,
            "ticket": uuid4().hex,
            "serverDate": _moment(time.time()),
            "applicationProvider": "TESTBANK",
            "metadata": None,
            "mode": "TEST",
            "_type": "V4/WebService/Response",
        }


def _uuid(body: dict[str, Any]) -> str:
    return str(body.get("uuid") or "")


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(seconds))


def _order_details(transaction: Transaction) -> dict[str, Any]:
    return {
        "orderTotalAmount": int(transaction.fields["vads_amount"]),
        "orderCurrency": "EUR",
        "mode": "TEST",
        "orderId": transaction.order_id,
        "metadata": None,
        "_type": "V4/OrderDetails",
    }
