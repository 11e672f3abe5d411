"""How a low app reaches a high one without importing it: the high one registers itself at start-up."""

from collections.abc import ItemsView
from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyRegistered(Exception):
    """Two handlers claim the same key."""


class Registry(Generic[T]):
    """A name → handler table that refuses doubles. Filled in ``apps.py``, read at run time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, value: T) -> T:
        """Add ``value``; the very same value twice is harmless (an app may be loaded twice), another one raises."""
        if self._entries.get(key, value) is not value:
            raise AlreadyRegistered(f"{self.name}: {key!r} has a handler already")
        self._entries[key] = value
        return value

    def get(self, key: str) -> T:
        """The handler of ``key``. Raises KeyError with the known keys when there is none."""
        try:
            return self._entries[key]
        except KeyError:
            raise KeyError(f"{self.name}: nothing registered for {key!r}, known: {sorted(self._entries)}") from None

    def keys(self) -> list[str]:
        return list(self._entries)

    def values(self) -> list[T]:
        return list(self._entries.values())

    def items(self) -> ItemsView[str, T]:
        return self._entries.items()

    def __contains__(self, key: str) -> bool:
        return key in self._entries
