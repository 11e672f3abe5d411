"""Paying at the test bank as a donor would, thousands of times: the same signed form, the same signed answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import httpx
from django.conf import settings

from trousse.core.errors import BusinessError
from trousse.money.payments.models import Payment
from trousse.money.payments.services import payment_redirect

CARD = "accepted"


class BankAbsent(BusinessError):
    """The demonstration pays at the test bank: it must be running."""

    def __init__(self) -> None:
        super().__init__(
            f"La banque d’essai ne répond pas à {settings.PAYMENT_ORIGIN} : « make run » la démarre d’abord."
        )


class TestBank:
    """The levers of the test bank (see its README). Use as a context manager."""

    __test__ = False  # not a test case, whatever its name

    def __init__(self) -> None:
        self._client = httpx.Client(base_url=settings.PAYMENT_ORIGIN, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """A bank that knows nothing yet and notifies nobody: the demonstration hands over the answers itself.

        What it remembered is of another database, whose payment numbers begin again with this one.
        """
        before = self._state()["behaviour"]
        self._read(self._client.post("/_bank/reset"))
        self._switch({"lose": True, "capture_seconds": 0})
        try:
            yield
        finally:
            self._switch({name: before[name] for name in ("lose", "capture_seconds", "refunds")})

    def refuse_refunds(self) -> None:
        """From now on it refuses to give money back, as for a card that has expired."""
        self._switch({"refunds": "refused_at_once"})

    def pay(self, payment: Payment) -> dict[str, str]:
        """Pay with the accepted card; returns the signed fields of the browser's return."""
        redirect = payment_redirect(payment)
        answer = self._read(self._client.post("/_bank/pay", data={**redirect.fields, "card": CARD}))
        back = answer["return"]
        return {**dict(parse_qsl(urlsplit(back["url"]).query, keep_blank_values=True)), **back["fields"]}

    def _state(self) -> dict[str, Any]:
        try:
            return self._read(self._client.get("/_bank/state", params={"order": "-"}))
        except httpx.TransportError:
            raise BankAbsent from None

    def _switch(self, behaviour: dict[str, Any]) -> None:
        self._read(self._client.post("/_bank/behaviour", json=behaviour))

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        """Anything but an answer in JSON means that somebody else listens there, or that the shop's key is another."""
        try:
            response.raise_for_status()
            answer: dict[str, Any] = response.json()
        except (httpx.HTTPStatusError, ValueError):
            raise BankAbsent from None
        return answer
