"""What the rollout tells people. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trousse.core import formats
from trousse.platform.notifications.base import DigestLine, Notification, register


@register
@dataclass(frozen=True, kw_only=True)
class PlaceFree(Notification):
    """A holder who waited may hand in their project."""

    kind = "rollout.place"
    label = "Une place pour votre projet"

    first_name: str
    school: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(first_name="Nadia", school="École Jean-Giono, Saint-Avre", url="/enseignant")


@register
@dataclass(frozen=True, kw_only=True)
class AlertConfirm(Notification):
    """Somebody asked to be told of an opening: is this their address?"""

    kind = "rollout.alert_confirm"
    label = "Confirmer une alerte d’ouverture"
    awaited = True

    academie: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(academie="Lille", url="/academies/confirmer/exemple")


@register
@dataclass(frozen=True, kw_only=True)
class AcademieOpened(Notification):
    """An académie that somebody waited for is open."""

    kind = "rollout.opened"
    label = "Une académie ouvre"
    topic = "alertes"

    academie: str
    since: date
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(academie="Lille", since=date(2027, 3, 1), url="/projets")

    def digest_line(self) -> DigestLine:
        return DigestLine(title=f"L’académie {formats.of(self.academie)} est ouverte", url=self.url)
