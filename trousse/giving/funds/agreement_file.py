"""The terms of an agreement as a file that finance writes: JSON, every key known, amounts in euros as text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trousse.core.money import Euro
from trousse.giving.funds.errors import AgreementRefused
from trousse.giving.funds.patrons import Contact, Terms
from trousse.giving.funds.rules import KEYS, FundLimits, Restriction

NEEDED = ("fund", "organisation", "siren", "signed_on")
OPTIONAL = (
    *("description", "slug", "starts_on", "expires_on", "cap", "share_cap_bp", "least", "matches", "shows_name"),
    *("criteria", "contacts"),
)


@dataclass(frozen=True, kw_only=True)
class AgreementFile:
    """What ``patrons.agreement_create`` needs."""

    name: str
    slug: str
    description: str
    terms: Terms
    contacts: tuple[Contact, ...]


def read(text: str) -> AgreementFile:
    """Raises AgreementRefused, which says what is wrong with the file and where."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise AgreementRefused(f"Ce fichier n’est pas du JSON : ligne {error.lineno}.") from error
    _check_keys(given, NEEDED, OPTIONAL, "la convention")
    criteria, contacts = given.get("criteria", {}), given.get("contacts", {})
    _check_keys(criteria, (), KEYS, "criteria")
    if not isinstance(contacts, dict):
        raise AgreementRefused("« contacts » donne un nom à chaque courriel.")
    try:
        return _built(given, criteria, contacts)
    except (ValueError, TypeError) as error:
        raise AgreementRefused(f"Une valeur ne se lit pas : {error}. Dates : 2026-11-24. Sommes : « 400 ».") from error


def _built(given: Mapping[str, Any], criteria: Mapping[str, Any], contacts: Mapping[str, Any]) -> AgreementFile:
    limits = FundLimits(
        cap=Euro.parse(_text(given["cap"])) if "cap" in given else None,
        share_cap_bp=_whole(given["share_cap_bp"]) if "share_cap_bp" in given else None,
        least=Euro.parse(_text(given.get("least", "0"))),
        expires_on=_day(given["expires_on"]) if "expires_on" in given else None,
        matches=_yes_or_no(given.get("matches", False)),
    )
    terms = Terms(
        organisation=_text(given["organisation"]),
        siren=_text(given["siren"]),
        restriction=Restriction.of(**{key: _texts(values) for key, values in criteria.items()}),
        limits=limits,
        signed_on=_day(given["signed_on"]),
        starts_on=_day(given["starts_on"]) if "starts_on" in given else None,
        shows_name=_yes_or_no(given.get("shows_name", False)),
    )
    return AgreementFile(
        name=_text(given["fund"]),
        slug=_text(given.get("slug", "")),
        description=_text(given.get("description", "")),
        terms=terms,
        contacts=tuple(Contact(email, _text(name)) for email, name in contacts.items()),
    )


def _check_keys(given: Any, needed: tuple[str, ...], optional: tuple[str, ...], where: str) -> None:
    if not isinstance(given, dict):
        raise AgreementRefused(f"On attend un objet JSON pour {where}.")
    missing = [key for key in needed if key not in given]
    unknown = [key for key in given if key not in (*needed, *optional)]
    if missing or unknown:
        said = [f"manque {', '.join(missing)}"] if missing else []
        said += [f"inconnu : {', '.join(unknown)}"] if unknown else []
        raise AgreementRefused(f"Dans {where}, {' ; '.join(said)}.")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} n’est pas un texte")
    return value


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} n’est ni true ni false")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} n’est pas un nombre entier")
    return value


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{values!r} n’est pas une liste de textes")
    return values
