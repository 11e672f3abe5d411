"""What the platform has to tell people: one class a message.

    @register
    @dataclass(frozen=True, kw_only=True)
    class DonationThanks(Notification):
        kind = "donation.thanks"
        label = "Merci pour un don"

        first_name: str
        amount: Euro
        follow_url: str

        @classmethod
        def sample(cls) -> Self:
            return cls(first_name="Jeanne", amount=Euro(2500), follow_url="/mon-don/exemple")

and three templates in `emails/donation.thanks/` of the app: `subject.txt`, `body.txt`, `body.html`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from types import UnionType
from typing import Any, ClassVar, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from trousse.core.money import Euro
from trousse.core.registry import Registry
from trousse.platform.notifications.enums import Standing


@dataclass(frozen=True, kw_only=True)
class Notification(ABC):
    """A message before it is written: facts only. They wait in the outbox as JSON and are put into words when sent.

    Fields are text, whole numbers, booleans, `Euro`, dates, moments, and tuples or dictionaries of these. They are
    facts as they were when it happened: a message sent late must not tell what is no longer true.
    """

    kind: ClassVar[str]
    label: ClassVar[str] = ""
    """What the gallery calls it, in French."""
    topic: ClassVar[str] = ""
    """Key of the topic (``topics``) under which a person may decline it; none: it is part of the service."""
    is_summary: ClassVar[bool] = False
    """It holds messages of any topic: who leaves it leaves them all."""
    awaited: ClassVar[bool] = False
    """Somebody sits at their screen until it comes: it leaves before all others."""

    @classmethod
    @abstractmethod
    def sample(cls) -> Self:
        """A believable one, with fictional people, for the gallery and the tests."""

    def context(self) -> dict[str, Any]:
        """What the templates see: the fields; override to add what is derived from them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def digest_line(self) -> "DigestLine":
        """How a summary tells it. By default its subject, and the page it is about when it has a field ``url``."""
        return DigestLine(url=str(getattr(self, "url", "")))

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        """Whether what each message tells still stands: asked when they are about to leave, hours or days later.

        Override for what can be withdrawn, hidden or suspended meanwhile. ``params`` are those of ``to_params``, maybe
        written by an older version. The number of statements must not depend on how many there are.
        """
        return [Standing.STANDS] * len(params)

    def to_params(self) -> dict[str, Any]:
        """The fields in JSON. Raises TypeError for a value that JSON cannot keep."""
        return {field.name: _to_json(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> Self:
        """The message that `to_params` wrote down; a field younger than the row takes its default."""
        hints = get_type_hints(cls)
        written = [field.name for field in fields(cls) if field.name in params or field.default is MISSING]
        return cls(**{name: _from_json(params[name], hints[name]) for name in written})


@dataclass(frozen=True)
class DigestLine:
    """One line of a summary. ``title`` is the message's subject when it is empty; ``text`` is one sentence more."""

    title: str = ""
    text: str = ""
    url: str = ""


registry: Registry[type[Notification]] = Registry("notifications")

N = TypeVar("N", bound=type[Notification])


def register(notification: N) -> N:
    """Class decorator, above `@dataclass(frozen=True)`: make the message known to the outbox and to the gallery."""
    registry.register(notification.kind, notification)
    return notification


def standings_by(
    field: str, params: Sequence[dict[str, Any]], look: Callable[[Sequence[int]], dict[int, Standing]]
) -> list[Standing]:
    """For ``Notification.standings``: what ``look`` says of the number that each message holds in ``field``.

    A message that holds none, or of which nothing is said, stands.
    """
    numbers = [params_of.get(field, 0) for params_of in params]
    found = look([number for number in numbers if number])
    return [found.get(number, Standing.STANDS) for number in numbers]


def awaited_kinds() -> list[str]:
    """Kinds of the messages that leave first."""
    return [kind for kind, notification in registry.items() if notification.awaited]


def from_message(kind: str, params: dict[str, Any]) -> Notification:
    """The notification that a row of the outbox holds. Raises KeyError when its class is gone."""
    return registry.get(kind).from_params(params)


def _to_json(value: Any) -> Any:
    match value:
        case Euro():
            return value.cents
        case date():  # a datetime is a date
            return value.isoformat()
        case None | bool() | int() | str():
            return value
        case tuple() | list():
            return [_to_json(item) for item in value]
        case dict():
            return {str(key): _to_json(item) for key, item in value.items()}
    raise TypeError(f"a notification cannot hold a {type(value).__name__}")


def _from_json(value: Any, hint: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:  # Optional[X] only
        return None if value is None else _from_json(value, next(arg for arg in args if arg is not type(None)))
    if hint is Euro:
        return Euro(value)
    if hint in {date, datetime}:
        return hint.fromisoformat(value)
    if origin in {tuple, list}:
        items = args if origin is tuple and Ellipsis not in args else args[:1] * len(value)
        return origin(_from_json(item, kind) for item, kind in zip(value, items, strict=True))
    if origin is dict:
        return {key: _from_json(item, args[1]) for key, item in value.items()}
    return value
