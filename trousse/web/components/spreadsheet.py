"""Figures to take away: CSV as French spreadsheets open it."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from trousse.core.money import Euro

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for something to compute."""


def spreadsheet(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """UTF-8 with its mark, semicolons. Text is written so that no spreadsheet ever runs it: people typed some of it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return response


def euros_cell(amount: Euro) -> str:
    """« 1250,50 »: a number to a French spreadsheet."""
    return f"{amount.cents // 100},{amount.cents % 100:02d}"


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
