"""One statement for many rows, each with its own values."""

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from tests.people.factories import make_school, make_user
from trousse.core.bulk import update_rows
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.models import User
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_in_one_statement() -> None:
    users = [make_user() for _ in range(5)]
    for number, user in enumerate(users):
        user.first_name = f"Prénom '{number}\""
        user.is_staff = number % 2 == 0
        user.last_login = None if number else user.date_joined
    with CaptureQueriesContext(connection) as queries:
        assert update_rows(users[:4], ["first_name", "is_staff", "last_login"]) == 4
    assert len(queries) == 1
    saved = {user.pk: user for user in User.objects.all()}
    for user in users[:4]:
        same = saved[user.pk]
        assert (same.first_name, same.is_staff, same.last_login) == (user.first_name, user.is_staff, user.last_login)
    assert saved[users[4].pk].first_name == "Nadia"


def test_foreign_keys_and_empty_values() -> None:
    first, second = make_school(), make_school(departement_id=None)
    first.departement_id, second.departement_id = None, "62"
    first.pupils, second.pupils = 120, None
    assert update_rows([first, second], ["departement", "pupils"]) == 2
    assert list(School.objects.order_by("pk").values_list("departement", "pupils")) == [(None, 120), ("62", None)]


def test_nothing_to_do() -> None:
    assert update_rows([], ["first_name"]) == 0
    assert update_rows([make_user()], []) == 0


def test_what_is_too_long_is_refused_not_cut() -> None:
    user = make_user()
    user.first_name = "J" * 61
    with pytest.raises(DataError):
        update_rows([user], ["first_name"])


def test_arrays_are_refused() -> None:
    with pytest.raises(TypeError):
        update_rows([Project(pk=1, levels=["cm1"])], ["levels"])
