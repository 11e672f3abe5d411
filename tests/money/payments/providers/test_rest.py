"""The REST client against a gateway that is not well: nothing is ever taken for an answer that is none."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from testbank.web import Request, Response, Server
from trousse.core.money import Euro
from trousse.money.payments.port import ProviderUnavailable, RefundOrder, RefundStatus
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.providers.systempay.provider import SystempayProvider
from trousse.money.payments.providers.systempay.rest import RestClient, RestError

DEBIT = {
    "uuid": "d1",
    "operationType": "DEBIT",
    "detailedStatus": "CAPTURED",
    "amount": 2000,
    "currency": "EUR",
    "creationDate": "2026-11-24T09:30:00+00:00",
    "orderDetails": {"orderId": "TAP1", "mode": "TEST"},
    "transactionDetails": {"parentTransactionUuid": None},
}


def success(answer: object) -> Response:
    return Response(json.dumps({"status": "SUCCESS", "answer": answer}).encode(), content_type="application/json")


def error(code: str, bank: str | None = None, message: str = "no") -> Response:
    answer = {"errorCode": code, "errorMessage": message, "detailedErrorCode": bank}
    return Response(json.dumps({"status": "ERROR", "answer": answer}).encode(), content_type="application/json")


@dataclass
class Gateway:
    """Answers what the test says, service by service."""

    url: str
    answers: dict[str, Response]

    def client(self) -> RestClient:
        return RestClient(self.url, "12345678", "password")

    def provider(self) -> SystempayProvider:
        return SystempayProvider(
            SystempayConfig(form_url="", rest_url=self.url, site_id="12345678", key="k", rest_password="password")
        )


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway("", {})

    def answer(request: Request) -> Response:
        return gateway.answers[request.path.removeprefix("/V4/")]

    server = Server(("127.0.0.1", 0), answer)
    gateway.url = f"http://127.0.0.1:{server.server_address[1]}/V4"
    thread = threading.Thread(target=server.run)
    thread.start()
    yield gateway
    server.close()
    thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        Response(b"", 503),
        Response(b"<html>Maintenance</html>"),
        Response(b"[]"),
        Response(b'{"status": "SUCCESS"}'),
        Response(b'{"status": "SUCCESS", "answer": []}'),
        Response(b"", 302),
        success({}),
        success(DEBIT | {"amount": "many"}),
        success(DEBIT | {"orderDetails": "none"}),
        error("INT_905"),
        error("PSP_099"),
        error(""),
    ],
)
def test_what_is_no_answer_is_no_answer(gateway: Gateway, answer: Response) -> None:
    gateway.answers["Transaction/Get"] = answer
    client = gateway.client()
    with pytest.raises(ProviderUnavailable):
        client.transaction("d1")
    client.close()


def test_nobody_there_is_no_answer() -> None:
    client = RestClient("http://127.0.0.1:9/V4", "12345678", "password")
    with pytest.raises(ProviderUnavailable):
        client.order("TAP1")
    client.close()


def test_a_no_is_a_no(gateway: Gateway) -> None:
    gateway.answers["Transaction/CancelOrRefund"] = error("ACQ_001", "54", "payment refused")
    client = gateway.client()
    with pytest.raises(RestError) as caught:
        client.cancel_or_refund("d1", 100, "REFUND_ONLY", "key")
    assert (caught.value.code, caught.value.bank_code) == ("ACQ_001", "54")
    client.close()


@pytest.mark.parametrize("answer", [success({"transactions": None}), error("PSP_015", None, "Too many results")])
def test_an_order_that_cannot_be_read_is_no_answer(gateway: Gateway, answer: Response) -> None:
    gateway.answers["Order/Get"] = answer
    provider = gateway.provider()
    with pytest.raises(ProviderUnavailable):
        provider.look_up("TAP1")
    provider.close()


@pytest.mark.parametrize("changes", [{"currency": "USD"}, {"orderDetails": {"orderId": "TAP1", "mode": "PRODUCTION"}}])
def test_a_transaction_of_another_world_is_no_answer(gateway: Gateway, changes: dict[str, object]) -> None:
    gateway.answers["Transaction/Get"] = success(DEBIT | changes)
    provider = gateway.provider()
    with pytest.raises(ProviderUnavailable):
        provider.get("d1")
    provider.close()


@pytest.mark.parametrize(
    ("answer", "status", "word"),
    [
        (error("ACQ_001", "54"), RefundStatus.REFUSED, "expiré"),
        (error("PSP_104"), RefundStatus.REFUSED, "déjà été remboursé"),
        (error("PSP_083"), RefundStatus.REFUSED, "contesté"),
        (error("NEW_001", None, "something new"), RefundStatus.REFUSED, "something new"),
        (error("PSP_075"), RefundStatus.NOT_YET, ""),
        (error("PSP_076"), RefundStatus.NOT_YET, ""),
        (success(DEBIT | {"detailedStatus": "AUTHORISED"}), RefundStatus.NOT_YET, "annulation"),
        (success(DEBIT | {"uuid": "c1", "operationType": "CREDIT"}), RefundStatus.DONE, ""),
        (
            success(DEBIT | {"uuid": "c1", "operationType": "CREDIT", "detailedStatus": "INITIAL"}),
            RefundStatus.PENDING,
            "",
        ),
        (
            success(DEBIT | {"uuid": "c1", "operationType": "CREDIT", "detailedStatus": "REFUSED"}),
            RefundStatus.REFUSED,
            "refusé",
        ),
    ],
)
def test_what_a_refund_may_answer(gateway: Gateway, answer: Response, status: RefundStatus, word: str) -> None:
    gateway.answers["Order/Get"] = success({"transactions": [DEBIT]})
    gateway.answers["Transaction/CancelOrRefund"] = answer
    provider = gateway.provider()
    result = provider.refund(RefundOrder("TAP1", "d1", Euro(2000), "key"))
    assert result.status is status
    assert word in result.message
    provider.close()


def test_a_payment_that_never_was_taken_is_not_given_back(gateway: Gateway) -> None:
    gateway.answers["Order/Get"] = success({"transactions": [DEBIT | {"detailedStatus": "REFUSED"}]})
    provider = gateway.provider()
    assert provider.refund(RefundOrder("TAP1", "d1", Euro(2000), "key")).status is RefundStatus.REFUSED
    provider.close()
