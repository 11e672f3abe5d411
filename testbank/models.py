"""What the bank remembers. Moments are seconds since the epoch (UTC), amounts are cents."""

from dataclasses import dataclass, field
from enum import StrEnum


class SessionState(StrEnum):
    """Where the buyer is on the payment page."""

    OPEN = "open"
    CHALLENGE = "challenge"
    PAID = "paid"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    EXPIRED = "expired"

    @property
    def is_over(self) -> bool:
        return self not in (SessionState.OPEN, SessionState.CHALLENGE)


class Status(StrEnum):
    """Statuses of a transaction, with the names of the gateway."""

    AUTHORISED = "AUTHORISED"
    CAPTURED = "CAPTURED"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"
    ABANDONED = "ABANDONED"
    WAITING = "WAITING_AUTHORISATION"


class Operation(StrEnum):
    """A payment takes money from the buyer (debit), a refund gives it back (credit)."""

    DEBIT = "DEBIT"
    CREDIT = "CREDIT"


class Source(StrEnum):
    """``vads_url_check_src``: what made the gateway send a notification."""

    PAYMENT = "PAY"
    BACK_OFFICE = "BO"
    BATCH = "BATCH"
    MERCHANT = "MERCH_BO"
    RETRY = "RETRY"


class Delivery(StrEnum):
    """Where a notification is."""

    PENDING = "pending"
    SENDING = "sending"
    HELD = "held"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    LOST = "lost"


class Tamper(StrEnum):
    """What can be wrong with a notification."""

    NONE = ""
    AMOUNT = "amount"
    STATUS = "status"
    WRONG_KEY = "wrong_key"
    NO_SIGNATURE = "no_signature"
    SIGNED_AMOUNT = "signed_amount"
    SIGNED_ENVIRONMENT = "signed_environment"
    SIGNED_SHOP = "signed_shop"
    SIGNED_CURRENCY = "signed_currency"


class Refunds(StrEnum):
    """How the bank answers refunds."""

    DONE = "done"
    PENDING = "pending"
    REFUSED_AT_ONCE = "refused_at_once"
    REFUSED_LATER = "refused_later"


@dataclass(frozen=True)
class Session:
    """One visit to the payment page, opened by a signed form."""

    token: str
    fields: dict[str, str]
    state: SessionState
    expires_at: float
    card: str = ""
    uuid: str = ""


@dataclass(frozen=True)
class Transaction:
    """A debit or a credit. ``fields`` are those of the form that it comes from."""

    uuid: str
    order_id: str
    amount: int
    operation: Operation
    status: Status
    card: str
    created_at: float
    fields: dict[str, str]
    parent: str = ""
    auth_result: str = "00"
    sequence: int = 1
    changes_at: float | None = None
    becomes: Status | None = None


@dataclass(frozen=True)
class Notification:
    """A message to the shop, kept until it is delivered, lost on purpose, or given up."""

    id: int
    uuid: str
    order_id: str
    url: str
    fields: dict[str, str]
    source: Source
    tamper: Tamper
    state: Delivery
    attempts: int
    due_at: float
    created_at: float
    answer: str = ""


@dataclass(frozen=True)
class Behaviour:
    """Switches of the bench, kept across restarts. Durations in seconds."""

    hold: bool = False
    lose: bool = False
    duplicates: int = 0
    delay: float = 0.0
    tamper: Tamper = Tamper.NONE
    refunds: Refunds = Refunds.DONE
    refund_seconds: float = 5.0
    capture_seconds: float = 60.0
    notify_refunds: bool = True
    rest_down: bool = False


@dataclass(frozen=True)
class Return:
    """How the buyer goes back to the shop: by a link (``GET``), by a form (``POST``), or with nothing (``NONE``)."""

    url: str
    mode: str
    fields: dict[str, str] = field(default_factory=dict)
