"""Pure rules about receiving bodies: which one a school may have, and the check digits of SIREN, SIRET and IBAN."""

import re
from collections.abc import Mapping

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers

from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.enums import Degree, SchoolKind, Sector

_ELIGIBLE: Mapping[tuple[Degree, Sector], tuple[BodyKind, ...]] = {
    (Degree.FIRST, Sector.PUBLIC): (BodyKind.COOP,),
    (Degree.SECOND, Sector.PUBLIC): (BodyKind.EPLE, BodyKind.AS, BodyKind.MDL),
    (Degree.FIRST, Sector.PRIVATE): (BodyKind.OGEC,),
    (Degree.SECOND, Sector.PRIVATE): (BodyKind.OGEC,),
}
"""« La réception des fonds »: the table of the platform's rules. The FSE is named there as not eligible."""

_LYCEES = frozenset({SchoolKind.LYCEE, SchoolKind.LYCEE_PRO})


def eligible_kinds(degree: Degree, sector: Sector, school_kind: SchoolKind) -> tuple[BodyKind, ...]:
    """The kinds of body that may receive money for such a school, the most usual first; empty when none may.

    A maison des lycéens exists in lycées only.
    """
    kinds = _ELIGIBLE.get((degree, sector), ())
    return tuple(kind for kind in kinds if kind is not BodyKind.MDL or school_kind in _LYCEES)


def tidy_number(typed: str) -> str:
    """What was meant by ``552 008 443`` or ``fr76-3000…``: no spaces, dots or dashes, capital letters."""
    return re.sub(r"[\s.\-]", "", typed).upper()


def is_valid_siren(siren: str) -> bool:
    """Nine ASCII digits whose Luhn sum is right. La Poste's (356 000 000) passes like any other."""
    return re.fullmatch(r"[0-9]{9}", siren) is not None and siren_numbers.is_valid(siren)


def is_valid_siret(siret: str) -> bool:
    """Fourteen ASCII digits whose Luhn sum is right; at La Poste, whose sum of digits is a multiple of five."""
    return re.fullmatch(r"[0-9]{14}", siret) is not None and siret_numbers.is_valid(siret)


def is_valid_iban(iban: str) -> bool:
    """Whether it is an IBAN: country, length, control digits (ISO 13616), and the bank's own key where it has one.

    Spaces are allowed, as printed on a bank statement; any other stray character is not.
    """
    if not iban.isascii() or iban != iban.strip():
        return False
    try:
        IBAN(iban, validate_bban=True)
    except SchwiftyException:
        return False
    return True


def is_payable_iban(iban: str) -> bool:
    """A valid IBAN to which a SEPA transfer can go."""
    return is_valid_iban(iban) and bool(IBAN(iban).in_sepa_zone)


def is_valid_bic(bic: str) -> bool:
    """The shape of a BIC (ISO 9362): eight or eleven characters."""
    try:
        BIC(bic)
    except SchwiftyException:
        return False
    return True


def bic_of(iban: str) -> str:
    """The BIC that the bank code of a valid ``iban`` tells; empty when the register does not know the bank."""
    bic = IBAN(iban).bic
    return str(bic) if bic else ""


def masked_iban(iban: str) -> str:
    """« FR76 •••• 0185 »: enough to recognise it, not enough to use it."""
    return f"{iban[:4]} •••• {iban[-4:]}"
