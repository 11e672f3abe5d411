"""What authors are told of their pictures."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trousse.platform.notifications.base import Notification, register

ALT = "Des élèves arrosent un semis de radis"
EDIT_URL = "/enseignant/projet/12/images"


@register
@dataclass(frozen=True, kw_only=True)
class PictureExpiring(Notification):
    """To the author: an authorisation ends soon, the picture will go by itself."""

    kind = "pictures.expiring"
    label = "Une autorisation d’image se termine bientôt"

    alt: str
    belongs_to: str
    last_day: date
    edit_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(alt=ALT, belongs_to="Image du projet", last_day=date(2026, 12, 8), edit_url=EDIT_URL)


@register
@dataclass(frozen=True, kw_only=True)
class PictureExpired(Notification):
    """To the author: the authorisation has ended, the picture is no longer shown."""

    kind = "pictures.expired"
    label = "Une image n’est plus montrée"

    alt: str
    belongs_to: str
    edit_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(alt=ALT, belongs_to="Image du projet", edit_url=EDIT_URL)
