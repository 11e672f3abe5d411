"""French typography: sums, plurals, days. Never by hand in a template."""

import re
from datetime import date, datetime

from trousse.core import clock
from trousse.core.formats import MONTHS
from trousse.core.money import HARD_SPACE, THIN_SPACE, Euro

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def money(amount: Euro | int, *, always_cents: bool = False) -> str:
    """``1 234 €``, ``12,50 €``; ``12,00 €`` when ``always_cents``. An int is a number of cents.

    Our fonts have no narrow no-break space: on a page, thousands are parted by the ordinary no-break one, rather than
    by whatever another font holds.
    """
    euro = amount if isinstance(amount, Euro) else Euro(amount)
    text = euro.format().replace(THIN_SPACE, HARD_SPACE)
    if always_cents and not euro.cents % 100:
        return text.replace(f"{HARD_SPACE}€", f",00{HARD_SPACE}€")
    return text


def number(count: int) -> str:
    """``1 204``."""
    return f"{count:,}".replace(",", HARD_SPACE)


def agree(count: int, forms: str) -> str:
    """The form of a word for ``count``: ``"projet"`` takes an s, ``"œil,yeux"`` gives both. 0 and 1 are singular."""
    singular, _, plural = forms.partition(",")
    return singular if abs(count) < 2 else plural or f"{singular}s"


def plural(count: int, forms: str) -> str:
    """``12 projets``, the figure held to its word."""
    return f"{number(count)}{HARD_SPACE}{agree(count, forms)}"


def french(text: str) -> str:
    """What a person typed, with its spaces held where French holds them: « Rouler ensemble : » never breaks there."""
    held = re.sub(r" (?=[:;?!»%€])", HARD_SPACE, text)
    return held.replace("« ", f"«{HARD_SPACE}")


def day(moment: date | datetime, *, today: date | None = None) -> str:
    """``12 décembre``, with the year when it is not this one. A moment is a day of Paris."""
    on = local_day(moment)
    text = f"{'1er' if on.day == 1 else on.day}{HARD_SPACE}{MONTHS[on.month - 1]}"
    return text if on.year == (today or clock.today()).year else f"{text}{HARD_SPACE}{on.year}"


def full_day(moment: date | datetime) -> str:
    """``samedi 12 décembre 2026``."""
    on = local_day(moment)
    first = "1er" if on.day == 1 else str(on.day)
    return f"{WEEKDAYS[on.weekday()]} {first}{HARD_SPACE}{MONTHS[on.month - 1]}{HARD_SPACE}{on.year}"


def local_day(moment: date | datetime) -> date:
    """The day of Paris in which ``moment`` falls."""
    return moment.astimezone(clock.PARIS).date() if isinstance(moment, datetime) else moment
