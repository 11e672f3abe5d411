"""The themes a platform starts with."""

import pytest

from trousse.fundraising.projects.models import Theme
from trousse.fundraising.projects.themes import THEMES, ensure_themes

pytestmark = pytest.mark.django_db


def test_they_are_there_from_the_first_day() -> None:
    assert list(Theme.objects.values_list("slug", "label")) == list(THEMES)


def test_they_come_back_to_an_emptied_table() -> None:
    Theme.objects.all().delete()
    ensure_themes(using="default")
    assert Theme.objects.count() == len(THEMES)


def test_what_administrators_made_of_them_stays() -> None:
    Theme.objects.exclude(slug="mer").delete()
    Theme.objects.update(label="La mer")
    ensure_themes(using="default")
    assert list(Theme.objects.values_list("slug", "label")) == [("mer", "La mer")]
