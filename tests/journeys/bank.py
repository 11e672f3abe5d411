"""The levers of the test bank, from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import httpx


@dataclass(frozen=True)
class Bank:
    """What one can do at the merchant's desk (``testbank/README.md``)."""

    url: str
    client: httpx.Client

    @classmethod
    @contextmanager
    def at(cls, url: str) -> Iterator[Self]:
        with httpx.Client(base_url=url, timeout=30) as client:
            yield cls(url, client)

    def behaves(self, **switches: Any) -> None:
        """Sets switches: ``hold``, ``lose``, ``duplicates``, ``tamper``, ``refunds``, ``capture_seconds``…"""
        self._post("behaviour", **switches)

    def behaves_well(self) -> None:
        """Everything back to normal. What is held or under way stays so."""
        normal = {"hold": False, "lose": False, "duplicates": 0, "delay": 0, "tamper": "", "rest_down": False}
        self.behaves(**normal, refunds="done", refund_seconds=0, capture_seconds=0, notify_refunds=True)

    def notifications(self, reference: str) -> list[dict[str, Any]]:
        """Those of one payment, the oldest first."""
        return list(reversed(self._state(reference)["notifications"]))

    def transactions(self, reference: str) -> list[dict[str, Any]]:
        """Those of one payment, as the bank has them."""
        return list(self._state(reference)["transactions"])

    def release(self, *numbers: int) -> None:
        """Delivers held notifications, in this very order."""
        self._post("release", ids=list(numbers))

    def again(self, number: int, gesture: str, **details: Any) -> int:
        """``replay``, ``duplicate``, ``tamper``…: returns the number of the new notification, once it was delivered."""
        made = int(self._post(f"notifications/{number}/{gesture}", **details)["id"])
        self.is_idle()
        return made

    def on_transaction(self, uuid: str, gesture: str, **details: Any) -> None:
        """``capture``, ``cancel``, ``refund``, ``notify``."""
        self._post(f"transactions/{uuid}/{gesture}", **details)

    def expire(self, reference: str) -> None:
        """The time of this payment page is over."""
        self._post("expire", order=reference)

    def is_idle(self) -> None:
        """Waits until nothing is due nor under way."""
        assert self.client.get("/_bank/idle", params={"timeout": 20}).json()["idle"], "the bank is still busy"

    def _state(self, reference: str) -> dict[str, Any]:
        return dict(self.client.get("/_bank/state", params={"order": reference}).raise_for_status().json())

    def _post(self, path: str, **data: Any) -> dict[str, Any]:
        answer = self.client.post(f"/_bank/{path}", json=data)
        assert answer.is_success, answer.text
        return dict(answer.json())
