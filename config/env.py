"""Reading the environment: the only source of configuration (table in docs/operations.md)."""

import os
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured


class Mode(StrEnum):
    """What this process runs for; ``TROUSSE_MODE``."""

    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


def mode() -> Mode:
    """The mode asked for, production when nothing is said: forgetting it must never open the demo page."""
    asked = os.environ.get("TROUSSE_MODE", Mode.PRODUCTION)
    try:
        return Mode(asked)
    except ValueError:
        raise ImproperlyConfigured(f"TROUSSE_MODE={asked!r}: expected one of {', '.join(Mode)}") from None


MODE = mode()


def text(name: str, default: str | None = None) -> str:
    """``name``, or ``default`` outside production. In production a missing value stops the start."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None or MODE is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"{name} is missing: see the table of settings in docs/operations.md")
    return default


def optional(name: str, default: str = "") -> str:
    """``name`` or ``default``, in every mode."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in optional(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number."""
    typed = optional(name, str(default))
    try:
        return int(typed)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={typed!r}: expected a whole number") from None


def yes(name: str, default: bool = False) -> bool:
    """``yes``/``true``/``1`` or ``no``/``false``/``0``."""
    typed = optional(name, "yes" if default else "no").lower()
    if typed in {"yes", "true", "1"}:
        return True
    if typed in {"no", "false", "0"}:
        return False
    raise ImproperlyConfigured(f"{name}={typed!r}: expected yes or no")
