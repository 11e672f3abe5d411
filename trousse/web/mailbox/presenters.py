"""Messages as the components of the design system want them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from trousse.core import formats
from trousse.platform.notifications import delivery, selectors
from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import render
from trousse.platform.notifications.topics import topics
from trousse.web.components.cards import Cell, Column, Crumb, Table, Tag

MAILBOX = "Courriels"
GALLERY = "Galerie des courriels"

TONES = {
    MessageState.WAITING: "contour",
    MessageState.SENT: "vert",
    MessageState.FAILED: "rouge",
    MessageState.HELD: "contour",
    MessageState.GROUPED: "vert",
}


@dataclass(frozen=True)
class Filter:
    """A link to the messages of one state, the search kept."""

    label: str
    url: str
    how_many: int
    current: bool


def label_of(kind: str) -> str:
    """The French name of a kind of message, or its code when its class says nothing or is gone."""
    return (registry.get(kind).label if kind in registry else "") or kind


def filters(to: str, current: MessageState | None) -> list[Filter]:
    """All messages, then each state, with how many there are."""
    counts = selectors.counts()
    choices: list[tuple[MessageState | None, str, int]] = [(None, "tous", sum(counts.values()))]
    choices += [(state, state.label, how_many) for state, how_many in counts.items()]
    return [Filter(label, _list_url(to, state), how_many, state is current) for state, label, how_many in choices]


def messages_table(messages: Iterable[Message]) -> Table:
    """One row a message; its subject once it was sent, what it is about before."""
    return Table(
        caption="Les courriels, du plus récent au plus ancien",
        columns=(Column("Courriel"), Column("Destinataire"), Column("État"), Column("Écrit", secondary=True)),
        rows=[
            (
                Cell(
                    message.subject or label_of(message.kind),
                    url=reverse("mailbox:message", args=[message.pk]),
                    note=label_of(message.kind) if message.subject else "",
                ),
                Cell(message.to),
                Cell(tag=_state_tag(message)),
                Cell(formats.moment(message.created_at)),
            )
            for message in messages
        ],
    )


def samples_table() -> Table:
    """One row a kind of message, with the subject of its sample."""
    return Table(
        caption="Les courriels, par type",
        columns=(Column("Courriel"), Column("Objet"), Column("Nature"), Column("Type", secondary=True)),
        rows=[
            (
                Cell(label_of(kind), url=reverse("mailbox:sample", args=[kind])),
                Cell(render(notification.sample()).subject),
                Cell(_nature(notification)),
                Cell(kind),
            )
            for kind, notification in sorted(registry.items())
        ],
    )


def message_headers(message: Message) -> list[tuple[str, str]]:
    """What there is to know of a message beside its words."""
    facts = [
        ("À", message.to),
        ("Type", f"{label_of(message.kind)} ({message.kind})"),
        ("État", MessageState(message.state).label),
        ("Écrit", formats.moment(message.created_at)),
        ("Envoyé", formats.moment(message.sent_at) if message.sent_at else ""),
        ("Essais", str(message.attempts) if message.attempts else ""),
        ("Dernière erreur", message.last_error),
        ("Message-ID", delivery.message_id(message)),
    ]
    return [(term, value) for term, value in facts if value]


def sample_headers(kind: str) -> list[tuple[str, str]]:
    """What there is to know of a kind of message."""
    notification = registry.get(kind)
    about = (notification.__doc__ or "").strip().partition("\n")[0]
    return [
        ("Objet", render(notification.sample()).subject),
        ("Type", kind),
        ("Nature", _nature(notification)),
        ("Dans le code", about),
    ]


def _nature(notification: type[Notification]) -> str:
    """Whether one may decline it, and under which topic."""
    if notification.topic:
        return f"peut se refuser : {topics.get(notification.topic).label.lower()}"
    return "peut se refuser" if notification.is_summary else "fait partie du service"


def crumbs(*steps: tuple[str, str]) -> list[Crumb]:
    """From the mailbox down to the page, whose own step has no address."""
    return [Crumb(MAILBOX, reverse("mailbox:list")), *(Crumb(label, url) for label, url in steps)]


def _list_url(to: str, state: MessageState | None) -> str:
    query = {name: value for name, value in (("destinataire", to), ("etat", state)) if value}
    return reverse("mailbox:list") + (f"?{urlencode(query)}" if query else "")


def _state_tag(message: Message) -> Tag:
    state = MessageState(message.state)
    return Tag(state.label, tone=TONES[state])
