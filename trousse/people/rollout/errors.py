"""What a phase does not allow, in the words of a teacher."""

from datetime import date

from trousse.core import formats
from trousse.core.errors import BusinessError, Invalid


class NotAllowedYet(BusinessError):
    """The project cannot be handed in today; the draft stays, and one may join the waiting list."""


class AcademieClosed(NotAllowedYet):
    """No phase in force opens this académie. ``opens_on``: the day that is announced, if any."""

    def __init__(self, academie: str, opens_on: date | None) -> None:
        when = f"Elle ouvre le {formats.day(opens_on)}." if opens_on else "Sa date d’ouverture n’est pas encore fixée."
        super().__init__(f"La plateforme n’est pas encore ouverte {academie}. {when} Votre projet reste enregistré.")
        self.opens_on = opens_on


class QuotaFull(NotAllowedYet):
    """All places of the phase are taken."""

    def __init__(self) -> None:
        super().__init__(
            "Toutes les places de cette phase sont prises. Votre projet reste enregistré : inscrivez-vous sur la liste "
            "d’attente, nous vous écrirons dès qu’une place se libère."
        )


class PhaseRefused(Invalid):
    """The phase as typed cannot be kept."""
