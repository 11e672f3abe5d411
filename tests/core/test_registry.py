"""A registry refuses two handlers for one key, and says what it knows."""

import pytest

from trousse.core.registry import AlreadyRegistered, Registry


def test_what_is_registered_is_found() -> None:
    registry: Registry[str] = Registry("payables")
    registry.register("donation", "handler")
    assert registry.get("donation") == "handler"
    assert "donation" in registry
    assert registry.keys() == ["donation"]


def test_a_second_handler_is_refused_and_the_same_one_is_not() -> None:
    registry: Registry[list[int]] = Registry("payables")
    handler = [1]
    registry.register("donation", handler)
    registry.register("donation", handler)
    with pytest.raises(AlreadyRegistered):
        registry.register("donation", [1])


def test_an_unknown_key_names_the_known_ones() -> None:
    registry: Registry[int] = Registry("payables")
    registry.register("donation", 1)
    with pytest.raises(KeyError, match="donation"):
        registry.get("payout")
