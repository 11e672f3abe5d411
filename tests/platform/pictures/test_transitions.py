"""Every transition of a picture × every state × everybody: who may do what from where."""

import itertools

import pytest

from tests.fundraising import make
from tests.platform.pictures.quick import add, attestation, moderator
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.workflow import TransitionForbidden
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.transitions import PictureWorkflow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]

SHOWABLE = (PictureState.READY, PictureState.PENDING, PictureState.EXPIRED)
MAY = {
    *((("attest", state, "holder")) for state in SHOWABLE),
    *((("take_down", state, "moderator")) for state in SHOWABLE),
    ("restore", PictureState.TAKEN_DOWN, "moderator"),
    ("restore_unattested", PictureState.TAKEN_DOWN, "moderator"),
}


@pytest.mark.parametrize("state", list(PictureState))
def test_who_may_do_what_from_where(state: PictureState) -> None:
    project = make.submitted()
    picture = add(project, minors=True, attested=attestation())
    Picture.objects.filter(pk=picture.pk).update(state=state, state_since=clock.now())
    picture.refresh_from_db()
    people = {
        "holder": project.holder,
        "moderator": moderator(),
        "reviewer": make.reviewer(),
        "colleague": make.holder(project.school, "Karim"),
        "visitor": make.person(),
    }
    for transition, who in itertools.product(PictureWorkflow.transitions(), people):
        expected = (transition.name, state, who) in MAY
        assert PictureWorkflow.can(transition, picture, people[who]) is expected, (transition.name, state, who)


def test_a_moderator_does_not_judge_their_own_pictures() -> None:
    team = moderator()
    project = make.draft()
    project.holder = team
    project.save(update_fields=["holder"])
    picture = add(project)
    assert not PictureWorkflow.can(PictureWorkflow.take_down, picture, team)


def test_nobody_does_by_hand_what_the_calendar_does() -> None:
    picture = add(make.draft(), minors=True, attested=attestation())
    with pytest.raises(TransitionForbidden):
        PictureWorkflow.perform(PictureWorkflow.expire, picture, actor=Actor.of_user(moderator()))
