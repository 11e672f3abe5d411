"""The decorators of ``trousse.web.access``: who may enter, a GET that cannot write, a POST whole or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.people.factories import grant, make_school, make_user
from trousse.core import clock
from trousse.core.errors import BusinessError, Forbidden, TooMany
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.schools.models import School
from trousse.platform.limits.models import Counter
from trousse.web.access import (
    GET_POST,
    Access,
    Audience,
    Limit,
    WriteInGet,
    by_signed_link,
    client_address,
    demo_only,
    not_in_production,
    public,
    requires,
    server_to_server,
    signed_in,
)

pytestmark = pytest.mark.django_db
FEW = Limit("essai", times=2, window=timedelta(minutes=10))


def asked(method: str = "GET", *, user: User | None = None, **meta: Any) -> HttpRequest:
    request = RequestFactory().generic(method, "/page?q=1", **meta)
    request.user = user or AnonymousUser()
    return request


def fine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bonjour")


def writing(request: HttpRequest) -> HttpResponse:
    make_school(name="Écrite")
    return HttpResponse("fait")


def writing_then_refusing(request: HttpRequest) -> HttpResponse:
    make_school(name="Écrite")
    raise BusinessError("Trop tard.")


class TestReading:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_a_page_that_only_shows_cannot_write(self, method: str) -> None:
        with pytest.raises(WriteInGet), transaction.atomic():
            public(GET_POST)(writing)(asked(method))
        assert not School.objects.filter(name="Écrite").exists()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE schools_school SET name = 'x'",
            "  delete FROM schools_school",
            "INSERT INTO limits_counter VALUES ('k', now(), now(), 1)",
            "TRUNCATE schools_school",
            "CREATE TABLE x (y int)",
            "WITH gone AS (DELETE FROM schools_school RETURNING 1) SELECT * FROM gone",
            "SELECT nextval(pg_get_serial_sequence('accounts_user', 'id'))",
            "SELECT id FROM schools_school FOR UPDATE",
        ],
    )
    def test_whatever_the_statement(self, statement: str) -> None:
        def sneaky(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            return HttpResponse()

        with pytest.raises(WriteInGet):
            public()(sneaky)(asked())

    def test_it_may_read_as_it_likes(self) -> None:
        def reading(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute("WITH one AS (SELECT 1) SELECT * FROM one")
            return HttpResponse(str(School.objects.count()))

        assert public()(reading)(asked()).status_code == 200

    def test_machines_may_write_in_a_get(self) -> None:
        """The browser's return from the bank, by a link."""
        assert server_to_server(GET_POST)(writing)(asked()).status_code == 200


class TestWriting:
    def test_a_post_is_one_transaction(self) -> None:
        with pytest.raises(BusinessError):
            public(GET_POST)(writing_then_refusing)(asked("POST"))
        assert not School.objects.filter(name="Écrite").exists()

    def test_that_stays_when_all_is_well(self) -> None:
        public(GET_POST)(writing)(asked("POST"))
        assert School.objects.filter(name="Écrite").exists()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_the_methods_of_the_page(method: str) -> None:
    answer = public()(fine)(asked(method))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


