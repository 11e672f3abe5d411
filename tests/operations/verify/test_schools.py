"""The importer and the check digits on real files: here on a small folder of the same shape."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from trousse.operations.verify import schools
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db

DIRECTORY = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_commune;etat",
    "0311631E;Collège Michelet;Collège;Public;31555;OUVERT",
    "0310047H;Lycée Ozenne;Lycée;Public;31555;OUVERT",
    "0000000Z;École sans clef;École;Public;31555;OUVERT",
)
IDENTIFIERS = {
    "uai": {"valid": ["0311631E"], "invalid": ["0311631A"]},
    "siret": {"valid_luhn": ["19311631600012"], "failing_luhn_but_real": []},
    "iban": {"valid": [], "french_documentation": ["FR7630006000011234567890189"], "invalid": ["FR76"]},
}


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(schools, "FILES", {"directory": ("annuaire.csv.gz", 3, 1)})
    _put(tmp_path / "data" / "schools" / "annuaire.csv.gz", "\n".join(DIRECTORY))
    _put(tmp_path / "data" / "geo" / "communes.csv.gz", "insee,name,population\n31555,Toulouse,490000\n")
    _put(tmp_path / "data" / "identifiers" / "identifiers.json", json.dumps(IDENTIFIERS))
    return tmp_path


def test_every_line_is_accounted_for_and_nothing_stays(folder: Path) -> None:
    found = schools.verify_schools(folder)
    assert found["ok"]
    assert found["imports"]["directory"] | {"seconds": 0} == {
        "ok": True,
        "read": 3,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
        "unchanged_the_second_time": 2,
        "seconds": 0,
    }
    assert found["communes"] == {"read": 1, "communes": 1, "rural_schools": 0, "others": 2}
    assert found["identifiers"] == {"read": 5, "agreed": 5, "disagreed": []}
    assert not School.objects.exists()


def _one_line_less(folder: Path) -> None:
    _put(folder / "data" / "schools" / "annuaire.csv.gz", "\n".join(DIRECTORY[:-2]))


def _a_wrong_key(folder: Path) -> None:
    wrong = IDENTIFIERS | {"uai": {"valid": ["0311631A"], "invalid": []}}
    _put(folder / "data" / "identifiers" / "identifiers.json", json.dumps(wrong))


@pytest.mark.parametrize("change", [_one_line_less, _a_wrong_key])
def test_anything_unexpected_is_not_ok(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert not schools.verify_schools(folder)["ok"]
