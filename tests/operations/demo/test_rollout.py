"""The demonstration shows where the platform is open."""

import pytest

from tests.fundraising import make
from tests.operations.demo.test_dialogue import _staff
from trousse.operations.demo import people, rollout
from trousse.people.rollout.models import Alert, Slot, Waiting
from trousse.people.rollout.selectors import openness
from trousse.people.schools.models import Academie

pytestmark = pytest.mark.django_db


def test_each_state_is_shown_and_nothing_is_blocked_elsewhere() -> None:
    people.open_domain()
    _staff()
    project = make.submitted()
    rollout.open_up()
    assert Slot.objects.filter(key=f"project:{project.pk}").exists()
    assert openness(project.school.academie).has_room
    coming = openness(Academie.objects.get(name=rollout.COMING))
    assert (coming.is_open, coming.opens_on is not None) == (False, True)
    assert Waiting.objects.count() == 2
    assert Alert.objects.exclude(confirmed_at=None).count() == 2
