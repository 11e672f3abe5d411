"""Machines have a door of their own in the WSGI application: same views, no page, no cookie."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError

from trousse.web.hooks import views
from trousse.web.hooks.door import beside


def front_door(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"the site"]


application = beside(front_door)


def ask(path: str, body: bytes = b"", **environ: Any) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of a POST, as a WSGI server would make it."""
    said: list[Any] = []
    request = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        **environ,
    }
    answer = application(request, lambda status, headers: said.extend([status, dict(headers)]))
    content = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return said[0], said[1], content


def test_people_go_through_the_front_door() -> None:
    assert ask("/")[2] == b"the site"
    assert ask("/paiement/retour/TAP000000000")[2] == b"the site"


@pytest.mark.django_db
class TestMachinesDoor:
    def test_a_notification_is_verified_as_behind_the_front_door(self) -> None:
        status, headers, content = ask("/crochets/systempay/notification", b"vads_amount=2000&signature=x")
        assert (status, content) == ("400 Bad Request", b"signature")
        assert headers["Content-Length"] == str(len(content))
        assert headers["X-Request-ID"]
        assert "Set-Cookie" not in headers

    def test_a_good_one_is_written_down_and_answered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        received: list[dict[str, str]] = []
        monkeypatch.setattr(views, "notice_receive", lambda **given: received.append(given["data"]))
        assert ask("/crochets/systempay/notification", b"vads_amount=2000")[0] == "200 OK"
        assert received == [{"vads_amount": "2000"}]

    @pytest.mark.parametrize("path", ["/crochets/nobody/notification", "/crochets/", "/crochets/a/b/c"])
    def test_what_does_not_exist_is_said_in_a_word(self, path: str) -> None:
        assert ask(path)[::2] == ("404 Not Found", b"unknown")

    def test_only_notifications_are_taken(self) -> None:
        assert ask("/crochets/systempay/notification", REQUEST_METHOD="GET")[0] == "405 Method Not Allowed"

    def test_a_form_with_too_many_fields_is_unreadable(self) -> None:
        body = b"&".join(b"f%d=1" % number for number in range(2000))
        assert ask("/crochets/systempay/notification", body)[::2] == ("400 Bad Request", b"unreadable")

    def test_a_failure_makes_the_bank_ring_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(**_given: Any) -> None:
            raise DatabaseError

        monkeypatch.setattr(views, "notice_receive", fail)
        assert ask("/crochets/systempay/notification", b"a=1")[0] == "500 Internal Server Error"
