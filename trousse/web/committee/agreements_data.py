"""What the pages of agreements show: the list by phase, one agreement, its journal. A fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from trousse.core import formats
from trousse.core.money import Euro
from trousse.giving.allocation.impact import impact_of
from trousse.giving.funds.enums import AgreementPhase
from trousse.giving.funds.models import Agreement, Deposit
from trousse.giving.funds.words import terms_words
from trousse.platform.audit.models import Event
from trousse.platform.audit.selectors import events_of
from trousse.web.components.cards import Cell, Column, KeyFigure, Table, Tag
from trousse.web.components.fund_impact import helps_table
from trousse.web.components.typography import day, money, number

HELPS_SHOWN = 12
JOURNAL_SHOWN = 30
COLUMNS = (
    Column("Organisme"),
    Column("État"),
    Column("Dernier jour"),
    Column("Reçu", numeric=True, secondary=True),
    Column("Il reste", numeric=True),
)
_TONES = {
    AgreementPhase.COMING: "contour",
    AgreementPhase.LIVE: "vert",
    AgreementPhase.ENDING: "fonds",
    AgreementPhase.OVER: "contour",
    AgreementPhase.ENDED: "contour",
}
_VERBS = {
    "agreement.create": "Convention écrite",
    "agreement.prolong": "Convention prolongée",
    "agreement.end": "Convention arrêtée",
    "agreement.contact_add": "Contact ajouté",
    "agreement.contact_remove": "Contact retiré",
    "agreement.logo_show": "Logo montré",
    "agreement.logo_hide": "Logo retiré",
    "agreement.name_show": "Nom montré",
    "agreement.name_hide": "Nom caché",
    "agreement.signed_keep": "Convention signée gardée",
    "fund.create": "Fonds ouvert",
    "fund.deposit": "Versement compté",
}


@dataclass(frozen=True)
class Told:
    """One line of the journal, in French."""

    what: str
    at: Any
    who: str
    why: str


def phase_tag(phase: AgreementPhase) -> Tag:
    return Tag(phase.label, _TONES[phase])


def agreements_by_phase(found: Iterable[Agreement], today: date) -> tuple[list[Agreement], list[Agreement]]:
    """Those that give or will give, the nearest end first; those that are over, the latest first."""
    listed = list(found)
    over = [each for each in listed if each.is_over(today)]
    alive = [each for each in listed if not each.is_over(today)]
    alive.sort(key=lambda each: (each.expires_on or date.max, each.organisation, each.pk))
    over.sort(key=lambda each: (each.last_day or date.min, each.pk), reverse=True)
    return alive, over


def agreements_table(found: Sequence[Agreement], caption: str, today: date) -> Table:
    return Table(caption, COLUMNS, [_row(each, today) for each in found], stacks=True)


def agreements_figures(alive: Sequence[Agreement], over: Sequence[Agreement]) -> list[KeyFigure]:
    """How many, what they may still give, and what waits for a decision since others are over."""
    label = "convention en cours ou à venir" if len(alive) < 2 else "conventions en cours ou à venir"
    return [
        KeyFigure(number(len(alive)), label),
        KeyFigure(money(Euro.total(each.fund.balance for each in alive)), "à répartir"),
        KeyFigure(money(Euro.total(each.fund.balance for each in over)), "gardés à part, conventions finies"),
    ]


def agreement_facts(agreement: Agreement, today: date) -> dict[str, Any]:
    """One agreement for its page: its terms, what came in, where it went."""
    fund, impact, phase = agreement.fund, impact_of(agreement.fund), agreement.phase(today)
    return {
        "agreement": agreement,
        "fund": fund,
        "phase": phase,
        "phase_tag": phase_tag(phase),
        "figures": [
            KeyFigure(money(fund.received), "reçus"),
            KeyFigure(money(impact.given), "partis aider des classes"),
            KeyFigure(money(fund.balance), "gardés à part" if phase.is_over else "à répartir"),
            KeyFigure(number(impact.projects), "projet aidé" if impact.projects < 2 else "projets aidés"),
        ],
        "terms": terms_words(agreement),
        "impact": impact,
        "helps": helps_table(impact.helps[:HELPS_SHOWN], "Les aides du fonds") if impact.helps else None,
        "more": max(0, len(impact.helps) - HELPS_SHOWN),
        "deposits": list(fund.deposits.all()),
    }


def journal(agreement: Agreement, deposits: Sequence[Deposit]) -> list[Told]:
    """Who did what, the latest first."""
    told = [*events_of(agreement)[:JOURNAL_SHOWN], *events_of(agreement.fund)[:JOURNAL_SHOWN]]
    references = {deposit.pk: deposit.bank_reference for deposit in deposits}
    told.sort(key=lambda event: (event.at, event.pk), reverse=True)
    return [_told(event, references) for event in told[:JOURNAL_SHOWN]]


def _told(event: Event, references: dict[int, str]) -> Told:
    what = _VERBS.get(event.verb, event.verb)
    if event.verb == "fund.deposit":
        what = f"{what} : {Euro(event.data['cents'])}, {references.get(event.data['deposit'], '')}"
    if event.verb == "agreement.prolong":
        until = event.data["expires_on"]
        what = f"{what} {f'jusqu’au {formats.day(date.fromisoformat(until))}' if until else 'sans fin'}"
    return Told(what, event.at, event.actor_label, event.reason)


def _row(agreement: Agreement, today: date) -> list[Cell]:
    last_day = agreement.last_day
    return [
        Cell(agreement.organisation, url=reverse("committee:agreement", args=[agreement.pk]), note=agreement.fund.name),
        Cell(tag=phase_tag(agreement.phase(today))),
        Cell(day(last_day) if last_day else "Sans fin"),
        Cell(cents=agreement.fund.received_cents),
        Cell(cents=agreement.fund.balance_cents),
    ]
