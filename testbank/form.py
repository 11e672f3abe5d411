"""The payment form that the shop's page posts: what must be there and how, with the gateway's error numbers."""

import calendar
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from testbank.config import Config
from testbank.signature import is_signed

# The gateway tolerates a clock 60 minutes late and 2 h 30 early before it refuses (error 04 of its documentation).
LATEST_SECONDS = 60 * 60
EARLIEST_SECONDS = 150 * 60


@dataclass(frozen=True)
class Rule:
    """One field: the gateway's error number, the accepted form (whole match) and what is expected, in plain words."""

    code: str
    pattern: str
    expects: str
    required: bool = False


URL = Rule("28", r"https?://[^\s<>]{1,1016}", "une adresse http(s)")
TEXT = Rule("14", r"[^<>]{0,255}", "un texte sans < ni >")

RULES = {
    "vads_version": Rule("01", "V2", "« V2 »", required=True),
    "vads_site_id": Rule("02", r"\d{8}", "les 8 chiffres de la boutique", required=True),
    "vads_trans_id": Rule("03", "[0-9A-Za-z]{6}", "6 lettres ou chiffres", required=True),
    "vads_trans_date": Rule("04", r"\d{14}", "AAAAMMJJHHMMSS en temps universel", required=True),
    "vads_validation_mode": Rule("05", "[01]?", "0, 1 ou rien"),
    "vads_capture_delay": Rule("06", r"\d{0,3}", "un nombre de jours"),
    "vads_payment_config": Rule("07", "SINGLE", "« SINGLE »", required=True),
    "vads_payment_cards": Rule("08", r"([A-Z_-]+;?)*", "une liste de réseaux"),
    "vads_amount": Rule("09", r"[1-9]\d{0,11}", "un nombre de centimes, plus grand que zéro", required=True),
    "vads_currency": Rule("10", "978", "« 978 » (euro)", required=True),
    "vads_ctx_mode": Rule("11", "TEST", "« TEST » : cette banque ne connaît pas d'argent véritable", required=True),
    "vads_language": Rule("12", "([a-z]{2})?", "deux lettres"),
    "vads_order_id": Rule("13", "[0-9A-Za-z_-]{0,64}", "64 lettres, chiffres, - ou _ au plus"),
    "vads_cust_email": Rule("15", r"([^\s<>@]+@[^\s<>@]+)?", "une adresse électronique"),
    "vads_url_success": Rule("24", URL.pattern, URL.expects),
    "vads_url_refused": Rule("25", URL.pattern, URL.expects),
    "vads_url_cancel": Rule("27", URL.pattern, URL.expects),
    "vads_url_return": URL,
    "vads_url_error": Rule("29", URL.pattern, URL.expects),
    "vads_url_check": Rule("62", URL.pattern, URL.expects),
    "vads_redirect_success_timeout": Rule("34", r"\d{0,3}", "un nombre de secondes"),
    "vads_redirect_error_timeout": Rule("36", r"\d{0,3}", "un nombre de secondes"),
    "vads_page_action": Rule("46", "PAYMENT", "« PAYMENT »", required=True),
    "vads_action_mode": Rule("47", "INTERACTIVE", "« INTERACTIVE »", required=True),
    "vads_return_mode": Rule("48", "(GET|POST|NONE)?", "GET, POST ou NONE"),
}


@dataclass(frozen=True)
class FormError:
    """One reason for which a form is refused."""

    code: str
    field: str
    message: str


class FormRejected(Exception):
    """The form cannot open a payment; ``errors`` say why."""

    def __init__(self, errors: list[FormError]) -> None:
        super().__init__("; ".join(f"{each.code} {each.field}: {each.message}" for each in errors))
        self.errors = errors


def check(fields: Mapping[str, str], config: Config, now: float) -> None:
    """Raises FormRejected with every mistake of the form: signature, compulsory fields, formats, shop, clock."""
    errors = [error for name, rule in RULES.items() if (error := _check_field(name, rule, fields.get(name)))]
    errors += [
        FormError("99", name, f"attend {TEXT.expects}")
        for name, value in fields.items()
        if name.startswith("vads_") and name not in RULES and re.search("[<>]", value)
    ]
    if not any(error.code == "02" for error in errors) and fields["vads_site_id"] != config.site_id:
        errors.append(FormError("02", "vads_site_id", "cette boutique n'existe pas ici"))
    if not any(error.code == "04" for error in errors):
        errors += _check_moment(fields["vads_trans_date"], now)
    if not is_signed(fields, config.key, config.algorithm):
        errors.append(FormError("00", "signature", "ne correspond pas aux champs reçus et à la clé de test"))
    if errors:
        raise FormRejected(sorted(errors, key=lambda error: error.code))


def _check_field(name: str, rule: Rule, value: str | None) -> FormError | None:
    if value is None:
        return FormError(rule.code, name, "champ obligatoire absent") if rule.required else None
    if not re.fullmatch(rule.pattern, value):
        return FormError(rule.code, name, f"attend {rule.expects}")
    return None


def _check_moment(text: str, now: float) -> list[FormError]:
    try:
        moment = calendar.timegm(time.strptime(text, "%Y%m%d%H%M%S"))
    except ValueError:
        return [FormError("04", "vads_trans_date", "n'est pas une date")]
    if not now - LATEST_SECONDS <= moment <= now + EARLIEST_SECONDS:
        return [FormError("04", "vads_trans_date", "est trop loin de l'heure de la banque (temps universel)")]
    return []
