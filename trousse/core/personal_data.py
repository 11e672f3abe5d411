"""Personal data is declared where it lives: each app lists what it holds on a person in ``personal_data.py``.

The register of processing (RGPD art. 30), exports and erasure are built from these declarations.
"""

from dataclasses import dataclass
from enum import StrEnum


class LegalBasis(StrEnum):
    """RGPD art. 6 §1."""

    CONSENT = "consentement"
    CONTRACT = "contrat"
    LEGAL_DUTY = "obligation légale"
    PUBLIC_TASK = "mission d’intérêt public"
    LEGITIMATE_INTEREST = "intérêt légitime"


@dataclass(frozen=True)
class PersonalData:
    """One kind of data: where it is, why we hold it, for how long (French, shown on the privacy page)."""

    model: str
    fields: tuple[str, ...]
    about: str
    purpose: str
    basis: LegalBasis
    keep: str
