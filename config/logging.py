"""Structured logs on standard error: JSON where machines read them, lines where a person does.

What a line may hold is the business of ``trousse.core.logs``.
"""

from typing import Any

from config.env import Mode


def logging_config(mode: Mode) -> dict[str, Any]:
    """The LOGGING setting. Tests keep what is logged to themselves (pytest's ``caplog``)."""
    formatter = "JsonFormatter" if mode is Mode.PRODUCTION else "LineFormatter"
    handler = {"class": "logging.NullHandler"} if mode is Mode.TEST else {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": f"trousse.core.logs.{formatter}"}},
        "handlers": {"output": {**handler, "formatter": "ours"}},
        "root": {"handlers": ["output"], "level": "WARNING"},
        "loggers": {
            "trousse": {"level": "INFO"},
            # Django's own handlers would write unmasked lines, or mail them: everything goes through ours.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {
                "handlers": [],
                "level": "WARNING",
                "propagate": True,
            },  # our middleware tells each request
            "procrastinate": {"level": "WARNING"},  # two lines a job at INFO, with its arguments
        },
    }
