"""French typography of days, hours and shares. No locale of the machine is asked."""

from datetime import date, datetime

from trousse.core.clock import PARIS
from trousse.core.money import HARD_SPACE

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

VOWELS = "AÀÂÄEÉÈÊËIÎÏOÔÖUÙÛÜŒÆ"
_CONTRACTED = {"le ": "du ", "les ": "des ", "la ": "de la ", "l’": "de l’"}


def day(value: date | datetime) -> str:
    """« 1er décembre 2026 »; a moment is told as its day in Paris."""
    if isinstance(value, datetime):
        value = value.astimezone(PARIS).date()
    ordinal = "1er" if value.day == 1 else str(value.day)
    return f"{ordinal} {MONTHS[value.month - 1]} {value.year}"


def hour(value: datetime) -> str:
    """« 17 h 05 », « 8 h »: the hour in Paris."""
    local = value.astimezone(PARIS)
    minutes = f"{HARD_SPACE}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{HARD_SPACE}h{minutes}"


def moment(value: datetime) -> str:
    """« 24 novembre 2026 à 17 h 05 », in Paris."""
    return f"{day(value)} à {hour(value)}"


def of(name: str) -> str:
    """« de Lille », « d’Orléans-Tours »: before a proper name, with the elision that French asks for."""
    first, second = name[:1].upper(), name[1:2].upper()
    # « d’Yves », « de Yanis »: before a vowel, y is a consonant.
    is_elided = first in VOWELS if first != "Y" else second not in VOWELS
    return f"d’{name}" if name and is_elided else f"de {name}"


def of_group(signature: str) -> str:
    """« de la classe de CM1 », « des CM2 », « d’Élise et sa classe »: before what may begin with an article.

    An article before a capital is left alone when it belongs to a name (« de Le Goff »), unless a level follows (CM2).
    """
    for article, contracted in _CONTRACTED.items():
        rest = signature[len(article) :]
        if signature.lower().startswith(article) and (rest[:1].islower() or rest[:2].isupper()):
            return contracted + rest
    return of(signature)


def percent(value: int) -> str:
    """« 58 % »."""
    return f"{value}{HARD_SPACE}%"
