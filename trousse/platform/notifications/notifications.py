"""The platform's own messages: the summary, and the link to what one reads."""

from dataclasses import dataclass
from typing import Any, Self

from trousse.platform.notifications.base import DigestLine, Notification, register
from trousse.platform.notifications.topics import topics


@register
@dataclass(frozen=True, kw_only=True)
class Digest(Notification):
    """What happened since the last summary, by topic, to somebody who prefers one letter to ten."""

    kind = "notifications.digest"
    label = "Résumé"
    is_summary = True

    lines: tuple[tuple[str, str, str, str], ...]
    """Key of the topic, title, one sentence more (or nothing), address (or nothing)."""

    @classmethod
    def sample(cls) -> Self:
        return cls(
            lines=(
                ("nouvelles", "Le potager a ses premières feuilles", "École Jean-Giono, Saint-Avre", "/projet/1"),
                ("nouvelles", "La chorale répète avec l’orchestre", "", "/projet/2"),
                ("bilans", "La classe de mer, racontée par les CM2", "Les comptes tombent juste.", "/projet/3"),
            )
        )

    def context(self) -> dict[str, Any]:
        by_topic: dict[str, list[DigestLine]] = {}
        for key, title, text, url in self.lines:
            by_topic.setdefault(topics.get(key).label, []).append(DigestLine(title, text, url))
        return {"count": len(self.lines), "by_topic": list(by_topic.items())}


@register
@dataclass(frozen=True, kw_only=True)
class PreferencesLink(Notification):
    """The link that opens all of one's choices, to whoever asked for it. Sent to that address, and only there."""

    kind = "notifications.preferences_link"
    label = "Lien vers mes préférences"
    awaited = True

    url: str
    hours: int

    @classmethod
    def sample(cls) -> Self:
        return cls(url="/preferences/exemple", hours=48)