class TestLimits:
    def ask(self, **meta: Any) -> None:
        public(GET_POST, limits=[FEW])(writing_then_refusing)(asked("POST", **meta))

    def test_an_attempt_that_fails_counts_although_it_leaves_nothing_else(self) -> None:
        for _ in range(2):
            with pytest.raises(BusinessError, match="Trop tard"):
                self.ask()
        with pytest.raises(TooMany):
            self.ask()
        assert Counter.objects.get().hits == 3

    def test_everybody_is_counted_apart(self) -> None:
        for number in range(6):
            with pytest.raises(BusinessError, match="Trop tard"):
                self.ask(REMOTE_ADDR=f"192.0.2.{number % 3}")

    def test_later_one_may_try_again(self) -> None:
        for _ in range(2):
            with pytest.raises(BusinessError):
                self.ask()
        with clock.frozen(clock.now() + timedelta(minutes=11)), pytest.raises(BusinessError, match="Trop tard"):
            self.ask()

    def test_a_household_is_counted_once(self) -> None:
        """It holds a whole /64 of IPv6 addresses; an IPv4 address written as IPv6 stays itself."""
        for last in ("1", "2"):
            with pytest.raises(BusinessError, match="Trop tard"):
                self.ask(REMOTE_ADDR=f"2001:db8:0:7::{last}")
        with pytest.raises(TooMany):
            self.ask(REMOTE_ADDR="2001:db8:0:7:aaaa::9")
        for address in ("2001:db8:0:8::1", "::ffff:192.0.2.1", "::ffff:192.0.2.2", "no address"):
            with pytest.raises(BusinessError, match="Trop tard"):
                self.ask(REMOTE_ADDR=address)

    def test_reading_is_not_counted(self) -> None:
        for _ in range(5):
            public(GET_POST, limits=[FEW])(fine)(asked())
        assert not Counter.objects.exists()

    def test_an_address_is_counted_not_kept(self) -> None:
        with pytest.raises(BusinessError):
            self.ask(REMOTE_ADDR="192.0.2.77")
        assert "192.0.2.77" not in Counter.objects.get().key


class TestWho:
    def test_an_account(self) -> None:
        view = signed_in()(fine)
        elsewhere = view(asked())
        assert (elsewhere.status_code, elsewhere.headers["Location"]) == (302, "/compte/connexion?next=/page%3Fq%3D1")
        assert view(asked(user=make_user())).status_code == 200

    def test_a_role_in_any_scope(self) -> None:
        view = requires(Role.REVIEWER, Role.FINANCE)(fine)
        nobody, reviewer, finance, coach = (make_user() for _ in range(4))
        grant(reviewer, Role.REVIEWER, academie="09")
        grant(finance, Role.FINANCE)
        grant(coach, Role.COACH)
        assert view(asked()).status_code == 302
        for user in (reviewer, finance):
            assert view(asked(user=user)).status_code == 200
        for user in (nobody, coach):
            with pytest.raises(Forbidden):
                view(asked(user=user))

    def test_a_refused_visitor_writes_nothing(self) -> None:
        with pytest.raises(Forbidden):
            requires(Role.FINANCE, methods=GET_POST)(writing)(asked("POST", user=make_user()))
        assert not School.objects.filter(name="Écrite").exists()

    def test_machines_are_spared_the_csrf_token_and_nobody_else(self) -> None:
        assert server_to_server()(fine).csrf_exempt  # type: ignore[attr-defined]
        for decorate in (public(GET_POST), signed_in(GET_POST), by_signed_link("head"), demo_only()):
            assert not getattr(decorate(fine), "csrf_exempt", False)

    def test_every_view_says_who(self) -> None:
        assert requires(Role.COACH, methods=GET_POST)(fine).access == Access(  # type: ignore[attr-defined]
            Audience.ROLE, ("GET", "POST"), roles=(Role.COACH,)
        )
        assert by_signed_link("head")(fine).access.purpose == "head"  # type: ignore[attr-defined]
        assert not_in_production()(fine).access.audience is Audience.NOT_IN_PRODUCTION  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "192.0.2.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "198.51.100.66, 192.0.2.9", "192.0.2.9"),
        (2, "198.51.100.66, 192.0.2.9, 10.0.0.2", "192.0.2.9"),
        (2, "192.0.2.9", "10.0.0.1"),
        (1, " , 192.0.2.9 ,", "192.0.2.9"),
        (1, "2001:db8::9", "2001:db8::9"),
    ],
)
def test_the_address_is_seen_through_as_many_proxies_as_we_have(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    """What a visitor writes into the header themselves stands before what our proxies add, and is never believed."""
    settings.TRUSTED_PROXIES = proxies
    assert client_address(asked(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)) == address
