"""The checks on real files, on made-up ones of the same shape."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from trousse.operations.verify.campaigns import verify_campaigns
from trousse.operations.verify.geography import verify_geography
from trousse.people.schools.models import Departement

HEADER = "department,name,uai_prefix,academy_code,academy,academic_region,region_insee,region,mail_domain,schools_2022"


def territories() -> list[str]:
    ours = Departement.objects.select_related("academie").order_by("code")
    lines = [f"{one.code},{one.name.upper()},000,00,{one.academie.name.upper()},R,0,R,ac-lille.fr,10" for one in ours]
    return [HEADER, *lines]


@pytest.mark.django_db
def test_our_territories_are_those_of_the_table(tmp_path: Path) -> None:
    table = tmp_path / "departments_academies.csv"
    table.write_text("\n".join(territories()), encoding="utf-8")
    assert verify_geography(table) == {"ok": True, "read": 101, "ours": 101, "disagreed": []}


@pytest.mark.django_db
def test_a_territory_that_moved_is_named(tmp_path: Path) -> None:
    table = tmp_path / "departments_academies.csv"
    rows = [row.replace("ac-lille.fr", "ac-ailleurs.fr") if row.startswith("62,") else row for row in territories()]
    table.write_text("\n".join(rows), encoding="utf-8")
    found = verify_geography(table)
    assert not found["ok"]
    assert found["disagreed"] == ["62"]


def campaign(first_day: int) -> str:
    gifts = [{"day": day, "amount": 1000, "count": 30 if day == first_day else 8} for day in range(0, 40, 4)]
    return json.dumps({"id": 1, "goal": 1, "duration_days": 40, "gifts": gifts, "succeeded": True})


def a_folder(tmp_path: Path, friday: float) -> Path:
    shares = {"Mon": 0.131, "Tue": 0.135, "Wed": 0.137, "Thu": 0.147, "Fri": friday, "Sat": 0.141, "Sun": 0.131}
    lines = ["profile,key,share,n", *(f"weekday,{day},{share},10" for day, share in shares.items())]
    (tmp_path / "amounts.csv").write_text("\n".join(lines), encoding="utf-8")
    with gzip.open(tmp_path / "catarse_train.jsonl.gz", "wt", encoding="utf-8") as series:
        series.write(campaign(0) + "\n" + campaign(36) + "\n")
    return tmp_path


def test_the_habits_of_donors_are_those_of_the_tables(tmp_path: Path) -> None:
    assert verify_campaigns(a_folder(tmp_path, friday=0.178))["ok"]


def test_another_week_is_noticed(tmp_path: Path) -> None:
    assert not verify_campaigns(a_folder(tmp_path, friday=0.3))["ok"]


def test_without_the_folder_there_is_nothing_to_verify(tmp_path: Path) -> None:
    said = StringIO()
    call_command("verify", "--shared", str(tmp_path), stdout=said)
    assert "rien à vérifier" in said.getvalue()


@pytest.mark.django_db
def test_a_missing_file_is_told_and_fails(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", "--shared", str(tmp_path), stdout=said)
    last = json.loads(said.getvalue().splitlines()[-1])
    assert last["ok"] is False
    assert "vectors.json" in said.getvalue()
