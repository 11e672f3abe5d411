"""What a cell means, despite what a spreadsheet did to it.

Each function takes the trimmed text of a cell and returns None when it tells nothing that can be trusted: lost zeros
are restored where the length is known, decimal commas are read, and a number turned into ``2,17003E+13`` is given up.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from trousse.core.search import normalise

MAX_TEXT = 250

_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,20})?", re.ASCII)
_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_COMMUNE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)
_NOTHING = frozenset({"", "-", "nd", "ns", "null", "none", "nan", "n/a"})


def text(cell: str) -> str | None:
    """Words on one line, no longer than a column holds."""
    words = _SPACES.sub(" ", cell).strip()
    return None if words.lower() in _NOTHING else words[:MAX_TEXT]


@lru_cache(maxsize=4096)
def key(cell: str) -> str:
    """Words to compare: lower case, no accents, no punctuation."""
    return normalise(cell)


def decimal(cell: str) -> Decimal | None:
    """``89.5`` and ``89,5``; nothing in scientific notation, which has lost its digits."""
    compact = _SPACES.sub("", cell)
    if not _NUMBER.fullmatch(compact):
        return None
    try:
        return Decimal(compact.replace(",", "."))
    except InvalidOperation:
        return None


def whole(cell: str, most: int) -> int | None:
    """A count between 0 and ``most``; ``53.0`` is 53."""
    number = decimal(cell)
    if number is None or number != int(number) or not 0 <= number <= most:
        return None
    return int(number)


def flag(cell: str) -> bool | None:
    """1 or 0, oui or non."""
    return {"1": True, "oui": True, "true": True, "0": False, "non": False, "false": False}.get(cell.lower())


def digits(cell: str, length: int) -> str | None:
    """A code of ``length`` digits; one or two zeros lost at its beginning are put back."""
    compact = re.sub(r"[\s.]", "", cell)
    if compact.isascii() and compact.isdigit() and length - 2 <= len(compact) <= length:
        return compact.zfill(length)
    return None


def siret(cell: str) -> str | None:
    """14 digits, or the 9 of a SIREN alone. The check digits are not required: some real ones fail it."""
    return digits(cell, 14) or digits(cell, 9)


def commune_code(cell: str) -> str | None:
    """An INSEE code: ``1004`` → ``01004``, ``2a004`` → ``2A004``."""
    code = _SPACES.sub("", cell).upper()
    code = code.zfill(5) if code.isdigit() and len(code) == 4 else code
    return code if _COMMUNE.fullmatch(code) else None


def phone(cell: str) -> str | None:
    """``562009510`` → ``05 62 00 95 10``; a foreign or unusual number is kept as it is written."""
    compact = re.sub(r"[\s.\-/()]", "", cell)
    compact = re.sub(r"^(\+33|0033)", "0", compact)
    if not (compact.lstrip("+").isascii() and compact.lstrip("+").isdigit()):
        return None
    if len(compact) == 9 and not compact.startswith(("0", "+")):
        compact = f"0{compact}"
    if len(compact) == 10 and compact.startswith("0"):
        return " ".join(compact[start : start + 2] for start in range(0, 10, 2))
    return compact if 6 <= len(compact) <= 16 else None


def mailbox(cell: str) -> str | None:
    """The first address of the cell, in lower case."""
    found = _MAILBOX.search(cell)
    return found[0].lower() if found and len(found[0]) <= MAX_TEXT else None
