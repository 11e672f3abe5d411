"""The gallery shows every component, and every component explains itself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from trousse.web.access import Audience
from trousse.web.components import gallery, views

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def names() -> list[str]:
    return gallery.component_names()


def test_every_component_is_documented(names: list[str]) -> None:
    undocumented = [name for name in names if len(gallery.documentation(name)) < 40]
    assert undocumented == []


def test_every_component_is_in_the_gallery_and_nothing_else(names: list[str]) -> None:
    assert sorted(gallery.EXAMPLES) == names


def test_the_page_renders_them_all_without_a_doubled_id(client: Client, names: list[str]) -> None:
    answer = client.get("/_composants")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    ids = [element["id"] for element in page.select("[id]")]
    assert [name for name in ids if ids.count(name) > 1] == []
    shown = {section["id"] for section in page.select("section.galerie__entree[id]")}
    assert shown == set(names)
    for reference in page.select("[aria-labelledby], label[for]"):
        target = reference.get("aria-labelledby") or reference.get("for")
        assert target in ids


def test_it_does_not_exist_in_production() -> None:
    assert views.show.access.audience is Audience.NOT_IN_PRODUCTION  # type: ignore[attr-defined]


def test_a_fragment_gets_ids_of_its_own() -> None:
    html = '<label for="a b">x</label><input id="a"><a href="#a">y</a><use href="#cr-gomme"/>'
    assert gallery.scoped(html, "1") == (
        '<label for="a-1 b">x</label><input id="a-1"><a href="#a-1">y</a><use href="#cr-gomme"/>'
    )
