"""A message of our own, so that these tests depend on no other app."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from trousse.core.money import Euro
from trousse.platform.notifications.base import Notification


@dataclass(frozen=True, kw_only=True)
class Note(Notification):
    """What the tests write."""

    kind = "test.note"
    label = "Mot d’essai"

    first_name: str
    amount: Euro
    percent: int = 58
    last_day: date = date(2026, 12, 1)
    written_at: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)
    remarks: tuple[str, ...] = ()
    pairs: tuple[tuple[str, int], ...] = (("cm1", 24),)
    notes: dict[str, str] | None = None
    url: str = "/mon-don/exemple"

    @classmethod
    def sample(cls) -> Self:
        return cls(first_name="Jeanne", amount=Euro(2550), notes={"title": "Plus court ?"})


@dataclass(frozen=True, kw_only=True)
class News(Notification):
    """What the tests write about a class."""

    kind = "test.news"
    label = "Nouvelle d’essai"
    topic = "nouvelles"

    title: str = "Le potager pousse"
    url: str = "/projet/1"

    @classmethod
    def sample(cls) -> Self:
        return cls()
