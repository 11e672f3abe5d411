"""The demonstration shows coaches, threads, and projects in each group."""

from datetime import timedelta
from random import Random

import pytest

from tests.fundraising import make
from tests.fundraising.coaching import making
from trousse.core import clock
from trousse.fundraising.coaching.enums import Group, Writer
from trousse.fundraising.coaching.models import CoachAssignment, CoachMessage, CoachNote, MessageTemplate, Nudge
from trousse.operations.demo import coaching

pytestmark = pytest.mark.django_db


def test_threads_notes_advice_and_every_group() -> None:
    making.coach()
    now = clock.now()
    with clock.frozen(now - timedelta(days=12)):
        quiet = [make.campaign() for _ in range(coaching.STILL_WAITING + 1)]
    with clock.frozen(now - timedelta(hours=3)):
        make.campaign()

    coaching.accompany(Random(1), now)

    assert {assignment.group for assignment in CoachAssignment.objects.all()} == set(Group)
    assert set(CoachMessage.objects.values_list("writer", flat=True)) == set(Writer)
    assert CoachMessage.objects.filter(at__gt=now).count() == 0
    assert CoachNote.objects.exists()
    assert MessageTemplate.objects.exists()
    assert Nudge.objects.filter(assignment__in=[campaign.pk for campaign in quiet]).exists()


def test_a_season_without_coaches_says_nothing() -> None:
    make.campaign()

    coaching.accompany(Random(1), clock.now())

    assert not CoachMessage.objects.exists()
