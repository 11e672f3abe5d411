"""The header's menu and the identity in the footer."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve

from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open, role_grant
from trousse.web.components.context import Site, site

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in_reviewer() -> User:
    user = account_open(email="amina@trousse.example", first_name="Amina")
    role_grant(user=user, role=Role.REVIEWER, scope=Scope.NATION, actor=Actor.system("test"))
    return user


def at(path: str, user: Any = None) -> Site:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    request.resolver_match = resolve(path)
    return site(request)["site"]


def current(of: Site) -> list[str]:
    return [item.label for item in of.menu if item.current]


def test_the_public_menu_knows_where_we_are() -> None:
    assert current(at("/projets")) == ["Les projets"]
    assert current(at("/")) == []


def test_working_pages_have_their_own_menu(signed_in_reviewer: User) -> None:
    assert current(at("/enseignant")) == ["Mes projets"]
    assert current(at("/enseignant/projet/nouveau")) == ["Mes projets"]
    assert current(at("/instruction", signed_in_reviewer)) == ["Projets à instruire"]
    assert not at("/instruction").shows_proposal


def test_a_menu_leads_nobody_to_a_closed_door(signed_in_reviewer: User) -> None:
    labels = [item.label for item in at("/instruction/comptes").menu]
    assert labels == ["Comptes bancaires", "Les projets en cours"]
    assert "Projets à instruire" in [item.label for item in at("/instruction/comptes", signed_in_reviewer).menu]


def test_a_visitor_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        public = at("/projets")
        assert public.spaces == []
        assert len(public.menu) == 4


def test_the_legal_identity_is_whole(settings: Any) -> None:
    legal = at("/projets").legal
    assert legal.name == settings.SITE_LEGAL["name"]
    assert legal.orias == settings.SITE_LEGAL["orias"]


def test_the_canonical_address_drops_the_parameters() -> None:
    assert at("/projets").canonical_url.endswith("/projets")


def test_whoever_works_here_sees_their_spaces_and_a_shorter_menu(signed_in_reviewer: Any) -> None:
    public = at("/projets", signed_in_reviewer)
    assert [item.label for item in public.spaces] == ["Instruction", "Pilotage"]
    assert [item.label for item in public.menu] == ["Les projets", "Donner sans choisir"]
    assert [item.label for item in at("/instruction", signed_in_reviewer).spaces] == ["Pilotage"]
