"""Structured logs."""

from typing import Any

from config.env import Mode


def logging_config(mode: Mode) -> dict[str, Any]:
    """The LOGGING setting."""
    return {"version": 1, "disable_existing_loggers": False}
