"""Pure rules of giving: how much, who, and what to do with the money when it comes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from trousse.core.money import Euro
from trousse.giving.donations.enums import UNPAID, DonationState, DonorKind
from trousse.people.bodies.rules import is_valid_siren

NAME_MAX = 80
COMPANY_MAX = 150
MESSAGE_MAX = 500
ADDRESS_MAX = 200
EMAIL_MAX = 254
POSTCODE_MAX = 12

_SIZES = {
    "first_name": NAME_MAX,
    "last_name": NAME_MAX,
    "email": EMAIL_MAX,
    "company_name": COMPANY_MAX,
    "address": ADDRESS_MAX,
    "postcode": POSTCODE_MAX,
    "town": NAME_MAX,
    "country": 2,
}

_FRENCH_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class DonorDetails:
    """Who gives. What is asked grows only with what the law needs: an address for a receipt, a SIREN for a company.

    For a company or an association, the names are those of the person who pays for it. ``country`` is ISO 3166 alpha-2.
    """

    kind: DonorKind = DonorKind.INDIVIDUAL
    first_name: str
    last_name: str
    email: str
    company_name: str = ""
    siren: str = ""
    wants_receipt: bool = False
    address: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "FR"


@dataclass(frozen=True, kw_only=True)
class Consents:
    """What the donor agreed to. The terms are compulsory; to be named to the class is free, and asked apart.

    ``no_reward``: declares that nothing of value comes in return, without which a receipt would be wrong (CGI 200).
    """

    terms_version: str
    terms_accepted: bool
    named: bool = False
    no_reward: bool = False
    message: str = ""


Problems = dict[str, str]
"""By field of the form, what is wrong and what to do, in French."""


@dataclass(frozen=True, kw_only=True)
class AmountLimits:
    """The smallest gift, and the largest that a card should carry."""

    minimum: Euro
    maximum: Euro


def amount_problem(amount: Euro, *, limits: AmountLimits, room: Euro | None = None) -> str | None:
    """What is wrong with ``amount``, in French; None when it may be given.

    ``room`` is what the project still needs (None for a fund, which takes any amount). A remainder below the minimum
    gift may be given as it is: otherwise the last euros of a project could never come.
    """
    if amount <= Euro.zero():
        return "Indiquez un montant, par exemple 20 €."
    if room is not None and amount > room:
        return f"Il ne manque plus que {room} à ce projet : donnez {room} au plus."
    if amount < limits.minimum and amount != room:
        if room is not None and room < limits.minimum:
            return f"Il ne manque plus que {room} à ce projet : donnez exactement {room}."
        return f"Un don est de {limits.minimum} au moins."
    if amount > limits.maximum:
        return f"Par carte, un don est de {limits.maximum} au plus. Pour donner davantage, écrivez-nous."
    return None


def donor_problems(donor: DonorDetails, *, receipts_offered: bool) -> Problems:
    """What is missing or wrong in who gives. Empty when all is well."""
    problems = _identity_problems(donor)
    if donor.kind is DonorKind.COMPANY and not is_valid_siren(_digits(donor.siren)):
        problems["siren"] = "Le numéro SIREN a neuf chiffres, par exemple 732 829 320. Vérifiez-le, s’il vous plaît."
    elif donor.siren and not is_valid_siren(_digits(donor.siren)):
        problems["siren"] = "Ce numéro SIREN n’existe pas. Corrigez-le, ou laissez la case vide."
    if donor.wants_receipt:
        problems |= _receipt_problems(donor) if receipts_offered else {"wants_receipt": _NO_RECEIPT}
    return problems


def consent_problems(consents: Consents, *, wants_receipt: bool) -> Problems:
    """What the donor must still agree to."""
    problems = {}
    if not consents.terms_accepted or not consents.terms_version:
        problems["terms"] = "Pour donner, acceptez les conditions, s’il vous plaît."
    if wants_receipt and not consents.no_reward:
        problems["no_reward"] = "Pour un reçu fiscal, confirmez que vous ne recevez rien en échange de votre don."
    if len(consents.message) > MESSAGE_MAX:
        problems["message"] = f"Votre mot est un peu long : {MESSAGE_MAX} caractères au plus."
    elif "\0" in consents.message:
        problems["message"] = "Votre mot contient un caractère invisible : écrivez-le à nouveau, s’il vous plaît."
    return problems


def tidy(donor: DonorDetails) -> DonorDetails:
    """The same donor without what typing leaves behind: spaces around, capitals in an address, spaces in a SIREN."""
    return DonorDetails(
        kind=donor.kind,
        first_name=_line(donor.first_name),
        last_name=_line(donor.last_name),
        email=donor.email.strip().lower(),
        company_name="" if donor.kind is DonorKind.INDIVIDUAL else _line(donor.company_name),
        siren="" if donor.kind is DonorKind.INDIVIDUAL else _digits(donor.siren),
        wants_receipt=donor.wants_receipt,
        address=_line(donor.address) if donor.wants_receipt else "",
        postcode=_line(donor.postcode) if donor.wants_receipt else "",
        town=_line(donor.town) if donor.wants_receipt else "",
        country=donor.country.strip().upper() or "FR",
    )


def cost_after_reduction(amount: Euro, rate_percent: int) -> Euro:
    """What a gift costs once the tax reduction is deducted (CGI 200: 66 %), rounded to the nearest cent."""
    return Euro((amount.cents * (100 - rate_percent) + 50) // 100)


class Verdict(Enum):
    """What a payment that has arrived means for its gift."""

    COUNT = auto()
    ALREADY_COUNTED = auto()
    PAID_TWICE = auto()


def verdict(state: DonationState, *, counted: int | None, payment: int) -> Verdict:
    """``counted`` is the payment that the gift holds now, ``payment`` the one that the bank tells of.

    A gift that waits, or whose payment had been given up, counts the first payment that arrives, whichever it is. Once
    one was counted, the same is an echo, and any other was made twice: it goes back whole.
    """
    if state in UNPAID:
        return Verdict.COUNT
    return Verdict.ALREADY_COUNTED if counted == payment else Verdict.PAID_TWICE


def offered(paid: Euro, ordered: Euro) -> Euro:
    """What of a payment the donor meant to give. Less than ordered: what came. More: what was ordered."""
    return min(paid, ordered)


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """From where a charge-back is taken; the three add up to what the bank took."""

    from_refunds_due: Euro
    from_destination: Euro
    from_suspense: Euro


def charge_back(*, amount: Euro, owed: Euro, standing: Euro) -> TakenBack:
    """First what we were about to send back anyway, then what still stands at the destination, then nobody knows.

    ``owed``: refunds asked and not sent (they are called off); ``standing``: the gift's part that can still be undone.
    """
    from_refunds_due = min(amount, owed)
    from_destination = min(amount - from_refunds_due, standing)
    return TakenBack(
        from_refunds_due=from_refunds_due,
        from_destination=from_destination,
        from_suspense=amount - from_refunds_due - from_destination,
    )


def suggestions(amounts: Sequence[Euro], *, room: Euro | None) -> list[Euro]:
    """The amounts to propose: those that fit, and the remainder itself when it is less than the largest of them."""
    if room is None:
        return list(amounts)
    fitting = [amount for amount in amounts if amount < room]
    return [*fitting, room] if len(fitting) < len(amounts) and room else fitting


_NO_RECEIPT = "La structure qui reçoit ce don ne délivre pas de reçu fiscal : décochez cette case pour continuer."


def _identity_problems(donor: DonorDetails) -> Problems:
    problems = {}
    if not donor.first_name.strip():
        problems["first_name"] = "Indiquez votre prénom."
    if not donor.last_name.strip():
        problems["last_name"] = "Indiquez votre nom."
    if donor.kind is not DonorKind.INDIVIDUAL and not donor.company_name.strip():
        whose = "votre entreprise" if donor.kind is DonorKind.COMPANY else "votre association"
        problems["company_name"] = f"Indiquez le nom de {whose}."
    problems |= _size_problems(donor)
    email = _email_problem(donor.email.strip())
    if email:
        problems["email"] = email
    return problems


def _size_problems(donor: DonorDetails) -> Problems:
    problems = {}
    for name, most in _SIZES.items():
        text = getattr(donor, name).strip()
        if len(text) > most:
            problems[name] = f"C’est un peu long : {most} caractères au plus."
        elif _CONTROL.search(text):
            problems[name] = "Cette case contient un caractère invisible : écrivez-la à nouveau, s’il vous plaît."
    return problems


def _email_problem(email: str) -> str | None:
    if not email:
        return "Indiquez votre courriel : il sert à vous envoyer le lien pour suivre votre don."
    if "@" not in email:
        return "Il manque le signe @. Exemple : jeanne@exemple.fr"
    if email.endswith("@"):
        return "Il manque le nom après @. Exemple : jeanne@exemple.fr"
    if len(email) > EMAIL_MAX or not _EMAIL.fullmatch(email):
        return "Ce courriel n’a pas la bonne forme. Exemple : jeanne@exemple.fr"
    return None


def _receipt_problems(donor: DonorDetails) -> Problems:
    """Form 11580 wants the full address of the donor."""
    problems = {}
    if not donor.address.strip():
        problems["address"] = "Pour un reçu fiscal, indiquez votre adresse."
    if not donor.postcode.strip():
        problems["postcode"] = "Pour un reçu fiscal, indiquez votre code postal."
    elif donor.country.strip().upper() in {"", "FR"} and not _FRENCH_POSTCODE.fullmatch(donor.postcode.strip()):
        problems["postcode"] = "Un code postal français a cinq chiffres, par exemple 59000."
    if not donor.town.strip():
        problems["town"] = "Pour un reçu fiscal, indiquez votre ville."
    return problems


def _line(text: str) -> str:
    return " ".join(text.split())


def _digits(text: str) -> str:
    return "".join(text.split())
