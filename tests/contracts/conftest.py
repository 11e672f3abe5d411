"""What each provider must bring to run the contract suite: a world on loopback that behaves like the real one.

Whatever happens to messages, money is counted once and never lost. Each test goes through the real doors: the payment
page and the REST interface of the provider's world over HTTP, our own notification address, the inbox, the ledger.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from testbank.config import Config
from testbank.server import RunningBank
from testbank.signature import sign
from testbank.web import Request, Response, Server
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, credit, debit
from trousse.money.ledger.services import post_many
from trousse.money.payments import payables, registry, services
from trousse.money.payments.models import Payment, Refund

SOMEWHERE = accounts.campaign(1)
"""Where the money of the owner goes, in these tests."""


@dataclass
class Owner:
    """Owns payments of the kind "test": books their money, and remembers what it is told."""

    kind: str = "test"
    told: list[tuple[str, str, int]] = field(default_factory=list)

    def on_paid(self, payments: "list[Payment]") -> None:
        for payment in payments:
            self.told.append(("paid", payment.payable_id, payment.paid_cents))
        post_many([self._gift(payment) for payment in payments])

    def on_not_paid(self, payments: "list[Payment]") -> None:
        self.told += [("not paid", payment.payable_id, 0) for payment in payments]

    def on_refunded(self, refunds: "list[Refund]") -> None:
        for refund in refunds:
            self.told.append(("refunded", refund.payment.payable_id, refund.amount_cents))
            if refund.is_external:
                post_many([self.release(refund.key, refund.amount)])

    def on_charged_back(self, payments: "list[Payment]") -> None:
        self.told += [("charged back", payment.payable_id, payment.paid_cents) for payment in payments]

    def _gift(self, payment: Payment) -> Draft:
        lines = (debit(accounts.psp(payment.provider), payment.paid), credit(SOMEWHERE, payment.paid))
        return Draft(f"gift:{payment.pk}", "gift", lines)

    @staticmethod
    def release(key: str, amount: Euro) -> Draft:
        """Money leaves the owner and is owed to the payer: what an owner posts when it asks for a refund."""
        return Draft(f"release:{key}", "release", (debit(SOMEWHERE, amount), credit(accounts.refunds_due(), amount)))

    def count(self, what: str) -> int:
        return sum(1 for verb, _, _ in self.told if verb == what)


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Owner:
    owner = Owner()
    monkeypatch.setitem(payables._handlers._entries, owner.kind, owner)
    return owner


@pytest.fixture(autouse=True)
def books_balance(owner: Owner) -> None:
    """Whatever the test, asked for before it so that every one has an owner."""
    del owner


class World(Protocol):
    """A provider's side of the contract. Messages are kept until the test lets them in."""

    code: str

    def pay(self, payment: Payment, outcome: str = "accepted") -> str:
        """The payer goes through: accepted, challenge, refused, rejected or abandoned. Returns the transaction."""

    def messages(self) -> list[dict[str, str]]:
        """What the provider's server said since the last call, the oldest first."""

    def falsify(self, kind: str) -> dict[str, str]:
        """The last message again, falsified or well signed but wrong."""

    def capture(self, transaction: str) -> None:
        """The money leaves for the bank: from now on it is refunded, not cancelled."""

    def cancel(self, transaction: str) -> None:
        """Somebody at the provider's desk cancels a payment."""

    def refund(self, transaction: str, cents: int) -> None:
        """Somebody at the provider's desk gives money back."""

    def refunds(self, mode: str) -> None:
        """How the provider answers refunds: done, pending, refused_at_once, refused_later."""

    def given_back(self, transaction: str) -> int:
        """Cents that the provider really gave back."""

    def down(self, is_down: bool) -> None:
        """The provider answers no question."""

    def resign(self, message: dict[str, str], **changes: str) -> dict[str, str]:
        """A message that the provider would sign itself, with other values."""


