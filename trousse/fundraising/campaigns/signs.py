"""Signs of life of a campaign that apps above know and their siblings read: each registers its own here, below both.

    signs.register("last_news_at", last_news_at)   # in the apps.py of ``dialogue``

Known names: ``last_news_at``, ``last_thanks_at`` (``dialogue``); ``report_late_since`` (``reports``), the day on which
a report that is still not there was expected.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from trousse.core.registry import Registry

Sign = Callable[[Sequence[int]], dict[int, datetime]]
"""Ids of campaigns → the moment of each that has one. One statement, however many campaigns."""

signs: Registry[Sign] = Registry("signs of a campaign")


def moments(name: str, campaigns: Sequence[int]) -> dict[int, datetime]:
    """What ``name`` says of these campaigns; nothing when no app tells it."""
    return signs.get(name)(campaigns) if name in signs else {}
