"""The demonstration shows each choice of readers, and summaries that left, and news that waits for the next one."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tests.fundraising import make
from tests.operations.demo.test_dialogue import _staff
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.services import contributions_add
from trousse.operations.demo import dialogue, preferences
from trousse.platform.notifications.enums import MessageState, Rhythm
from trousse.platform.notifications.models import Message, Preference
from trousse.platform.notifications.topics import topics

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)  # a Wednesday


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_studio")
def test_each_choice_is_shown() -> None:
    with clock.frozen(NOON - timedelta(days=20)):
        campaign = make.campaign()
        contributions_add([make.gift(campaign, Euro.of(5), f"gift{number}") for number in range(4)])
    with clock.frozen(NOON):
        preferences.choose(NOON)
        dialogue.talk(Random(1), _staff(), NOON)
        preferences.summaries(NOON)
    news = Message.objects.filter(kind="dialogue.news")
    written = {number: news.filter(to=f"gift{number}@exemple.fr") for number in range(4)}
    assert set(Preference.objects.values_list("rhythm", flat=True)) == {Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.NEVER}
    assert Preference.objects.filter(address="gift3@exemple.fr").count() == len(topics.items())
    assert [number for number in written if not written[number].exists()] == [2, 3]
    assert news.filter(state=MessageState.SENT).exists(), "a neighbour who chose nothing is told at once"
    for number in (0, 1):
        states = set(written[number].values_list("state", flat=True))
        assert states == {MessageState.GROUPED, MessageState.HELD}
        assert Message.objects.filter(
            kind="notifications.digest", to=f"gift{number}@exemple.fr", state=MessageState.SENT
        ).exists()
