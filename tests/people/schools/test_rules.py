"""The UAI key, territories, who may carry a project. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.people.schools import facts, rules
from trousse.people.schools.enums import Contract, Degree, SchoolKind, SchoolStatus, Sector


@pytest.mark.parametrize("uai", ["0951099D", "0240366T", "0310047H", "0750655E", "0690026D", "6200001G", "7200125Y"])
def test_known_uai_are_valid(uai: str) -> None:
    assert rules.is_valid_uai(uai)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0950009E",  # the key is U
        "0950809F",  # the key is N
        "0951099d",
        " 0951099D",
        "0951099D ",
        "0951099D\n",
        "0951099",
        "951099D",
        "00951099D",
        "0951099DD",
        "095 1099D",
        "٠٩٥١٠٩٩D",  # Arabic-Indic digits
        "０９５１０９９D",  # full-width digits
        "0951099Ⅾ",  # roman numeral
        "0951099I",
        "0951099O",
        "0951099Q",
        "\ufeff0951099D",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not rules.is_valid_uai(text)


@given(st.integers(min_value=0, max_value=9_999_999))
def test_exactly_one_letter_closes_seven_digits(number: int) -> None:
    digits = f"{number:07d}"
    valid = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if rules.is_valid_uai(digits + letter)]
    assert valid == [rules.uai_key(digits)]
    assert rules.is_valid_uai(rules.uai_of(digits))


@pytest.mark.parametrize(
    "typed", [" 0951099d ", "\ufeff0951099D", "095 1099 D", "0951099D\n", "0951099\u00a0d", "0951099D\u200b"]
)
def test_typed_uai_are_tidied(typed: str) -> None:
    assert rules.tidy_uai(typed) == "0951099D"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "UAI absent"),
        ("0950009E", "devrait être U"),
        ("951099D", "zéro du début"),
        ("ECOLE", "sept chiffres et une lettre"),
    ],
)
def test_a_refusal_says_why(text: str, why: str) -> None:
    assert why in rules.why_not_a_uai(text)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("031", "31"),
        ("31", "31"),
        ("1", "01"),
        ("001", "01"),
        ("02A", "2A"),
        ("2b", "2B"),
        ("974", "974"),
        ("977", "971"),
        ("978", "971"),
        (" 59 ", "59"),
        ("", ""),
        ("Nord", ""),
        ("٥٩", ""),
    ],
)
def test_departements_are_written_in_many_ways(written: str, code: str) -> None:
    assert rules.departement_code(written) == code


@pytest.mark.parametrize(
    ("uai", "code"), [("6200001G", "2A"), ("7200125Y", "2B"), ("0310047H", "31"), ("9710022X", "971")]
)
def test_the_departement_of_a_uai(uai: str, code: str) -> None:
    assert rules.departement_of_uai(uai) == code


@pytest.mark.parametrize(("insee", "code"), [("2A004", "2A"), ("97123", "971"), ("97801", "971"), ("01004", "01")])
def test_the_departement_of_a_commune(insee: str, code: str) -> None:
    assert rules.departement_of_commune(insee) == code


def test_the_country_is_whole() -> None:
    assert (len(facts.REGIONS), len(facts.ACADEMIES), len(facts.DEPARTEMENTS)) == (18, 30, 101)
    assert {row.region for row in facts.ACADEMIES} == {row.code for row in facts.REGIONS}
    assert {row.academie for row in facts.DEPARTEMENTS} == {row.code for row in facts.ACADEMIES}
    assert {row.name for row in facts.ACADEMIES if row.is_pilot} == {
        "Lille",
        "Montpellier",
        "Orléans-Tours",
        "Reims",
        "Versailles",
    }
    for row in facts.DEPARTEMENTS:
        assert rules.departement_of_uai(f"{row.uai_prefix}0001A") == row.code


def test_degrees() -> None:
    assert rules.degree_of(SchoolKind.MATERNELLE) is Degree.FIRST
    assert rules.degree_of(SchoolKind.EREA) is Degree.SECOND
    assert rules.degree_of(SchoolKind.MEDICO_SOCIAL) is Degree.NONE


@pytest.mark.parametrize(
    ("kind", "status", "sector", "contract", "expected"),
    [
        (SchoolKind.PRIMAIRE, SchoolStatus.OPEN, Sector.PUBLIC, Contract.NOT_APPLICABLE, True),
        (SchoolKind.LYCEE, SchoolStatus.OPEN, Sector.PRIVATE, Contract.ASSOCIATION, True),
        (SchoolKind.LYCEE, SchoolStatus.OPEN, Sector.PRIVATE, Contract.UNDER_CONTRACT, True),
        (SchoolKind.LYCEE, SchoolStatus.OPEN, Sector.PRIVATE, Contract.OUTSIDE, False),
        (SchoolKind.LYCEE, SchoolStatus.OPEN, Sector.PRIVATE, Contract.UNKNOWN, False),
        (SchoolKind.PRIMAIRE, SchoolStatus.CLOSED, Sector.PUBLIC, Contract.NOT_APPLICABLE, False),
        (SchoolKind.PRIMAIRE, SchoolStatus.TO_OPEN, Sector.PUBLIC, Contract.NOT_APPLICABLE, False),
        (SchoolKind.PRIMAIRE, SchoolStatus.TO_CLOSE, Sector.PUBLIC, Contract.NOT_APPLICABLE, False),
        (SchoolKind.SERVICE, SchoolStatus.OPEN, Sector.NONE, Contract.NOT_APPLICABLE, False),
        (SchoolKind.MEDICO_SOCIAL, SchoolStatus.OPEN, Sector.PUBLIC, Contract.NOT_APPLICABLE, False),
    ],
)
def test_who_may_carry_a_project(
    kind: SchoolKind, status: SchoolStatus, sector: Sector, contract: Contract, expected: bool
) -> None:
    assert rules.is_choosable(kind=kind, status=status, sector=sector, contract=contract) is expected
