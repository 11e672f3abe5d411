"""The form that we send and the messages that we read, without any bank."""

from datetime import UTC, datetime, timedelta

import pytest

from trousse.core.money import Euro
from trousse.money.payments.port import BadNotice, Operation, PaymentOrder, Status
from trousse.money.payments.providers.systempay import messages, statuses
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.providers.systempay.signature import sign, verify

CONFIG = SystempayConfig(
    form_url="http://bank.test/vads-payment/",
    rest_url="http://bank.test/api-payment/V4",
    site_id="12345678",
    key="0123456789abcdef",
    rest_password="unused",
)
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def order(number: int = 7, seconds: int = 0, label: str = "Don") -> PaymentOrder:
    return PaymentOrder(
        number=number,
        reference="TAP0123ABCDE",
        amount=Euro.of(20),
        started_at=AT,
        at=AT + timedelta(seconds=seconds),
        return_url="http://site.test/paiement/retour/TAP0123ABCDE",
        notification_url="http://site.test/crochets/systempay/notification",
        label=label,
    )


def message(**changes: str) -> dict[str, str]:
    fields = {
        "vads_amount": "2000",
        "vads_card_number": "497010XXXXXX0014",
        "vads_ctx_mode": "TEST",
        "vads_currency": "978",
        "vads_cust_email": "camille@exemple.test",
        "vads_new_field": "kept",
        "vads_operation_type": "DEBIT",
        "vads_order_id": "TAP0123ABCDE",
        "vads_site_id": "12345678",
        "vads_trans_date": "20261124093000",
        "vads_trans_id": "a00700",
        "vads_trans_status": "AUTHORISED",
        "vads_trans_uuid": "a" * 32,
    }
    fields |= {f"vads_{name}": value for name, value in changes.items()}
    return fields | {"signature": sign(fields, CONFIG.key)}


def test_the_form_is_signed_and_complete_and_says_nothing_of_the_payer() -> None:
    form = messages.payment_form(order(label="Don <b>à la classe</b> de Nadia"), CONFIG)
    assert verify(form, CONFIG.key)
    assert form["vads_amount"] == "2000"
    assert form["vads_trans_date"] == "20261124093000"
    assert form["vads_order_id"] == "TAP0123ABCDE"
    assert form["vads_order_info"] == "Don bà la classe/b de Nadia"
    assert not [name for name in form if name.startswith("vads_cust_")]


def test_numbers_differ_between_payments_and_between_forms_of_one_payment() -> None:
    numbers = {messages.transaction_number(order(number, seconds)) for number in range(200) for seconds in range(20)}
    assert len(numbers) == 4000
    assert all(len(number) == 6 and number[0].isalpha() and number.isalnum() for number in numbers)
    assert all(number == number.lower() for number in numbers)


def test_a_number_holds_for_the_largest_payments() -> None:
    assert messages.transaction_number(order(26 * 36**3 - 1, 36**2 - 1)) == "zzzzzz"
    assert messages.transaction_number(order(26 * 36**3, 0)) == "a00000"


def test_a_payment_that_arrived() -> None:
    notice = messages.read(message(), CONFIG)
    assert (notice.reference, notice.transaction) == ("TAP0123ABCDE", "a" * 32)
    assert (notice.operation, notice.status, notice.amount) == (Operation.DEBIT, Status.PAID, Euro.of(20))
    assert notice.facts["vads_new_field"] == "kept"
    assert not [name for name in notice.facts if "cust" in name or "card" in name]


def test_the_same_news_has_the_same_name_however_often_and_however_it_is_told() -> None:
    told = [
        message(),
        message(url_check_src="RETRY", hash="1" * 64),
        message(trans_status="CAPTURED"),
    ]
    assert len({messages.read(each, CONFIG).event_id for each in told}) == 1
    other = [message(amount="2001"), message(trans_status="REFUSED"), message(operation_type="CREDIT")]
    assert len({messages.read(each, CONFIG).event_id for each in [message(), *other]}) == 4


def test_who_leaves_makes_no_transaction() -> None:
    fields = message(trans_status="ABANDONED", trans_uuid="")
    del fields["vads_operation_type"]
    fields["signature"] = sign(fields, CONFIG.key)
    notice = messages.read(fields, CONFIG)
    assert (notice.transaction, notice.status, notice.operation) == ("", Status.ABANDONED, Operation.DEBIT)
    assert notice.event_id.startswith("20261124093000-a00700:")


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("signature", message() | {"signature": "x"}),
        ("signature", message() | {"vads_amount": "1"}),
        ("signature", {}),
        ("environment", message(ctx_mode="PRODUCTION")),
        ("shop", message(site_id="87654321")),
        ("currency", message(currency="840")),
        ("format", message(trans_status="")),
        ("format", message(amount="20,00")),
        ("format", message(amount="²")),
        ("format", message(amount="-1")),
        ("format", message(trans_uuid="")),
        ("operation", message(operation_type="VERIFICATION")),
    ],
)
def test_what_is_not_believed(code: str, fields: dict[str, str]) -> None:
    with pytest.raises(BadNotice) as caught:
        messages.read(fields, CONFIG)
    assert caught.value.code == code


def test_a_payment_form_is_no_message() -> None:
    """It is signed with the same key, and anyone can read it in the page."""
    with pytest.raises(BadNotice, match="format"):
        messages.read(messages.payment_form(order(), CONFIG), CONFIG)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("AUTHORISED", Status.PAID),
        ("CAPTURED", Status.PAID),
        ("WAITING_AUTHORISATION", Status.PENDING),
        ("UNDER_VERIFICATION", Status.PENDING),
        ("REFUSED", Status.REFUSED),
        ("ABANDONED", Status.ABANDONED),
        ("CANCELLED", Status.CANCELLED),
        ("EXPIRED", Status.EXPIRED),
        ("SOMETHING_NEW", Status.PENDING),
    ],
)
def test_words_of_the_gateway(word: str, status: Status) -> None:
    assert statuses.read(word) is status
