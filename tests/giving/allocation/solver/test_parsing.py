"""Format ``alloc-1``: what is read, and what is refused, with where and why."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from trousse.giving.allocation.solver.parsing import ProblemRefused, problem_of, read_problem


def document() -> dict[str, Any]:
    return {
        "format": "alloc-1",
        "id": "essai",
        "date": "2026-11-24",
        "funds": [
            {
                "id": "F1",
                "balance": 500_000,
                "restrict": {"theme": ["sciences"], "dept": ["59", "62"], "rep": ["rep", "rep+"]},
                "expires": "2027-06-30",
                "cap": 30_000,
                "cap_share_bp": 5_000,
                "min_grant": 1_000,
            },
            {
                "id": "F0",
                "balance": 0,
                "restrict": {},
                "expires": None,
                "cap": None,
                "cap_share_bp": None,
                "min_grant": 1,
            },
        ],
        "projects": [
            {
                "id": "P1",
                "goal": 80_000,
                "gap": 23_000,
                "weight": 140,
                "themes": ["sciences"],
                "dept": "59",
                "academie": "Lille",
                "level": "college",
                "rep": "rep",
                "zone": "urbain",
            }
        ],
    }


def test_a_problem_is_read_and_sorted() -> None:
    problem = read_problem(json.dumps(document()).encode())
    assert [fund.id for fund in problem.funds] == ["F0", "F1"]
    assert problem.on == date(2026, 11, 24)
    fund, project = problem.funds[1], problem.projects[0]
    assert fund.restrict["dept"] == {"59", "62"}
    assert (fund.least(project), fund.most(project)) == (1_000, 23_000)
    assert problem.pays(fund, project) == 23_000


def change(path: tuple[str | int, ...], value: object) -> Callable[[dict[str, Any]], object]:
    def apply(whole: dict[str, Any]) -> object:
        at: Any = whole
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        return whole

    return apply


def without(*path: str | int) -> Callable[[dict[str, Any]], object]:
    def apply(whole: dict[str, Any]) -> object:
        at: Any = whole
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]
        return whole

    return apply


REFUSED = [
    (lambda whole: [], "doit être un objet"),
    (lambda whole: whole["funds"], "Le problème doit être un objet"),
    (change(("format",), "alloc-2"), "« alloc-1 »"),
    (change(("colour",), "blue"), "« colour » est inconnu"),
    (without("date"), "« date » manque"),
    (change(("date",), "2026-02-30"), "doit être une date"),
    (change(("date",), "20261124"), "doit être une date"),
    (change(("id",), ""), "doit être un texte"),
    (change(("id",), 7), "doit être un texte"),
    (change(("funds",), {}), "« funds » doit être une liste"),
    (change(("funds", 0), None), "Fonds n° 1 doit être un objet"),
    (change(("funds", 0, "balance"), -1), "Fonds n° 1 : « balance » doit être au moins 0"),
    (change(("funds", 0, "balance"), 10.0), "doit être un nombre entier, pas 10.0"),
    (change(("funds", 0, "balance"), True), "doit être un nombre entier, pas true"),
    (change(("funds", 0, "balance"), "10"), "doit être un nombre entier"),
    (change(("funds", 0, "balance"), 10**20), "doit être au plus"),
    (change(("funds", 0, "cap"), -5), "« cap » doit être au moins 0"),
    (change(("funds", 0, "cap_share_bp"), 0.5), "doit être un nombre entier"),
    (change(("funds", 0, "min_grant"), None), "doit être un nombre entier"),
    (change(("funds", 0, "expires"), "demain"), "doit être une date"),
    (change(("funds", 0, "restrict"), None), "« restrict » doit être un objet"),
    (change(("funds", 0, "restrict", "colour"), ["blue"]), "« colour » est inconnu"),
    (change(("funds", 0, "restrict", "dept"), "59"), "doit être une liste de textes"),
    (change(("funds", 0, "restrict", "dept"), [59]), "doit être un texte"),
    (change(("funds", 0, "restrict", "rep"), ["REP"]), "« rep » ou « rep+ »"),
    (change(("funds", 1, "id"), "F1"), "« F1 » est déjà l’identifiant d’un autre"),
    (without("funds", 0, "cap"), "« cap » manque"),
    (change(("projects", 0, "gap"), 0), "« gap » doit être au moins 1"),
    (change(("projects", 0, "gap"), 1.5), "doit être un nombre entier"),
    (change(("projects", 0, "weight"), -1), "« weight » doit être au moins 0"),
    (change(("projects", 0, "weight"), False), "doit être un nombre entier"),
    (change(("projects", 0, "goal"), None), "doit être un nombre entier"),
    (change(("projects", 0, "rep"), "oui"), "« rep » ou « rep+ »"),
    (change(("projects", 0, "themes"), "sciences"), "doit être une liste"),
    (change(("projects", 0, "dept"), "\ud800"), "la moitié d’un caractère"),
    (change(("projects", 0, "city"), "Lille"), "« city » est inconnu"),
]


@pytest.mark.parametrize(("spoil", "message"), REFUSED)
def test_what_is_not_understood_is_refused(spoil: Callable[[dict[str, Any]], object], message: str) -> None:
    with pytest.raises(ProblemRefused) as refused:
        problem_of(spoil(document()))
    assert message in refused.value.user_message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "n’est pas du JSON lisible (ligne 1"),
        (b'{"format": "alloc-1",', "n’est pas du JSON lisible"),
        (b"\xff\xfe", "n’est pas du texte UTF-8"),
        (b'{"id": 1, "id": 2}', "dit deux fois « id »"),
        (b'{"balance": NaN}', "contient NaN"),
        (b'{"balance": -Infinity}', "contient -Infinity"),
        (b"[" * 100_000, "trop imbriqué"),
        (b"1" * 5_000, "démesuré"),
    ],
)
def test_what_is_not_json_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ProblemRefused) as refused:
        read_problem(content)
    assert message in refused.value.user_message
