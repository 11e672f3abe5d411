"""The demonstration shows pictures in each of their states, and what moderators do."""

from collections import Counter
from random import Random

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.operations.demo import drawings, pictures
from trousse.operations.demo.people import Staff
from trousse.people.accounts.enums import Role
from trousse.platform.moderation.enums import CaseState
from trousse.platform.moderation.models import Case
from trousse.platform.notifications.models import Message
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.models import Picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


def _staff() -> Staff:
    first, second = (make.granted(Role.PLATFORM, first_name=name) for name in ("Alix", "Maud"))
    return Staff(admin=first, reviewers={}, second_approver=first, moderator=second)


def test_each_state_is_shown_even_in_a_short_season() -> None:
    make.campaign()
    make.draft()
    pictures.hang(Random(1), _staff(), clock.now())
    assert set(Picture.objects.values_list("state", flat=True)) == set(PictureState)
    assert Counter(Case.objects.values_list("state", flat=True)) == {
        CaseState.OPEN: 2,
        CaseState.DECIDED: 1,
        CaseState.APPEALED: 1,
    }
    assert Message.objects.filter(kind="pictures.expiring").count() == 1
    assert Message.objects.filter(kind="pictures.expired").count() == 1


def test_a_season_without_campaigns_has_no_pictures() -> None:
    pictures.hang(Random(1), _staff(), clock.now())
    assert not Picture.objects.exists()


@pytest.mark.parametrize("theme", ["mer", "ensemble"])
def test_a_drawing_is_the_same_each_time(theme: str) -> None:
    content, sentence = drawings.draw(theme, Random(7))
    assert drawings.draw(theme, Random(7)) == (content, sentence)
    assert content.startswith(b"\xff\xd8\xff")
