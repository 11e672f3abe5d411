"""Refusals of funds, in the words of the person who meets them."""

from collections.abc import Mapping

from trousse.core.errors import BusinessError, Invalid, Missing
from trousse.core.money import Euro


class FundMissing(Missing):
    """No such fund, or none that the public may see."""

    def __init__(self) -> None:
        super().__init__("Ce fonds n’existe pas ou plus. Tous les fonds ouverts sont sur la page des fonds.")


class FundExists(BusinessError):
    """Two funds with the same criteria would share what donors wanted together."""

    def __init__(self) -> None:
        super().__init__("Un fonds a déjà ces critères ou cette adresse : choisissez-en d’autres.")


class FundOverdrawn(BusinessError):
    """A fund can never give more than it holds, whatever happens at once."""

    def __init__(self, balance: Euro) -> None:
        super().__init__(f"Ce fonds n’a plus que {balance} : rien n’a été pris.")
        self.balance = balance


class CriteriaUnknown(Invalid):
    """A fund asks for a theme or a place that does not exist."""

    def __init__(self, values: list[str]) -> None:
        super().__init__(f"Ces critères n’existent pas : {', '.join(values)}. Corrigez-les, s’il vous plaît.")


class AgreementMissing(Missing):
    """No such agreement."""

    def __init__(self) -> None:
        super().__init__("Cette convention n’existe pas. Toutes sont sur la page des conventions.")


class AgreementRefused(Invalid):
    """The terms of an agreement contradict themselves, or cannot be changed so.

    ``problems``: what is wrong by the name of the term, when it is known which one is.
    """

    def __init__(self, said: str | Mapping[str, str]) -> None:
        self.problems = {} if isinstance(said, str) else dict(said)
        super().__init__(said if isinstance(said, str) else " ".join(said.values()))


class ContactRefused(Invalid):
    """Nobody can sign in with such an address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Ce courriel n’est pas complet : « {email} ». Exemple : maud@exemple.fr")


class DepositConflict(BusinessError):
    """This reference of the bank was counted already, and said something else."""

    def __init__(self, reference: str, *, name: str, amount: Euro) -> None:
        super().__init__(
            f"La référence « {reference} » est déjà comptée : {amount} pour « {name} ». Vérifiez le relevé."
        )


class DepositRefused(Invalid):
    """What is said of a transfer cannot be counted."""


class FundAsleep(BusinessError):
    """The agreement of a patron has not begun, or is over: its money stays where it is."""

    def __init__(self, name: str) -> None:
        super().__init__(f"La convention du fonds « {name} » n’est pas en cours : rien n’a été pris.")
