"""What a fund did: figures that leave out what came home, the words of its terms, the report."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from trousse.core.money import Euro
from trousse.giving.funds.impact import Help, Impact, Outcome
from trousse.giving.funds.reporting import ReportFacts, content_hash, print_report, report_data, rows
from trousse.giving.funds.rules import FundLimits, completable


def helped(number: int, **changes: Any) -> Help:
    facts = {
        "campaign_id": number,
        "title": f"Projet {number}",
        "slug": f"projet-{number}",
        "school": "École des Tilleuls (Lille)",
        "place": "Nord",
        "pupils": 25,
        "amount": Euro.of(100),
        "kind": "Abondement",
        "on": date(2026, 11, 2),
        "outcome": Outcome.FUNDED,
    }
    return Help(**{**facts, **changes})


IMPACT = Impact(
    [
        helped(1),
        helped(1, amount=Euro.of(50), kind="Amorçage"),
        helped(2, outcome=Outcome.UNDER_WAY, place="Finistère", amount=Euro.of(300)),
        helped(3, outcome=Outcome.CAME_HOME, amount=Euro(12_345)),
        helped(4, place=""),
    ]
)


def facts(impact: Impact = IMPACT, **changes: Any) -> ReportFacts:
    said = {
        "fund": "Fonds des Embruns",
        "organisation": "Fondation #des *Embruns*",
        "siren": "732829320",
        "on": date(2026, 11, 24),
        "terms": [("Signée le", "1er mars 2026")],
        "received": Euro.of(1000),
        "balance": Euro.of(450),
        "is_over": False,
        "impact": impact,
    }
    return ReportFacts(**{**said, **changes})


def test_what_came_home_counts_for_nothing() -> None:
    assert (IMPACT.projects, IMPACT.funded, IMPACT.pupils) == (3, 2, 75)
    assert (IMPACT.given, IMPACT.came_home) == (Euro.of(550), Euro(12_345))
    assert [(share.name, share.projects, share.amount) for share in IMPACT.places] == [
        ("Finistère", 1, Euro.of(300)),
        ("Nord", 1, Euro.of(150)),
        ("Ailleurs", 1, Euro.of(100)),
    ]


def test_a_row_a_grant_for_spreadsheets() -> None:
    assert rows(IMPACT)[3] == (
        *("2026-11-02", "Projet 3", "École des Tilleuls (Lille)", "Nord", "Abondement", "123,45", "Revenu au fonds"),
    )


def test_the_same_facts_are_the_same_report() -> None:
    assert content_hash(facts()) == content_hash(facts())
    assert content_hash(facts()) != content_hash(facts(balance=Euro.of(449)))


def test_the_sentence_says_only_what_is_true() -> None:
    assert report_data(facts(Impact([])))["sentence"] == "Aucun projet n’a encore été aidé."
    assert report_data(facts(Impact([helped(1)])))["sentence"] == "Un projet a été aidé, avec 25 élèves."
    assert report_data(facts())["sentence"].startswith("3 projets ont été aidés, avec 75 élèves. 2 ont déjà réussi")
    assert report_data(facts(Impact([]), is_over=True))["sentence"] == "Aucun projet n’a été aidé."


def test_the_bar_says_where_each_euro_is() -> None:
    parts = report_data(facts(balance=Euro.of(4)))["bar"]
    assert [(part["tone"], part["share"], plain(part["text"])) for part in parts] == [
        ("funded", 451, "250 € dans des projets financés"),
        ("under_way", 541, "300 € dans des collectes en cours"),
        ("waiting", 15, "4 € en attente de projets"),
    ]
    assert report_data(facts(Impact([]), balance=Euro.of(0)))["bar"] == []
    [kept] = report_data(facts(Impact([]), is_over=True))["bar"]
    assert plain(kept["text"]) == "450 € gardés à part"


def test_the_report_is_tagged_and_says_what_came_in() -> None:
    made = facts(deposits=[(date(2026, 9, 25), "VIR 2026-231", Euro.of(1500))])
    reader = PdfReader(BytesIO(print_report(made)))
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Rapport : Fonds des Embruns"
    words = plain(" ".join(page.extract_text() for page in reader.pages))
    for said in ("Rapport pour Fondation #des *Embruns*", "25 septembre 2026", "VIR 2026-231", "En tout", "550 €"):
        assert said in words, said


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("impact", [IMPACT, Impact([]), Impact([helped(n) for n in range(150)])])
def test_the_pdf_is_set_whatever_the_length(impact: Impact) -> None:
    assert print_report(facts(impact)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("gaps", "limits", "expected"),
    [
        ([], FundLimits(), 0),
        ([(30, 100), (80, 100)], FundLimits(), 1),
        ([(80, 100), (20, 100), (30, 100)], FundLimits(), 2),
        ([(60, 100), (70, 100)], FundLimits(), 0),
        ([(20, 100), (30, 100)], FundLimits(cap=Euro(25)), 1),
        ([(20, 100), (20, 30)], FundLimits(share_cap_bp=5_000), 1),
        ([(0, 100)], FundLimits(), 0),
    ],
)
def test_how_many_it_could_complete_alone(gaps: list[tuple[int, int]], limits: FundLimits, expected: int) -> None:
    listed = [(Euro(gap), Euro(goal)) for gap, goal in gaps]
    assert completable(listed, balance=Euro(50), limits=limits) == expected
