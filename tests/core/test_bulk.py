"""One statement for many rows, each with its own values."""

from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people.factories import make_school, make_user
from trousse.core import clock
from trousse.core.bulk import insert_rows, update_rows
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.models import User
from trousse.people.schools.models import School
from trousse.platform.audit.models import Event

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


class TestInsertRows:
    FIELDS = ("verb", "subject_type", "subject_id", "actor_kind", "at", "data", "reason", "request_id")

    def row(self, number: int, **changes: Any) -> dict[str, Any]:
        common = ("test.insert", "tests.thing", str(number), "system", clock.now(), {"from": "a", "é": 1}, "", "")
        return {**dict(zip(self.FIELDS, common, strict=True)), "actor_id": "", "actor_label": "Jeanne", **changes}

    def test_rows_share_what_they_have_in_common(self) -> None:
        with clock.frozen(clock.now()):
            rows = [self.row(number, reason="l’un'" if number else "l’autre\\") for number in range(3)]
        with CaptureQueriesContext(connection) as queries:
            insert_rows(Event, rows)
        assert len(queries) == 1
        saved = list(Event.objects.filter(verb="test.insert").order_by("pk").values(*rows[0]))
        assert saved == rows

    def test_json_of_its_own_in_each(self) -> None:
        insert_rows(Event, [self.row(number, data={"cents": number, "none": None}) for number in range(2)])
        saved = Event.objects.filter(verb="test.insert").order_by("pk")
        assert [event.data for event in saved] == [{"cents": 0, "none": None}, {"cents": 1, "none": None}]

    def test_rows_that_are_all_alike_are_all_written(self) -> None:
        row = self.row(1)
        insert_rows(Event, [row, row, row])
        assert Event.objects.filter(verb="test.insert").count() == 3

    def test_nothing_to_write(self) -> None:
        insert_rows(Event, [])
        assert not Event.objects.filter(verb="test.insert").exists()

    @pytest.mark.parametrize("count", [1, 2])
    def test_what_is_too_long_is_refused_not_cut(self, count: int) -> None:
        with pytest.raises(DataError), transaction.atomic():
            insert_rows(Event, [self.row(number, actor_kind="k" * (21 + number)) for number in range(count)])

    def test_arrays_are_refused(self) -> None:
        with pytest.raises(TypeError):
            insert_rows(Project, [{"levels": ["cm1"]}])
