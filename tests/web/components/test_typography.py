"""French typography."""

from datetime import UTC, date, datetime

from trousse.core.money import Euro
from trousse.web.components import typography


def test_money_is_held_together_on_the_screen() -> None:
    assert typography.money(1_234_00) == "1\u00a0234\u00a0€"
    assert typography.money(Euro(12_50)) == "12,50\u00a0€"
    assert typography.money(12_00, always_cents=True) == "12,00\u00a0€"
    assert typography.money(-33_00, always_cents=True) == "−33,00\u00a0€"
    assert typography.money(1_234_05, always_cents=True) == "1\u00a0234,05\u00a0€"


def test_words_agree() -> None:
    assert typography.plural(0, "projet") == "0\u00a0projet"
    assert typography.plural(1, "projet") == "1\u00a0projet"
    assert typography.plural(1204, "projet") == "1\u00a0204\u00a0projets"
    assert typography.plural(2, "choix,choix") == "2\u00a0choix"
    assert typography.agree(2, "le,les") == "les"


def test_days() -> None:
    today = date(2026, 11, 24)
    assert typography.day(date(2026, 12, 1), today=today) == "1er\u00a0décembre"
    assert typography.day(date(2027, 1, 12), today=today) == "12\u00a0janvier\u00a02027"
    assert typography.full_day(date(2026, 12, 12)) == "samedi 12\u00a0décembre\u00a02026"


def test_a_moment_is_a_day_of_paris() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert typography.day(late, today=date(2026, 6, 1)) == "1er\u00a0juillet"


def test_what_people_type_never_begins_a_line_with_a_colon() -> None:
    assert typography.french("Rouler ensemble : tous !") == "Rouler ensemble\u00a0: tous\u00a0!"
    assert typography.french("« Mais le feu ? »") == "«\u00a0Mais le feu\u00a0?\u00a0»"
