"""The REST V4: looking up, cancelling and giving back."""

from typing import Any

import pytest

from tests.testbank.conftest import Bench


def error(answer: dict[str, Any]) -> str:
    assert answer["status"] == "ERROR", answer
    return str(answer["answer"]["errorCode"])


def success(answer: dict[str, Any]) -> dict[str, Any]:
    assert answer["status"] == "SUCCESS", answer
    return dict(answer["answer"])


def captured(bench: Bench, **changes: str) -> str:
    uuid = str(bench.pay(**changes)["uuid"])
    bench.post(f"transactions/{uuid}/capture")
    return uuid


def test_a_payment_can_be_looked_up_by_its_number_and_by_its_order(bench: Bench) -> None:
    uuid = bench.pay(order_id="TAP-7")["uuid"]
    transaction = success(bench.rest("Transaction/Get", uuid=uuid))
    assert (transaction["uuid"], transaction["amount"], transaction["currency"]) == (uuid, 2000, "EUR")
    assert (transaction["status"], transaction["detailedStatus"]) == ("PAID", "AUTHORISED")
    assert transaction["operationType"] == "DEBIT"
    order = success(bench.rest("Order/Get", orderId="TAP-7"))
    assert [each["uuid"] for each in order["transactions"]] == [uuid]
    assert order["orderStatus"] == "PAID"


def test_an_order_that_was_never_paid_is_not_found(bench: Bench) -> None:
    assert error(bench.rest("Order/Get", orderId="TAP-0")) == "PSP_010"
    assert error(bench.rest("Transaction/Get", uuid="0" * 32)) == "PSP_010"


def test_a_refused_payment_is_found_with_its_reason(bench: Bench) -> None:
    bench.pay("refused", order_id="TAP-8")
    [transaction] = success(bench.rest("Order/Get", orderId="TAP-8"))["transactions"]
    assert (transaction["status"], transaction["detailedStatus"]) == ("UNPAID", "REFUSED")
    assert (transaction["errorCode"], transaction["detailedErrorCode"]) == ("ACQ_001", "61")


@pytest.mark.parametrize("credentials", [("12345678", "wrong"), ("87654321", "rest-password"), ("", "")])
def test_the_password_is_checked(bench: Bench, credentials: tuple[str, str]) -> None:
    answer = bench.client.post("/api-payment/V4/Charge/SDKTest", json={"value": "x"}, auth=credentials)
    assert error(answer.json()) == "INT_905"


def test_the_connection_can_be_tried(bench: Bench) -> None:
    assert success(bench.rest("Charge/SDKTest", value="bonjour"))["value"] == "bonjour"


def test_unknown_services_and_senseless_requests_are_refused(bench: Bench) -> None:
    assert error(bench.rest("Transaction/Steal")) == "INT_901"
    uuid = captured(bench)
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=-1)) == "INT_009"
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount="100")) == "INT_009"
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, currency="USD")) == "INT_010"
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, resolutionMode="MAYBE")) == "INT_200"


def test_the_service_can_be_down(bench: Bench) -> None:
    bench.post("behaviour", rest_down=True)
    assert bench.client.post("/api-payment/V4/Charge/SDKTest", json={}).status_code == 503


def test_what_is_not_captured_is_cancelled_whole(bench: Bench) -> None:
    uuid = bench.pay()["uuid"]
    done = success(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=2000, currency="EUR"))
    assert (done["uuid"], done["detailedStatus"], done["operationType"]) == (uuid, "CANCELLED", "DEBIT")
    bench.settle()
    assert bench.shop.statuses == ["AUTHORISED", "CANCELLED"]
    assert bench.shop.last["vads_url_check_src"] == "MERCH_BO"
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, resolutionMode="CANCELLATION_ONLY")) == "PSP_105"


def test_a_part_of_what_is_not_captured_cannot_be_given_back_yet(bench: Bench) -> None:
    uuid = bench.pay()["uuid"]
    answer = bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=500, resolutionMode="REFUND_ONLY")
    assert error(answer) == "PSP_076"


