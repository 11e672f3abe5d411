"""What can be reported: each app that shows what people wrote or drew registers its kind in its ``apps.py``.

    reportables.register("picture", Reportable(label="Image", title=…, url=…, hide=…, show=…, …))

Moderation knows no table of theirs: it asks and orders through these functions, with the identifier as text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from trousse.core.actors import Actor
from trousse.core.errors import Missing
from trousse.core.registry import Registry
from trousse.platform.moderation.enums import Outcome

Order = Callable[[str, Actor, str], None]
"""``(id, actor, reason)``: hide or show. Twice is harmless; it raises a BusinessError when it cannot be done."""


def _nothing(_id: str) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Reportable:
    """One kind of things that can be reported, and how to act on one of them.

    ``title`` names it in a sentence and raises Missing when there is no such thing, or when nobody can see it.
    ``url`` is where it is seen. ``author_emails`` are told of decisions (those of a class: its holder). ``school_of``
    gives its school, or None. ``excerpt`` is what a moderator reads first, in plain text.

    ``outcomes`` are the decisions that make sense for this kind. ``cautious``: it is hidden at once, before anybody has
    looked, when a report says that a minor is shown without agreement.
    """

    label: str
    title: Callable[[str], str]
    url: Callable[[str], str]
    hide: Order
    show: Order
    author_emails: Callable[[str], Sequence[str]]
    school_of: Callable[[str], Any] = lambda _id: None
    excerpt: Callable[[str], str] = _nothing
    outcomes: tuple[Outcome, ...] = (Outcome.NO_ACTION, Outcome.CHANGE, Outcome.HIDE)
    cautious: bool = False


reportables: Registry[Reportable] = Registry("moderation.reportables")

deciders: Registry[Callable[[Any], bool]] = Registry("moderation.deciders")
"""Who may decide: accounts, above us, registers ``(user) -> bool``. One yes is enough."""

moderators: Registry[Callable[[], Sequence[str]]] = Registry("moderation.moderators")
"""The addresses of those who decide, to be told of what cannot wait; registered by accounts as well."""


def author_emails(kind: str, subject_id: str) -> list[str]:
    """Whom to tell; nobody when the thing is gone meanwhile."""
    try:
        return [address for address in reportables.get(kind).author_emails(subject_id) if address]
    except Missing:
        return []
