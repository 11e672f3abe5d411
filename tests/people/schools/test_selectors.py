"""Finding a school by its name, its town, its postcode, its UAI."""

import pytest

from tests.people.factories import make_school
from trousse.people.schools.enums import SchoolKind, SchoolStatus, Sector
from trousse.people.schools.models import School
from trousse.people.schools.selectors import choosable_schools, school_by_uai, schools_search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def schools() -> dict[str, School]:
    named = {
        "tilleuls": {"name": "École primaire des Tilleuls"},
        "exupery": {
            "name": "Collège Antoine de Saint-Exupéry",
            "kind": SchoolKind.COLLEGE,
            "commune_name": "Hellemmes",
            "postcode": "59260",
        },
        "lille": {"name": "École de la rue de Lille", "commune_name": "Roubaix", "postcode": "59100"},
        "closed": {"name": "École des Tilleuls fermée", "status": SchoolStatus.CLOSED},
        "service": {"name": "Inspection des Tilleuls", "kind": SchoolKind.SERVICE, "sector": Sector.NONE},
    }
    return {key: make_school(**fields) for key, fields in named.items()}


def found(query: str, limit: int = 20) -> list[str]:
    return [school.name for school in schools_search(query, limit)]


@pytest.mark.parametrize(
    "query", ["tilleuls", "TILLEULS", "ecole til", "prim tilleuls lille", "59000", "Écôle  tilleuls"]
)
def test_words_are_prefixes_without_accents(query: str) -> None:
    assert found(query) == ["École primaire des Tilleuls"]


@pytest.mark.parametrize("query", ["st exupery", "saint-exupéry", "college d exupery hellemmes", "antoine St Exu"])
def test_saints_are_found_under_both_spellings(query: str) -> None:
    assert found(query) == ["Collège Antoine de Saint-Exupéry"]


def test_the_town_comes_before_a_street_of_that_name() -> None:
    assert found("lille") == ["École primaire des Tilleuls", "École de la rue de Lille"]


def test_the_exact_uai_comes_first(schools: dict[str, School]) -> None:
    uai = schools["exupery"].uai
    make_school(name=f"Annexe {uai}", commune_name="Aaa")
    assert found(f" {uai.lower()} ")[0] == "Collège Antoine de Saint-Exupéry"


def test_the_beginning_of_a_uai(schools: dict[str, School]) -> None:
    assert "École primaire des Tilleuls" in found(schools["tilleuls"].uai[:5])


@pytest.mark.parametrize("query", ["", "   ", "!!", "zzz", "tilleuls marseille"])
def test_nothing_to_find(query: str) -> None:
    assert found(query) == []


def test_no_more_than_asked() -> None:
    assert len(found("lille", limit=1)) == 1


def test_queries_that_look_like_syntax_are_only_words() -> None:
    assert found("tilleuls & ! ( | :*") == ["École primaire des Tilleuls"]


def test_choosable_schools(schools: dict[str, School]) -> None:
    names = set(choosable_schools().values_list("name", flat=True))
    assert names == {schools[key].name for key in ("tilleuls", "exupery", "lille")}
    assert all(school.is_choosable for school in choosable_schools())


def test_any_school_by_its_uai(schools: dict[str, School]) -> None:
    closed = schools["closed"]
    assert school_by_uai(f" {closed.uai.lower()}") == closed
    assert school_by_uai("0951099D") is None
