"""Criteria in French, one phrase a condition; themes and places are called by their names."""

from collections.abc import Iterable, Mapping

from trousse.core import formats
from trousse.core.money import HARD_SPACE
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.enums import Priority, Zone
from trousse.giving.funds.errors import CriteriaUnknown
from trousse.giving.funds.impact import Terms
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.rules import Restriction
from trousse.people.schools.models import Academie, Departement


def criteria_words(restriction: Restriction) -> list[str]:
    """« Mer et environnement », « Nord ou Somme », « Éducation prioritaire ».

    Raises CriteriaUnknown when a value names nothing.
    """
    names: tuple[Mapping[str, str], ...] = (
        dict(Theme.objects.values_list("slug", "label")) if restriction.themes else {},
        dict(Departement.objects.values_list("code", "name")) if restriction.departements else {},
        _academies() if restriction.academies else {},
        dict(LevelGroup.choices()),
        dict(Priority.choices()),
        dict(Zone.choices()),
    )
    pairs = list(zip(restriction.conditions, names, strict=True))
    unknown = sorted(value for asked, known in pairs for value in asked - known.keys())
    if unknown:
        raise CriteriaUnknown(unknown)
    return [_either(asked, known) for asked, known in pairs if asked]


def _academies() -> dict[str, str]:
    return {code: f"Académie {formats.of(name)}" for code, name in Academie.objects.values_list("code", "name")}


def _either(asked: Iterable[str], known: Mapping[str, str]) -> str:
    """In the order in which the words are known: that of themes, of codes, of school life."""
    if set(asked) == {Priority.REP, Priority.REP_PLUS}:
        return "Éducation prioritaire"
    return " ou ".join(name for value, name in known.items() if value in set(asked))


def terms_words(agreement: Agreement) -> Terms:
    """In the order in which one reads them; what was not agreed on is not said."""
    limits, fund = agreement.limits, agreement.fund
    share = "" if limits.share_cap_bp is None else f"{_percent(limits.share_cap_bp)} de son objectif minimum"
    terms = [
        ("Signée le", formats.day(agreement.signed_on)),
        ("Commence le", "" if agreement.starts_on == agreement.signed_on else formats.day(agreement.starts_on)),
        ("Jusqu’au", formats.day(limits.expires_on) if limits.expires_on else ""),
        ("Arrêtée le", formats.day(agreement.ended_on) if agreement.ended_on else ""),
        ("Projets aidés", ", ".join(fund.criteria_words) or "Tous les projets, partout"),
        ("Au plus, par projet", " et ".join(part for part in (str(limits.cap or ""), share) if part)),
        ("Au moins, par aide", str(limits.least) if limits.least else ""),
        ("Doublement", "Un euro pour chaque euro donné, tant qu’il en reste" if limits.matches else ""),
    ]
    return [(label, text) for label, text in terms if text]


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    figure = f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)
    return f"{figure}{HARD_SPACE}%"
