"""A bank on loopback, a shop that it can notify, and the forms that the shop would send."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from testbank.config import Config
from testbank.server import RunningBank
from testbank.signature import is_signed, sign
from testbank.web import Request, Response, Server

CONFIG = Config(
    site_id="12345678",
    key="0123456789abcdef",
    rest_password="rest-password",
    retry_delays=(0.02, 0.02, 0.02),
    notify_timeout=2.0,
)


@dataclass
class Shop:
    """Keeps what it is told, and answers as the test wants."""

    url: str = ""
    received: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        self.received.append(request.form())
        return Response(b"ok", self.answers.pop(0) if self.answers else 200)

    @property
    def statuses(self) -> list[str]:
        return [each["vads_trans_status"] for each in self.received]

    @property
    def last(self) -> dict[str, str]:
        return self.received[-1]

    def believes(self, message: dict[str, str]) -> bool:
        return is_signed(message, CONFIG.key, CONFIG.algorithm)


@dataclass
class Bench:
    """A bank that runs, and the hands to drive it."""

    running: RunningBank
    shop: Shop
    client: httpx.Client
    number: int = 0

    def form(self, **changes: str) -> dict[str, str]:
        """A signed form with a fresh number; ``order_id="A1"`` sets ``vads_order_id``, ``drop`` takes a field away."""
        self.number += 1
        fields = {
            "vads_action_mode": "INTERACTIVE",
            "vads_amount": "2000",
            "vads_ctx_mode": "TEST",
            "vads_currency": "978",
            "vads_order_id": f"TAP{self.number:05d}",
            "vads_page_action": "PAYMENT",
            "vads_payment_config": "SINGLE",
            "vads_site_id": CONFIG.site_id,
            "vads_trans_date": time.strftime("%Y%m%d%H%M%S", time.gmtime()),
            "vads_trans_id": f"{self.number:06d}",
            "vads_url_check": f"{self.shop.url}/notification",
            "vads_url_return": f"{self.shop.url}/retour",
            "vads_return_mode": "GET",
            "vads_version": "V2",
        }
        dropped = changes.pop("drop", "")
        fields |= {f"vads_{name}": value for name, value in changes.items()}
        fields.pop(f"vads_{dropped}", None)
        return fields | {"signature": sign(fields, CONFIG.key, CONFIG.algorithm)}

    def pay(self, card: str = "accepted", **changes: str) -> dict[str, Any]:
        """Pays in one call and waits until the shop has been told."""
        answer = self.client.post("/_bank/pay", data=self.form(**changes) | {"card": card})
        assert answer.status_code == 200, answer.text
        self.settle()
        return dict(answer.json())

    def post(self, path: str, **data: Any) -> dict[str, Any]:
        answer = self.client.post(f"/_bank/{path}", json=data)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def settle(self) -> None:
        assert self.client.get("/_bank/idle", params={"timeout": 5}).json()["idle"]

    def notifications(self, order_id: str = "") -> list[dict[str, Any]]:
        """The oldest first."""
        state = self.client.get("/_bank/state", params={"order": order_id}).json()
        return list(reversed(state["notifications"]))

    def rest(self, service: str, **body: Any) -> dict[str, Any]:
        answer = self.client.post(f"/api-payment/V4/{service}", json=body, auth=(CONFIG.site_id, CONFIG.rest_password))
        assert answer.status_code == 200
        return dict(answer.json())


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    server = Server(("127.0.0.1", 0), shop.answer)
    shop.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.run)
    thread.start()
    yield shop
    server.close()
    thread.join()


@pytest.fixture
def bench(shop: Shop, tmp_path: Path) -> Iterator[Bench]:
    running = RunningBank(CONFIG, tmp_path / "bank")
    with httpx.Client(base_url=running.url, verify=False) as client:
        bench = Bench(running, shop, client)
        yield bench
    # The one that runs now: a test may have restarted it.
    bench.running.close()
