"""Paying at the test bank as a donor would, thousands of times: the same signed form, the same signed answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

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
        """No notification meanwhile: the demonstration hands over the answers itself, at the moment it plays."""
        before = self._state()["behaviour"]
        self._lever("behaviour", {"lose": True, "capture_seconds": 0})
        try:
            yield
        finally:
            self._lever("behaviour", {"lose": before["lose"], "capture_seconds": before["capture_seconds"]})

    def pay(self, payment: Payment) -> dict[str, str]:
        """Pay with the accepted card; returns the signed fields of the browser's return."""
        redirect = payment_redirect(payment)
        answer = self._lever("pay", {**redirect.fields, "card": CARD})
        fields: dict[str, str] = answer["return"]["fields"]
        return fields

    def _state(self) -> dict[str, Any]:
        try:
            answer = self._client.get("/_bank/state", params={"order": "-"})
            answer.raise_for_status()
        except httpx.HTTPError:
            raise BankAbsent from None
        state: dict[str, Any] = answer.json()
        return state

    def _lever(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.post(f"/_bank/{name}", json=data)
            answer.raise_for_status()
        except httpx.HTTPError:
            raise BankAbsent from None
        result: dict[str, Any] = answer.json()
        return result
