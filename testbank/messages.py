"""What the gateway tells the shop: the fields of a notification and of the browser's return, and their seal."""

import hashlib
import secrets
import time
from urllib.parse import urlencode

from testbank import cards
from testbank.config import Config
from testbank.models import Operation, Return, Session, SessionState, Source, Status, Tamper, Transaction
from testbank.signature import sign

# Fields of the form that belong to the request alone: the gateway does not send them back.
NOT_ECHOED = ("vads_url_", "vads_redirect_", "vads_return_mode", "vads_payment_cards")

RESULTS = {Status.REFUSED: "05", Status.ABANDONED: "17"}


def stamp(moment: float) -> str:
    """``YYYYMMDDHHMMSS`` in UTC."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(moment))


def of_transaction(transaction: Transaction) -> dict[str, str]:
    """The result fields of a debit or a credit, without signature."""
    card = cards.find(transaction.card)
    expiry = transaction.fields.get("expiry", "12/2030").split("/")
    created = stamp(transaction.created_at)
    refused = transaction.status is Status.REFUSED
    return (
        _echo(transaction.fields)
        | {
            "vads_amount": str(transaction.amount),
            "vads_auth_mode": "FULL",
            "vads_auth_number": "" if refused else transaction.uuid[:6],
            "vads_auth_result": transaction.auth_result,
            "vads_bank_code": "17807",
            "vads_bank_product": "F",
            "vads_card_brand": card.brand if card else "CB",
            "vads_card_country": "FR",
            "vads_card_number": card.masked if card else "",
            "vads_contract_used": "5785350",
            "vads_effective_amount": str(transaction.amount),
            "vads_effective_creation_date": created,
            "vads_effective_currency": "978",
            "vads_expiry_month": expiry[0].lstrip("0"),
            "vads_expiry_year": expiry[-1],
            "vads_extra_result": "",
            "vads_operation_type": transaction.operation,
            "vads_payment_certificate": "" if refused else hashlib.sha256(transaction.uuid.encode()).hexdigest()[:40],
            "vads_payment_src": "EC",
            "vads_pays_ip": "FR",
            "vads_presentation_date": created,
            "vads_result": RESULTS.get(transaction.status, "00"),
            "vads_sequence_number": str(transaction.sequence),
            "vads_trans_status": transaction.status,
            "vads_trans_uuid": transaction.uuid,
            "vads_warranty_result": "NO" if refused else "YES",
        }
        | _authentication(transaction, card)
    )


def of_abandon(session: Session) -> dict[str, str]:
    """A payment that the buyer left or let expire: no transaction exists, hence no number and no operation."""
    return _echo(session.fields) | {
        "vads_effective_amount": session.fields["vads_amount"],
        "vads_extra_result": "",
        "vads_payment_src": "EC",
        "vads_result": RESULTS[Status.ABANDONED],
        "vads_trans_status": Status.ABANDONED,
        "vads_trans_uuid": "",
    }


def new_hash() -> str:
    """``vads_hash``: a unique value that only notifications carry, never the browser's return."""
    return secrets.token_hex(32)


def seal(fields: dict[str, str], source: Source, config: Config, tamper: Tamper = Tamper.NONE) -> dict[str, str]:
    """The message as it goes out, signed; wrong in the way that ``tamper`` says."""
    message = fields | {"vads_url_check_src": source}
    wrong = str(int(message["vads_amount"]) + 1000)
    if tamper is Tamper.SIGNED_AMOUNT:
        message |= {"vads_amount": wrong, "vads_effective_amount": wrong}
    elif tamper is Tamper.SIGNED_ENVIRONMENT:
        message["vads_ctx_mode"] = "PRODUCTION"
    elif tamper is Tamper.SIGNED_SHOP:
        message["vads_site_id"] = "99999999"
    elif tamper is Tamper.SIGNED_CURRENCY:
        message |= {"vads_currency": "840", "vads_effective_currency": "840"}
    key = config.key + "x" if tamper is Tamper.WRONG_KEY else config.key
    message["signature"] = sign(message, key, config.algorithm)
    if tamper is Tamper.AMOUNT:
        message |= {"vads_amount": wrong, "vads_effective_amount": wrong}
    elif tamper is Tamper.STATUS:
        message |= {"vads_trans_status": Status.CAPTURED, "vads_result": "00", "vads_auth_result": "00"}
        if message["signature"] == sign(message, key, config.algorithm):
            message["vads_trans_status"] = Status.REFUSED
    elif tamper is Tamper.NO_SIGNATURE:
        del message["signature"]
    return message


def return_of(session: Session, fields: dict[str, str], config: Config) -> Return:
    """Where and how the buyer goes back. The result travels along, signed, unless the shop asked for nothing."""
    form = session.fields
    wanted = {
        SessionState.PAID: "vads_url_success",
        SessionState.REFUSED: "vads_url_refused",
        SessionState.ABANDONED: "vads_url_cancel",
        SessionState.EXPIRED: "vads_url_cancel",
    }.get(session.state, "vads_url_error")
    url = form.get(wanted) or form.get("vads_url_return", "")
    mode = form.get("vads_return_mode", "") or "NONE"
    if mode == "NONE" or not url:
        return Return(url, "NONE")
    signed = fields | {"signature": sign(fields, config.key, config.algorithm)}
    if mode == "POST":
        return Return(url, mode, signed)
    return Return(f"{url}{'&' if '?' in url else '?'}{urlencode(signed)}", mode)


def _echo(form: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in form.items() if name.startswith("vads_") and not name.startswith(NOT_ECHOED)}


def _authentication(transaction: Transaction, card: cards.Card | None) -> dict[str, str]:
    """The 3-D Secure fields of a debit: a code was asked (challenge) or nothing was (frictionless), or it failed."""
    if transaction.operation is Operation.CREDIT or card is None:
        return {}
    asked = card.outcome is cards.Outcome.CHALLENGE
    passed = transaction.auth_result != ""
    return {
        "vads_threeds_auth_type": "CHALLENGE" if asked else "FRICTIONLESS",
        "vads_threeds_cavv": "",
        "vads_threeds_cavvAlgorithm": "",
        "vads_threeds_eci": "05" if passed else "",
        "vads_threeds_enrolled": "Y",
        "vads_threeds_error_code": "",
        "vads_threeds_exit_status": "10" if passed else "12",
        "vads_threeds_sign_valid": "1" if passed else "",
        "vads_threeds_status": "Y" if passed else "N",
        "vads_threeds_xid": "",
    }
