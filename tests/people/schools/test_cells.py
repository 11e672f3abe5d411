"""Cells after a spreadsheet went over them. No database."""

from decimal import Decimal

import pytest

from trousse.people.schools.importing import cells


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("05 62 00 95 10", "05 62 00 95 10"),
        ("562009510", "05 62 00 95 10"),
        ("05.62.00.95.10", "05 62 00 95 10"),
        ("+33 5 62 00 95 10", "05 62 00 95 10"),
        ("5,62E+08", None),
        ("", None),
        ("à compléter", None),
    ],
)
def test_phones(cell: str, expected: str | None) -> None:
    assert cells.phone(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("19311631600012", "19311631600012"), ("2,17003E+13", None), ("193116316", "193116316"), ("", None)],
)
def test_sirets(cell: str, expected: str | None) -> None:
    assert cells.siret(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("9200", "09200"), ("31000", "31000"), ("31 000", "31000"), ("x", None)]
)
def test_postcodes_get_their_zeros_back(cell: str, expected: str | None) -> None:
    assert cells.digits(cell, 5) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("1004", "01004"), ("2a004", "2A004"), ("31555", "31555"), ("3155", "03155"), ("", None)]
)
def test_communes(cell: str, expected: str | None) -> None:
    assert cells.commune_code(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("89.5", Decimal("89.5")),
        ("89,5", Decimal("89.5")),
        ("1 204", Decimal(1204)),
        ("-12,75", Decimal("-12.75")),
        ("nan", None),
        ("inf", None),
        ("8,9E+1", None),
        ("NS", None),
    ],
)
def test_numbers(cell: str, expected: Decimal | None) -> None:
    assert cells.decimal(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("53.0", 53), ("53", 53), ("53.5", None), ("-3", None), ("20000", None)]
)
def test_counts(cell: str, expected: int | None) -> None:
    assert cells.whole(cell, 10_000) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CE.0311631E@ac-toulouse.fr", "ce.0311631e@ac-toulouse.fr"),
        ("a@ac-lille.fr ; b@ac-lille.fr", "a@ac-lille.fr"),
        ("mailto:c@ac-lille.fr", "c@ac-lille.fr"),
        ("pas d'adresse", None),
        ("ce.0311631E@", None),
    ],
)
def test_mailboxes(cell: str, expected: str | None) -> None:
    assert cells.mailbox(cell) == expected


def test_text_is_on_one_line_and_bounded() -> None:
    assert cells.text("  Ecole\n des   Lilas ") == "Ecole des Lilas"
    assert cells.text("-") is None
    assert len(cells.text("é" * 1000) or "") == cells.MAX_TEXT
