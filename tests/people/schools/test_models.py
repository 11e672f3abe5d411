"""What the table of schools refuses, what follows from what, and the territories."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from tests.people.factories import make_school
from trousse.people.schools.enums import Contract, Degree, SchoolKind, Sector
from trousse.people.schools.models import Academie, Departement, RegionAcademique, School

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"uai": "0951099E"},
        {"uai": "0951099d"},
        {"uai": "09510990"},
        {"latitude": 43.6},
        {"latitude": 430.6, "longitude": 1.4},
    ],
)
def test_postgresql_refuses_nonsense(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        make_school(**fields)


def test_derived_columns_cannot_drift() -> None:
    school = make_school()
    with pytest.raises(IntegrityError):
        School.objects.filter(pk=school.pk).update(degree=Degree.SECOND)


def test_a_public_school_has_no_contract() -> None:
    school = make_school(contract=Contract.ASSOCIATION)
    assert school.contract == Contract.NOT_APPLICABLE
    with pytest.raises(IntegrityError):
        School.objects.filter(pk=school.pk).update(contract=Contract.ASSOCIATION)


def test_what_follows_from_the_kind_and_the_sector() -> None:
    school = make_school(kind=SchoolKind.LYCEE, sector=Sector.PRIVATE)
    assert school.degree == Degree.SECOND
    assert school.contract == Contract.UNKNOWN
    assert school.academie == Academie.objects.get(name="Lille")
    assert school.place == "Lille (59)"


def test_territories_ship_with_the_product() -> None:
    assert (RegionAcademique.objects.count(), Academie.objects.count(), Departement.objects.count()) == (18, 30, 101)
    assert Departement.objects.get(pk="2A").academie.name == "Corse"
    assert Departement.objects.get(pk="971").academie.region.name == "Guadeloupe"
    assert Academie.objects.filter(is_pilot=True).count() == 5


def test_territories_are_put_right_by_migrate() -> None:
    Academie.objects.filter(pk="09").update(name="Lile")
    call_command("migrate", "schools", verbosity=0)
    assert Academie.objects.get(pk="09").name == "Lille"


@pytest.mark.django_db(transaction=True)
def test_territories_come_back_after_the_tables_were_emptied() -> None:
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
    assert Departement.objects.count() == 101
