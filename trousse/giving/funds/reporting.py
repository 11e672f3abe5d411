"""The report of a patron: a PDF to keep, made once of the facts of that day. Pure of any database."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from trousse.core import formats
from trousse.core.money import HARD_SPACE, THIN_SPACE, Euro
from trousse.giving.funds.impact import Help, Impact, Outcome, Terms
from trousse.platform.documents.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
HEADINGS = ("Date", "Projet", "École", "Département", "Nature", "Aide (euros)", "Issue")
"""Of the spreadsheet."""


LEAST_SHARE = 15
"""Of 1000: a part of the bar that can still be seen."""


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """All that the report says, as it was on the day ``on``. ``deposits``: day, reference of the bank, amount."""

    fund: str
    organisation: str
    siren: str
    on: date
    terms: Terms
    received: Euro
    balance: Euro
    is_over: bool
    impact: Impact
    deposits: Sequence[tuple[date, str, Euro]] = ()


def content_hash(facts: ReportFacts) -> str:
    """SHA-256 of all that the report says and of the template that sets it: the same hash, the same report."""
    said = json.dumps([edition(), report_data(facts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def edition() -> str:
    """The version of the template: twelve characters of its SHA-256."""
    return hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()[:12]


def print_report(facts: ReportFacts) -> bytes:
    """The PDF: tagged (PDF/UA-1)."""
    return typeset(TEMPLATE, report_data(facts))


def rows(impact: Impact) -> list[tuple[object, ...]]:
    """For a spreadsheet: one row a grant, under ``HEADINGS``."""
    return [
        (
            one.on.isoformat(),
            one.title,
            one.school,
            one.place,
            one.kind,
            f"{one.amount.cents // 100},{one.amount.cents % 100:02d}",
            one.outcome.label,
        )
        for one in impact.helps
    ]


def report_data(facts: ReportFacts) -> dict[str, Any]:
    """What the template reads: words only."""
    impact = facts.impact
    return {
        "title": facts.fund,
        "organisation": facts.organisation,
        "siren": " ".join((facts.siren[:3], facts.siren[3:6], facts.siren[6:])),
        "on": _day(facts.on),
        "terms": [[label, text] for label, text in facts.terms],
        "figures": [
            [_euros(facts.received), "reçus"],
            [_euros(impact.given), "partis aider des classes"],
            [_euros(facts.balance), "qui restent, sans servir" if facts.is_over else "en attente de projets"],
        ],
        "bar": _bar(facts),
        "sentence": _sentence(impact, is_over=facts.is_over),
        "deposits": [[_day(on), reference, _euros(amount)] for on, reference, amount in facts.deposits],
        "places": [[share.name, str(share.projects), _euros(share.amount)] for share in impact.places],
        "helps": [_row(one) for one in impact.helps],
        "total": _euros(impact.given),
    }


def _bar(facts: ReportFacts) -> list[dict[str, Any]]:
    """Where each euro is, for a bar and its legend: parts of 1000, none where there is nothing."""
    funded = facts.impact.given_funded
    parts = (
        ("funded", funded, "dans des projets financés"),
        ("under_way", facts.impact.given - funded, "dans des collectes en cours"),
        ("waiting", facts.balance, "gardés à part" if facts.is_over else "en attente de projets"),
    )
    whole = Euro.total(amount for _, amount, _ in parts)
    return [
        {
            "tone": tone,
            "share": max(LEAST_SHARE, amount.cents * 1000 // whole.cents),
            "text": f"{_euros(amount)} {words}",
        }
        for tone, amount, words in parts
        if amount
    ]


def _sentence(impact: Impact, *, is_over: bool) -> str:
    if not impact.projects:
        return "Aucun projet n’a été aidé." if is_over else "Aucun projet n’a encore été aidé."
    projects = f"{impact.projects} projets ont été aidés" if impact.projects > 1 else "Un projet a été aidé"
    pupils = f", avec {_count(impact.pupils)} élèves" if impact.pupils else ""
    funded = f" {impact.funded} ont déjà réussi leur collecte." if impact.funded > 1 else ""
    home = f" {_euros(impact.came_home)} sont revenus de collectes qui n’ont pas abouti." if impact.came_home else ""
    return f"{projects}{pupils}.{funded}{home}"


def _row(one: Help) -> list[str]:
    kept = one.outcome is not Outcome.CAME_HOME
    return [f"{one.on:%d/%m/%Y}", one.title, one.school, _euros(one.amount) if kept else "revenu", one.outcome.label]


def _day(day: date) -> str:
    return formats.day(day).replace(" ", HARD_SPACE)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", HARD_SPACE)


def _euros(amount: Euro) -> str:
    """Our fonts have no narrow no-break space."""
    return amount.format().replace(THIN_SPACE, HARD_SPACE)
