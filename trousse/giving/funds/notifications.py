"""What funds tell patrons. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trousse.core.money import Euro
from trousse.platform.notifications.base import Notification, register


@register
@dataclass(frozen=True, kw_only=True)
class AgreementEnding(Notification):
    """To those who follow a fund for its patron: a month before the last day, and on the day after it."""

    kind = "funds.agreement_ending"
    label = "Fin d’une convention de mécénat"

    organisation: str
    fund: str
    last_day: date
    is_over: bool
    rest: Euro
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            organisation="Fondation des Embruns",
            fund="Fonds des Embruns",
            last_day=date(2027, 6, 30),
            is_over=False,
            rest=Euro.of(1240),
            url="/mecene/fonds-des-embruns",
        )