def test_a_refund_is_a_credit_of_its_own(bench: Bench) -> None:
    uuid = captured(bench, order_id="TAP-9")
    credit = success(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=500, currency="EUR"))
    assert credit["uuid"] != uuid
    assert (credit["amount"], credit["operationType"], credit["detailedStatus"]) == (500, "CREDIT", "CAPTURED")
    assert credit["transactionDetails"]["parentTransactionUuid"] == uuid
    assert credit["transactionDetails"]["creationContext"] == "REFUND"
    bench.settle()
    assert bench.shop.last["vads_operation_type"] == "CREDIT"
    assert bench.shop.last["vads_trans_uuid"] == credit["uuid"]
    assert bench.shop.last["vads_amount"] == "500"
    order = success(bench.rest("Order/Get", orderId="TAP-9", operationType="CREDIT"))
    assert [each["uuid"] for each in order["transactions"]] == [credit["uuid"]]
    debit = success(bench.rest("Transaction/Get", uuid=uuid))
    assert debit["transactionDetails"]["cardDetails"]["captureResponse"]["refundAmount"] == 500


def test_refunds_add_up_to_the_payment_and_no_further(bench: Bench) -> None:
    uuid = captured(bench)
    success(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=1500))
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=501)) == "PSP_511"
    success(bench.rest("Transaction/CancelOrRefund", uuid=uuid))
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, amount=1)) == "PSP_104"


def test_what_was_captured_cannot_be_cancelled_and_what_was_refused_not_refunded(bench: Bench) -> None:
    uuid = captured(bench)
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=uuid, resolutionMode="CANCELLATION_ONLY")) == "PSP_075"
    refused = bench.pay("refused")["uuid"]
    assert error(bench.rest("Transaction/CancelOrRefund", uuid=refused)) == "PSP_083"


def test_a_refund_may_be_refused_at_once(bench: Bench) -> None:
    uuid = captured(bench)
    bench.post("behaviour", refunds="refused_at_once")
    answer = bench.rest("Transaction/CancelOrRefund", uuid=uuid)
    assert error(answer) == "ACQ_001"
    assert answer["answer"]["detailedErrorCode"] == "54"


@pytest.mark.parametrize(("mode", "end", "left"), [("pending", "CAPTURED", 0), ("refused_later", "REFUSED", 2000)])
def test_a_refund_may_take_time(bench: Bench, mode: str, end: str, left: int) -> None:
    uuid = captured(bench)
    bench.post("behaviour", refunds=mode, refund_seconds=0.2)
    credit = success(bench.rest("Transaction/CancelOrRefund", uuid=uuid))
    assert (credit["status"], credit["detailedStatus"]) == ("RUNNING", "WAITING_AUTHORISATION")
    while len(bench.shop.received) < 3:
        bench.settle()
    assert bench.shop.statuses == ["AUTHORISED", "WAITING_AUTHORISATION", end]
    refunded = success(bench.rest("Transaction/Get", uuid=uuid))["transactionDetails"]["cardDetails"]["captureResponse"]
    assert 2000 - refunded["refundAmount"] == left


def test_the_evening_captures(bench: Bench) -> None:
    bench.post("behaviour", capture_seconds=0.1)
    uuid = bench.pay()["uuid"]
    while success(bench.rest("Transaction/Get", uuid=uuid))["detailedStatus"] != "CAPTURED":
        bench.settle()
    assert bench.shop.statuses == ["AUTHORISED"]


def test_refunds_may_go_unannounced(bench: Bench) -> None:
    uuid = captured(bench)
    bench.post("behaviour", notify_refunds=False)
    success(bench.rest("Transaction/CancelOrRefund", uuid=uuid))
    bench.settle()
    assert bench.shop.statuses == ["AUTHORISED"]


def test_more_than_thirty_results_are_too_many(bench: Bench) -> None:
    for _ in range(31):
        bench.client.post("/_bank/pay", data=bench.form(order_id="SAME") | {"card": "refused"})
    assert error(bench.rest("Order/Get", orderId="SAME")) == "PSP_015"
