import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from trousse.core import correlation, links
from trousse.core.logs import JsonFormatter
from trousse.web.request_id import HEADER, RequestIdMiddleware

Answer = Callable[[HttpRequest], HttpResponse]


def _answering(route: str = "", status: int = 200, namespace: str = "donor") -> Answer:
    """A site that resolves every address to `route`."""

    def answer(request: HttpRequest) -> HttpResponse:
        if route:
            request.resolver_match = ResolverMatch(answer, (), {}, "page", [], [namespace], route)
        response = HttpResponse(status=status)
        response["X-Seen"] = correlation.current_id()
        return response

    return answer


def test_the_answer_carries_the_id_that_its_log_lines_carry(rf: RequestFactory) -> None:
    response = RequestIdMiddleware(_answering())(rf.get("/"))
    assert response.headers[HEADER] == response.headers["X-Seen"]
    assert correlation.current_id() == ""


@pytest.mark.parametrize(("proxies", "is_kept"), [(0, False), (1, True)])
def test_an_id_is_taken_from_our_proxy_only(rf: RequestFactory, settings: Any, proxies: int, is_kept: bool) -> None:
    settings.TRUSTED_PROXIES = proxies
    response = RequestIdMiddleware(_answering())(rf.get("/", headers={HEADER: "given-by-the-proxy"}))
    assert (response.headers[HEADER] == "given-by-the-proxy") is is_kept


def test_a_request_is_told_by_its_route(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    token = links.make("donation.follow", "12")
    with caplog.at_level(logging.INFO, logger="trousse.web.request_id"):
        RequestIdMiddleware(_answering("mon-don/<token>"))(rf.get(f"/mon-don/{token}?courriel=jeanne@exemple.fr"))
    [record] = caplog.records
    told = vars(record)
    assert (told["method"], told["route"], told["status"]) == ("GET", "mon-don/<token>", 200)
    assert isinstance(told["ms"], int)
    assert token not in str(told)
    assert "jeanne" not in str(told)


def test_an_address_that_leads_nowhere_is_masked(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    token = links.make("head", "12:nonce")
    with caplog.at_level(logging.INFO, logger="trousse.web.request_id"):
        RequestIdMiddleware(_answering(status=404))(rf.get(f"/directions/{token}/jeanne@exemple.fr"))
    assert vars(caplog.records[0])["route"] == "/directions/…/…@…"


def test_signs_of_life_and_static_files_are_not_told(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="trousse.web.request_id"):
        RequestIdMiddleware(_answering("healthz", namespace="health"))(rf.get("/healthz"))
        RequestIdMiddleware(_answering())(rf.get("/static/base.css"))
        assert caplog.records == []
        RequestIdMiddleware(_answering("readyz", status=503, namespace="health"))(rf.get("/readyz"))
    assert [vars(record)["status"] for record in caplog.records] == [503]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/mon-don/{token}", "/direction/{token}", "/nulle-part/{token}/jeanne@exemple.fr"])
def test_no_line_of_the_whole_site_names_a_person_or_a_link(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    token = links.make("some.purpose", "12:nonce")
    with caplog.at_level(logging.DEBUG):
        client.get(path.format(token=token), {"courriel": "jeanne@exemple.fr"})
    written = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert '"event": "request"' in written
    for secret in ("jeanne", "exemple.fr", token, *(part for part in token.split(":") if len(part) > 8)):
        assert secret not in written
