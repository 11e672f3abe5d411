"""Pure rules about schools: the UAI key, territories written in many ways, who may carry a project."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from trousse.people.schools.enums import Contract, Degree, SchoolKind, SchoolStatus, Sector

UAI_KEY_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""23 letters: no I, O, Q, which look like digits."""

_UAI = re.compile(r"[0-9]{7}[A-HJ-NPR-Z]")
_UAI_SHAPE = re.compile(r"[0-9]{7}[A-Z]")
_NOT_PRINTED = {"Cc", "Cf", "Zs", "Zl", "Zp"}

FIRST_DEGREE_KINDS = frozenset({SchoolKind.MATERNELLE, SchoolKind.ELEMENTAIRE, SchoolKind.PRIMAIRE})
SECOND_DEGREE_KINDS = frozenset({SchoolKind.COLLEGE, SchoolKind.LYCEE, SchoolKind.LYCEE_PRO, SchoolKind.EREA})
TEACHING_KINDS = FIRST_DEGREE_KINDS | SECOND_DEGREE_KINDS

CONTRACTS_WITH_THE_STATE = frozenset(
    {Contract.ASSOCIATION, Contract.SIMPLE, Contract.AGRICULTURAL, Contract.UNDER_CONTRACT}
)

UAI_PREFIXES_OF_CORSICA: Mapping[str, str] = {"620": "2A", "720": "2B"}

GUADELOUPE_COLLECTIVITIES = frozenset({"977", "978"})
"""Saint-Barthélemy and Saint-Martin: their schools belong to the académie of Guadeloupe."""


def uai_key(digits: str) -> str:
    """The letter that must follow these seven digits."""
    return UAI_KEY_LETTERS[int(digits) % len(UAI_KEY_LETTERS)]


def uai_of(digits: str) -> str:
    """The UAI that these seven digits begin (for the demo and tests)."""
    return f"{digits}{uai_key(digits)}"


def is_valid_uai(text: str) -> bool:
    """Whether ``text`` is exactly a UAI: seven ASCII digits and their key letter, nothing before, nothing after."""
    return _UAI.fullmatch(text) is not None and text[7] == uai_key(text[:7])


def tidy_uai(text: str) -> str:
    """What a person meant by a UAI typed with spaces, in lower case, or pasted with invisible characters."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(char for char in text if unicodedata.category(char) not in _NOT_PRINTED).upper()


def why_not_a_uai(text: str) -> str:
    """Why ``text``, already tidied, is not a UAI (French, for the report of an import)."""
    if not text:
        return "UAI absent"
    if _UAI_SHAPE.fullmatch(text):
        return f"UAI « {text} » : la lettre devrait être {uai_key(text[:7])}"
    if is_valid_uai(f"0{text}"):
        return f"UAI « {text} » : il manque sans doute le zéro du début"
    return f"UAI « {text[:40]} » : sept chiffres et une lettre sont attendus"


@lru_cache(maxsize=4096)
def departement_code(text: str) -> str:
    """``031``, ``31``, ``1``, ``02A``, ``2a``, ``978`` → the INSEE code of the département (``01``, ``2A``, ``971``).

    Empty when nothing like a code was given.
    """
    code = text.strip().upper()
    if re.fullmatch(r"0?2[AB]", code, re.ASCII):
        return code[-2:]
    if not re.fullmatch(r"\d{1,3}", code, re.ASCII):
        return ""
    if code in GUADELOUPE_COLLECTIVITIES:
        return "971"
    return f"{int(code):02d}"


def departement_of_uai(uai: str) -> str:
    """The département that a UAI's first three digits tell; Corsica has its own prefixes."""
    prefix = uai[:3]
    return UAI_PREFIXES_OF_CORSICA.get(prefix) or departement_code(prefix)


def departement_of_commune(commune_code: str) -> str:
    """The département that an INSEE commune code tells (``97123`` → ``971``, ``2A004`` → ``2A``)."""
    return departement_code(commune_code[: 3 if commune_code.startswith("97") else 2])


def degree_of(kind: SchoolKind) -> Degree:
    """Écoles are of the first degree; collèges, lycées and EREA of the second; the rest of none."""
    if kind in FIRST_DEGREE_KINDS:
        return Degree.FIRST
    return Degree.SECOND if kind in SECOND_DEGREE_KINDS else Degree.NONE


def settled_contract(sector: Sector, contract: Contract) -> Contract:
    """A contract that makes sense: none outside the private sector, unknown rather than nothing inside it."""
    if sector is not Sector.PRIVATE:
        return Contract.NOT_APPLICABLE
    return Contract.UNKNOWN if contract is Contract.NOT_APPLICABLE else contract


def is_choosable(*, kind: SchoolKind, status: SchoolStatus, sector: Sector, contract: Contract) -> bool:
    """Whether a project may be carried there: an open teaching establishment, public or under contract.

    A school about to close cannot be chosen: the campaign, then the pay-out, would outlive it.
    """
    if kind not in TEACHING_KINDS or status is not SchoolStatus.OPEN:
        return False
    return sector is Sector.PUBLIC or (sector is Sector.PRIVATE and contract in CONTRACTS_WITH_THE_STATE)
