"""The demonstration shows each state of the dialogue."""

from random import Random

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.dialogue.enums import Audience, QuestionState
from trousse.fundraising.dialogue.models import Block, Follower, Letter, NewsItem, Question, Thanks
from trousse.operations.demo import dialogue
from trousse.operations.demo.people import Staff
from trousse.people.accounts.enums import Role
from trousse.platform.notifications.models import Message
from trousse.platform.pictures.models import Picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


def _staff() -> Staff:
    first, second = (make.granted(Role.PLATFORM, first_name=name) for name in ("Alix", "Maud"))
    return Staff(admin=first, reviewers={}, second_approver=first, moderator=second)


def test_each_state_is_shown_even_in_a_short_season() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(5), f"gift{number}") for number in range(4)])
    dialogue.talk(Random(1), _staff(), clock.now())
    news = NewsItem.objects
    for shown in (
        news.filter(published_at=None),
        news.filter(audience=Audience.DONORS),
        news.exclude(corrected_at=None),
        news.exclude(withdrawn_at=None),
        news.exclude(hidden_at=None),
        Thanks.objects.filter(sent_at=None),
        Thanks.objects.exclude(told_at=None),
        Letter.objects.filter(read_at=None),
        Block.objects.all(),
        Follower.objects.filter(confirmed_at=None),
        Follower.objects.exclude(left_at=None),
        *(Question.objects.filter(state=state) for state in QuestionState),
    ):
        assert shown.exists(), str(shown.query)
    assert not news.filter(published_at__isnull=False, told_at=None).exists(), "everybody was told"
    assert set(Picture.objects.values_list("subject_kind", flat=True)) == {"news_item", "thanks"}
    assert Message.objects.filter(kind="dialogue.thanks").count() == 4


def test_a_season_without_campaigns_says_nothing() -> None:
    dialogue.talk(Random(1), _staff(), clock.now())
    assert not NewsItem.objects.exists()
