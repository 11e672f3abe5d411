"""JSON lines: what is read, what is refused and in which words, what is written."""

import json
from typing import Any

import pytest

from trousse.fundraising.campaigns.forecast import DayOfGifts, Forecast, SoFar
from trousse.fundraising.campaigns.forecast.lines import LinesRefused, read_lines, written_lines

GOOD: dict[str, Any] = {
    "id": "c1",
    "goal": 100_000,
    "duration_days": 60,
    "elapsed_days": 6,
    "gifts": [{"day": 0, "amount": 5_000, "count": 2}],
}


def line(**changed: Any) -> bytes:
    return json.dumps(GOOD | changed).encode()


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key != name}).encode()


def gift(**changed: Any) -> bytes:
    return line(gifts=[{"day": 0, "amount": 5_000, "count": 2}, {"day": 1, "amount": 1, "count": 1} | changed])


def test_a_line_is_a_campaign_at_a_moment() -> None:
    [asked] = read_lines([line()])
    assert asked.key == "c1"
    assert asked.campaign == SoFar(100_000, 60, 6, (DayOfGifts(0, 5_000, 2),))


def test_the_same_campaign_at_other_moments_in_its_order_and_other_keys_are_not_read() -> None:
    asked = read_lines([line(id=7), b"\n", line(id=7, elapsed_days=0, succeeded=True), b"   "])
    assert [(each.key, each.campaign.elapsed_days) for each in asked] == [(7, 6), (7, 0)]


def test_an_empty_file_asks_nothing() -> None:
    assert read_lines([]) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"{", "ce n’est pas du JSON."),
        (b"[" * 100_000, "ce n’est pas du JSON."),
        (b'{"id": "\xff"}', "ce n’est pas du texte UTF-8."),
        (b"[1]", "un objet {…} est attendu."),
        (without("id"), "« id » doit être un texte ou un nombre entier."),
        (line(id=True), "« id » doit être un texte ou un nombre entier."),
        (line(id=1.5), "« id » doit être un texte ou un nombre entier."),
        (without("goal"), "« goal » manque."),
        (line(goal=1_000.0), "« goal » doit être un nombre entier."),
        (line(goal="1000"), "« goal » doit être un nombre entier."),
        (line(goal=True), "« goal » doit être un nombre entier."),
        (line(goal=None), "« goal » doit être un nombre entier."),
        (line(goal=float("nan")), "« goal » doit être un nombre entier."),
        (line(goal=-1), "« goal » doit être entre 0 et 1000000000000000."),
        (line(goal=10**400), "« goal » doit être entre 0 et 1000000000000000."),
        (line(duration_days=0), "« duration_days » doit être entre 1 et 100000."),
        (line(elapsed_days=-1), "« elapsed_days » doit être entre 0 et 100000."),
        (without("gifts"), "« gifts » doit être une liste."),
        (line(gifts={}), "« gifts » doit être une liste."),
        (line(gifts=[3]), "« gifts », 1 : un objet {…} est attendu."),
        (gift(amount=-5), "« gifts », 2 : « amount » doit être entre 0 et 1000000000000000."),
        (gift(day=1.5), "« gifts », 2 : « day » doit être un nombre entier."),
        (gift(count=None), "« gifts », 2 : « count » doit être un nombre entier."),
    ],
)
def test_refusals(wrong: bytes, said: str) -> None:
    with pytest.raises(LinesRefused) as refused:
        read_lines([line(), wrong, line()])
    assert refused.value.problems == [f"Ligne 2 : {said}"]


def test_every_line_is_told_as_far_as_somebody_would_read() -> None:
    with pytest.raises(LinesRefused) as refused:
        read_lines([b"?"] * 23)
    told = refused.value.user_message.splitlines()
    assert told[0] == "Rien n’a été écrit : le fichier est à corriger."
    assert told[20] == "Ligne 20 : ce n’est pas du JSON."
    assert told[-1] == "… et 3 autres."


def test_what_is_written() -> None:
    [said] = written_lines(read_lines([line(id="é")]), [Forecast(0.25, 1, 2, 3)])
    assert said == '{"id": "é", "probability": 0.25, "low": 1, "median": 2, "high": 3}\n'