class SystempayWorld:
    """The test bank over HTTP, and a letter box that keeps its notifications."""

    code = "systempay"

    def __init__(self, bank: RunningBank, client: httpx.Client, config: Config, box: list[dict[str, str]]) -> None:
        self._bank = bank
        self._client = client
        self._config = config
        self._box = box

    def pay(self, payment: Payment, outcome: str = "accepted") -> str:
        form = services.payment_redirect(payment).fields
        if outcome == "abandoned":
            page = self._client.post("/vads-payment/", data=form).headers["location"]
            self._client.post(f"{page}/abandonner")
            return ""
        answer = self._client.post("/_bank/pay", data=form | {"card": outcome})
        assert answer.status_code == 200, answer.text
        self._last_return = dict(answer.json()["return"])
        return str(answer.json()["uuid"])

    def the_way_back(self) -> str:
        """The address to which the payer's browser was sent, with everything it carries."""
        return str(self._last_return["url"])

    def messages(self) -> list[dict[str, str]]:
        assert self._client.get("/_bank/idle", params={"timeout": 5}).json()["idle"]
        said, self._box[:] = list(self._box), []
        return said

    def falsify(self, kind: str) -> dict[str, str]:
        last = self._client.get("/_bank/state", params={"limit": 1}).json()["notifications"][0]["id"]
        self._lever(f"notifications/{last}/tamper", kind=kind)
        [message] = self.messages()
        return message

    def capture(self, transaction: str) -> None:
        self._lever(f"transactions/{transaction}/capture")

    def cancel(self, transaction: str) -> None:
        self._lever(f"transactions/{transaction}/cancel")

    def refund(self, transaction: str, cents: int) -> None:
        self._lever(f"transactions/{transaction}/refund", amount=cents)

    def refunds(self, mode: str) -> None:
        self._lever("behaviour", refunds=mode, refund_seconds=0.05)

    def given_back(self, transaction: str) -> int:
        debit = self._bank.bank.transactions.get(transaction)
        cancelled = debit.amount if debit.status == "CANCELLED" else 0
        return cancelled + self._bank.bank.transactions.refunded(transaction)

    def down(self, is_down: bool) -> None:
        self._lever("behaviour", rest_down=is_down)

    def resign(self, message: dict[str, str], **changes: str) -> dict[str, str]:
        fields = message | changes
        return fields | {"signature": sign(fields, self._config.key, self._config.algorithm)}

    def _lever(self, path: str, **data: Any) -> None:
        answer = self._client.post(f"/_bank/{path}", json=data)
        assert answer.status_code == 200, answer.text


@pytest.fixture
def systempay(tmp_path: Path, settings: Settings) -> Iterator[SystempayWorld]:
    config = Config(
        site_id="12345678",
        key="test-bank-key",
        rest_password="test-bank-password",
        capture_seconds=3600,
        # One voice: tests decide in which order messages come.
        notify_workers=1,
    )
    box: list[dict[str, str]] = []

    def keep(request: Request) -> Response:
        box.append(request.form())
        return Response(b"ok")

    letter_box = Server(("127.0.0.1", 0), keep)
    thread = threading.Thread(target=letter_box.run)
    thread.start()
    bank = RunningBank(config, tmp_path / "bank")
    settings.PAYMENT_PROVIDER = "systempay"
    # The provider rings at the letter box; tests carry its messages to our real door when they want to.
    settings.BASE_URL = f"http://127.0.0.1:{letter_box.server_address[1]}"
    settings.SYSTEMPAY = settings.SYSTEMPAY | {
        "form_url": f"{bank.url}/vads-payment/",
        "rest_url": f"{bank.url}/api-payment/V4",
        "site_id": config.site_id,
        "key": config.key,
        "rest_password": config.rest_password,
        "ctx_mode": "TEST",
    }
    registry.provider.cache_clear()
    with httpx.Client(base_url=bank.url, verify=False) as client:
        yield SystempayWorld(bank, client, config, box)
    registry.provider("systempay").close()
    registry.provider.cache_clear()
    bank.close()
    letter_box.close()
    thread.join()


WORLDS = ("systempay",)


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> World:
    """Every provider in turn."""
    found: World = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def ring(client: Client, world: World) -> Callable[[dict[str, str]], int]:
    """Lets a message of the provider in by the real door, and returns the answer's status."""

    def post(message: dict[str, str]) -> int:
        return client.post(f"/crochets/{world.code}/notification", message).status_code

    return post
