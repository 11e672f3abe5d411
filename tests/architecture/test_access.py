"""Every address of the site says who may open it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from trousse.web.access import SAFE_METHODS, Access

# Views that are not ours, each with the reason why it needs no decorator of ours.
NOT_OURS = {
    "allauth.": "django-allauth decides itself: sign-in pages are public, the others ask for an account",
    "django.contrib.admin.": "Django's administration asks for a staff account on every page",
    "django.contrib.admindocs.": "not installed",
    "django.views.generic.base.": "redirections without content",
    "django.contrib.contenttypes.": "the administration's « view on site », behind the same door",
}


def every_view(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_view(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def full_name(view: Any) -> str:
    view = getattr(view, "view_class", view)
    return f"{view.__module__}.{view.__qualname__}"


OURS = [(route, view) for route, view in every_view() if not full_name(view).startswith(tuple(NOT_OURS))]


def test_the_walk_finds_the_site() -> None:
    assert len(OURS) > 20


@pytest.mark.parametrize(("route", "view"), OURS, ids=[route for route, _view in OURS])
def test_a_view_states_its_access(route: str, view: Any) -> None:
    access = getattr(view, "access", None)
    assert isinstance(access, Access), f"/{route} ({full_name(view)}) has no decorator of trousse.web.access"
    assert access.methods


@pytest.mark.parametrize(("route", "view"), OURS, ids=[route for route, _view in OURS])
def test_only_machines_are_spared_the_csrf_token(route: str, view: Any) -> None:
    if set(view.access.methods) - SAFE_METHODS and getattr(view, "csrf_exempt", False):
        assert view.access.audience in {"server to server", "one click of a mail program"}


def test_every_exception_is_in_use() -> None:
    used = {prefix for prefix in NOT_OURS for _route, view in every_view() if full_name(view).startswith(prefix)}
    assert used >= {"allauth.", "django.contrib.admin."}


def test_addresses_are_written_without_capitals_or_underscores() -> None:
    for route, _view in OURS:
        path = route.replace("_courriels", "").replace("_composants", "")
        literal = "".join(part.split(">")[-1] for part in path.split("<"))
        assert literal == literal.lower()
        assert "_" not in literal, route


def test_developer_pages_do_not_exist_in_production() -> None:
    assert not settings.PRODUCTION
