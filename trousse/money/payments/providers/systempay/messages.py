"""The form that sends the payer to the gateway, and what the gateway says afterwards. Pure."""

import string
from collections.abc import Mapping
from datetime import UTC, datetime

from trousse.core.money import Euro
from trousse.money.payments.port import BadNotice, Notice, Operation, PaymentOrder, Status
from trousse.money.payments.providers.systempay import statuses
from trousse.money.payments.providers.systempay.config import EURO_NUMERIC, SystempayConfig
from trousse.money.payments.providers.systempay.signature import SIGNATURE, sign, verify

_LETTERS = string.ascii_lowercase
_DIGITS = string.digits + string.ascii_lowercase

# What a message says of the payer and of the card: never kept.
_PERSONAL = (
    "vads_cust_",
    "vads_ship_to_",
    "vads_card_",
    "vads_cardholder_",
    "vads_expiry_",
    "vads_bank_",
    "vads_pays_ip",
    "vads_threeds_cavv",
    "vads_threeds_xid",
)


def payment_form(order: PaymentOrder, config: SystempayConfig) -> dict[str, str]:
    """The fields of the payment form, signed. Nothing is said of the payer: the gateway does not need it."""
    fields = {
        "vads_action_mode": "INTERACTIVE",
        "vads_amount": str(order.amount.cents),
        "vads_capture_delay": "0",
        "vads_ctx_mode": config.ctx_mode,
        "vads_currency": EURO_NUMERIC,
        "vads_language": "fr",
        "vads_order_id": order.reference,
        "vads_order_info": order.label.translate({ord("<"): None, ord(">"): None})[:255],
        "vads_page_action": "PAYMENT",
        "vads_payment_config": "SINGLE",
        "vads_redirect_error_timeout": "0",
        "vads_redirect_success_timeout": "0",
        "vads_return_mode": "GET",
        "vads_site_id": config.site_id,
        "vads_trans_date": stamp(order.at),
        "vads_trans_id": transaction_number(order),
        "vads_url_check": order.notification_url,
        "vads_url_return": order.return_url,
        "vads_validation_mode": "0",
        "vads_version": "V2",
    }
    return fields | {SIGNATURE: sign(fields, config.key, config.algorithm)}


def transaction_number(order: PaymentOrder) -> str:
    """``vads_trans_id``: six characters that the shop may use once a day, whatever their case.

    Four come from the payment (over a million a day before they repeat), two from the second at which the form is made:
    a payer who comes back to the page gets a form that the gateway will accept. A letter comes first, for numbers from
    900000 on are the gateway's own.
    """
    seconds = int((order.at - order.started_at).total_seconds())
    number = order.number
    ending = ""
    for _ in range(3):
        number, digit = divmod(number, len(_DIGITS))
        ending = _DIGITS[digit] + ending
    minute, second = divmod(seconds % len(_DIGITS) ** 2, len(_DIGITS))
    return _LETTERS[number % len(_LETTERS)] + ending + _DIGITS[minute] + _DIGITS[second]


def stamp(moment: datetime) -> str:
    """``YYYYMMDDHHMMSS`` in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def read(fields: Mapping[str, str], config: SystempayConfig) -> Notice:
    """What the gateway says, once it is sure that the gateway says it, and to us.

    Raises BadNotice: signature, environment, shop, currency, format. Fields that we do not know count in the signature
    and are kept.
    """
    if not verify(fields, config.key, config.algorithm):
        raise BadNotice("signature")
    if fields.get("vads_ctx_mode") != config.ctx_mode:
        raise BadNotice("environment", fields.get("vads_ctx_mode", ""))
    if fields.get("vads_site_id") != config.site_id:
        raise BadNotice("shop", fields.get("vads_site_id", ""))
    if fields.get("vads_currency") != EURO_NUMERIC:
        raise BadNotice("currency", fields.get("vads_currency", ""))
    return _notice(fields)


def event_id(transaction: str, operation: Operation, status: Status, amount: Euro) -> str:
    """The gateway numbers no event: a transaction reaches a status once, for one amount.

    AUTHORISED and CAPTURED are the same news to us (PAID), hence the same event.
    """
    return f"{transaction}:{operation}:{status}:{amount.cents}"


def _notice(fields: Mapping[str, str]) -> Notice:
    word, amount = fields.get("vads_trans_status", ""), fields.get("vads_amount", "")
    if not word or not amount.isascii() or not amount.isdigit():
        # A payment form is signed with the same key: without a result it is no message of the gateway.
        raise BadNotice("format")
    status = statuses.read(word)
    transaction = fields.get("vads_trans_uuid", "")
    if not transaction and status is not Status.ABANDONED:
        raise BadNotice("format")
    operation = Operation.CREDIT if fields.get("vads_operation_type") == Operation.CREDIT else Operation.DEBIT
    if fields.get("vads_operation_type") == "VERIFICATION":
        raise BadNotice("operation")
    cents = Euro(int(amount))
    # Who leaves the page makes no transaction: the attempt has the shop's own number only.
    attempt = transaction or f"{fields.get('vads_trans_date', '')}-{fields.get('vads_trans_id', '').lower()}"
    return Notice(
        event_id=event_id(attempt, operation, status, cents),
        reference=fields.get("vads_order_id", ""),
        transaction=transaction,
        operation=operation,
        status=status,
        amount=cents,
        facts={name: value for name, value in fields.items() if _is_worth_keeping(name)},
    )


def _is_worth_keeping(name: str) -> bool:
    return name.startswith("vads_") and not name.startswith(_PERSONAL)
