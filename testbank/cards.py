"""The test cards: the number decides what happens, as in the TEST mode of the real gateway."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a payment with a card."""

    ACCEPTED = "accepted"
    CHALLENGE = "challenge"
    REFUSED = "refused"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Card:
    """A test card. ``auth_result`` is the code of the issuing bank, empty when it was never asked."""

    number: str
    label: str
    explanation: str
    outcome: Outcome
    auth_result: str = "00"
    brand: str = "VISA"

    @property
    def masked(self) -> str:
        """As the gateway shows it in messages: ``497010XXXXXX0014``."""
        return f"{self.number[:6]}XXXXXX{self.number[-4:]}"

    @property
    def grouped(self) -> str:
        """As people read it: ``4970 1000 0000 0014``."""
        return " ".join(re.findall(".{4}", self.number))


CARDS = (
    Card(
        "4970100000000014",
        "Carte acceptée",
        "Le paiement passe, sans rien demander de plus.",
        Outcome.ACCEPTED,
        brand="CB",
    ),
    Card(
        "4970110000000013",
        "Carte avec code 3-D Secure",
        "La banque demande un code : 1234 est le bon.",
        Outcome.CHALLENGE,
    ),
    Card(
        "4970100000000098",
        "Carte refusée",
        "La banque refuse : plafond dépassé.",
        Outcome.REFUSED,
        auth_result="61",
        brand="CB",
    ),
    Card(
        "4970110000000401",
        "Carte rejetée par 3-D Secure",
        "La banque ne reconnaît pas la personne, sans même demander de code.",
        Outcome.REJECTED,
        auth_result="",
    ),
)

CHALLENGE_CODE = "1234"


def find(number_or_outcome: str) -> Card | None:
    """The card of a number (spaces allowed), or the first one with that outcome ("accepted", "refused"…)."""
    wanted = number_or_outcome.replace(" ", "").replace("\u00a0", "")
    return next((card for card in CARDS if wanted in (card.number, card.outcome)), None)
