from datetime import UTC, date, datetime

import pytest

from trousse.core import formats


def test_days_are_said_in_french() -> None:
    assert formats.day(date(2026, 12, 1)) == "1er décembre 2026"
    assert formats.day(date(2026, 2, 24)) == "24 février 2026"


def test_a_moment_is_that_of_paris() -> None:
    late = datetime(2026, 12, 31, 23, 5, tzinfo=UTC)
    assert formats.day(late) == "1er janvier 2027"
    assert formats.moment(late) == "1er janvier 2027 à 0\u00a0h\u00a005"
    assert formats.hour(datetime(2026, 7, 1, 6, tzinfo=UTC)) == "8\u00a0h"


def test_a_share_keeps_its_sign_beside_it() -> None:
    assert formats.percent(58) == "58\u00a0%"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lille", "de Lille"),
        ("Orléans-Tours", "d’Orléans-Tours"),
        ("Élise", "d’Élise"),
        ("Yves", "d’Yves"),
        ("Yanis", "de Yanis"),
        ("", "de "),
    ],
)
def test_of_a_name(name: str, said: str) -> None:
    assert formats.of(name) == said


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("La classe de CM1-CM2 de Nadia", "de la classe de CM1-CM2 de Nadia"),
        ("Les CM2 d’Élise", "des CM2 d’Élise"),
        ("Le club nature", "du club nature"),
        ("L’atelier radio", "de l’atelier radio"),
        ("Nadia et sa classe", "de Nadia et sa classe"),
        ("Élise et ses élèves", "d’Élise et ses élèves"),
        ("Le Goff et sa classe", "de Le Goff et sa classe"),
    ],
)
def test_of_a_class_as_it_signs(signature: str, said: str) -> None:
    assert formats.of_group(signature) == said
