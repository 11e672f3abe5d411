"""Places, races, waiting lists, alerts."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.jobs import run_pending
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.services import project_create
from trousse.fundraising.review.enums import RefusalReason
from trousse.fundraising.review.services import project_refuse, project_submit
from trousse.people.rollout.errors import AcademieClosed, PhaseRefused, QuotaFull
from trousse.people.rollout.jobs import forget
from trousse.people.rollout.models import Alert, Phase, Slot, Waiting
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.selectors import openness, place_in_line
from trousse.people.rollout.services import (
    alert_ask,
    alert_confirm,
    phase_save,
    presets_install,
    slot_free,
    slot_take,
    wait_join,
    wait_leave,
    wait_move,
)
from trousse.people.rollout.telling import waiting_tell
from trousse.people.schools.models import Academie, Departement
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

SYSTEM = Actor.system("tests")


def phase(**changes: Any) -> Phase:
    said: dict[str, Any] = {
        "phase": None,
        "name": "Phase d’essai",
        "starts_on": clock.today() - timedelta(days=10),
        "ends_on": None,
        "quota": None,
        "academies": {},
        "actor": SYSTEM,
    }
    return phase_save(**{**said, **changes})


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def departement_of_reims() -> Departement:
    departement = make.departement("10", "Aube")
    departement.academie = make.academie("19", "Reims", "ac-reims.fr")
    departement.save()
    return departement


@pytest.mark.django_db
class TestPlaces:
    def test_without_phases_everything_is_open(self) -> None:
        slot_take(school=make.school(), key="project:1")
        assert not Slot.objects.exists()
        assert openness(None).is_open

    def test_one_place_a_project(self) -> None:
        phase(quota=2)
        school = make.school()
        for _ in range(3):
            slot_take(school=school, key="project:1")
        slot_take(school=school, key="project:2")
        with pytest.raises(QuotaFull):
            slot_take(school=school, key="project:3")
        slot_free(key="project:1")
        slot_take(school=school, key="project:3")
        assert Slot.objects.filter(freed_at=None).count() == 2

    def test_an_academie_that_is_not_open_says_when(self) -> None:
        school = make.school()
        opens = clock.today() + timedelta(days=30)
        other = Academie.objects.exclude(pk=make.academie().pk).earliest("pk")
        phase(academies={other.pk: None})
        with pytest.raises(AcademieClosed, match="pas encore fixée"):
            slot_take(school=school, key="project:1")
        phase(name="Ensuite", starts_on=opens)
        with pytest.raises(AcademieClosed, match=f"Elle ouvre le {opens.day}"):
            slot_take(school=school, key="project:1")
        assert openness(make.academie()).opens_on == opens

    def test_its_own_quota(self) -> None:
        phase(academies={make.academie().pk: 1})
        slot_take(school=make.school(), key="project:1")
        with pytest.raises(QuotaFull):
            slot_take(school=make.school(), key="project:2")

    def test_a_project_that_came_in_time_is_corrected_after_the_end(self) -> None:
        opened = phase()
        slot_take(school=make.school(), key="project:1")
        Phase.objects.filter(pk=opened.pk).update(ends_on=clock.today() - timedelta(days=1))
        slot_take(school=make.school(), key="project:1")
        with pytest.raises(AcademieClosed):
            slot_take(school=make.school(), key="project:2")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_for_the_last_place_one_gets_it() -> None:
    phase(quota=1)
    school, start, outcomes = make.school(), Barrier(2), []

    def come(number: int) -> None:
        start.wait()
        try:
            slot_take(school=school, key=f"project:{number}")
            outcomes.append("taken")
        except QuotaFull:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [Thread(target=come, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full", "taken"]
    assert Slot.objects.count() == 1


@pytest.mark.django_db
class TestProjects:
    def test_a_project_takes_its_place_and_a_refusal_gives_it_to_the_next(self) -> None:
        phase(quota=1)
        first, second = make.draft(), make.draft()
        wait_join(user=first.holder, school=first.school, key=key_of(first.pk))
        project_submit(project=first, user=first.holder)
        assert not Waiting.objects.exists(), "whoever came no longer waits"
        with pytest.raises(QuotaFull):
            project_submit(project=second, user=second.holder)
        second.refresh_from_db()
        assert second.state == ProjectState.DRAFT

        wait_join(user=second.holder, school=second.school, key=key_of(second.pk))
        project_refuse(project=first, reviewer=make.reviewer(), reason_code=RefusalReason.BUDGET, text="Trop cher.")
        run_pending()
        assert told("rollout.place") == [second.holder.email]
        project_submit(project=second, user=second.holder)


@pytest.mark.django_db
class TestWaiting:
    def test_in_order_and_as_many_as_there_are_places(self) -> None:
        opened = phase(quota=1)
        slot_take(school=make.school(), key="project:0")
        people = [make.holder(make.school(), name) for name in ("Ada", "Boris", "Clea")]
        schools = [make.school() for _ in people]
        for number, (person, school) in enumerate(zip(people, schools, strict=True)):
            with clock.frozen(clock.now() + timedelta(minutes=number)):
                wait_join(user=person, school=school, key=key_of(number))
        assert [place_in_line(key=key_of(number)) for number in range(3)] == [1, 2, 3]
        assert waiting_tell() == 0
        Phase.objects.filter(pk=opened.pk).update(quota=3)
        assert waiting_tell() == 2
        assert told("rollout.place") == [person.email for person in people[:2]]
        assert waiting_tell() == 0, "the places are kept for them"
        assert place_in_line(key=key_of(2)) == 1
        with clock.frozen(clock.now() + timedelta(days=8)):
            assert waiting_tell() == 1

    def test_a_place_of_the_phase_goes_to_whoever_asked_first_wherever_they_are(self) -> None:
        elsewhere = departement_of_reims()
        opened = phase(quota=1)
        slot_take(school=make.school(), key="project:0")
        here, there = make.school(), make.school(departement=elsewhere)
        late, early = make.holder(here, "Ada"), make.holder(there, "Boris")
        wait_join(user=early, school=there, key="project:early")
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            wait_join(user=late, school=here, key="project:late")
        assert (place_in_line(key="project:early"), place_in_line(key="project:late")) == (1, 2)
        Phase.objects.filter(pk=opened.pk).update(quota=2)
        assert waiting_tell() == 1, "one place, one promise"
        assert told("rollout.place") == [early.email]

    def test_joining_twice_keeps_the_place_and_leaving_frees_it(self) -> None:
        school = make.school()
        person = make.holder(school)
        first = wait_join(user=person, school=school, key="project:1")
        assert wait_join(user=person, school=school, key="project:1").asked_at == first.asked_at
        wait_leave(key="project:1")
        assert place_in_line(key="project:1") is None

    def test_an_academie_short_of_its_own_places_waits_for_these(self) -> None:
        """The phase has room: whoever waits elsewhere is not before them."""
        here, there = make.school(), make.school(departement=departement_of_reims())
        opened = phase(quota=3, academies={make.academie().pk: 1, "19": 2})
        for number, school in enumerate((here, there)):
            slot_take(school=school, key=f"project:{number}")
        for number, school in enumerate((there, here), start=2):
            with clock.frozen(clock.now() + timedelta(minutes=number)):
                wait_join(user=make.holder(school, f"Ada{number}"), school=school, key=key_of(number))
        assert place_in_line(key=key_of(3)) == 1
        Phase.objects.filter(pk=opened.pk).update(quota=2)
        assert place_in_line(key=key_of(3)) == 2

    def test_a_school_of_no_academie_has_its_turn(self) -> None:
        phase(quota=1)
        slot_take(school=make.school(), key="project:0")
        abroad = make.school(departement=None)
        person = make.holder(abroad)
        wait_join(user=person, school=abroad, key="project:1")
        assert place_in_line(key="project:1") == 1
        slot_free(key="project:0")
        assert waiting_tell() == 1
        assert told("rollout.place") == [person.email]

    def test_one_project_that_comes_leaves_the_other_in_its_turn(self) -> None:
        """A holder may wait with two projects of one school, and move one to another school."""
        phase(quota=1)
        first = make.draft()
        second = project_create(holder=first.holder, school=first.school)
        for project in (first, second):
            wait_join(user=first.holder, school=first.school, key=key_of(project.pk))
        project_submit(project=first, user=first.holder)
        assert place_in_line(key=key_of(second.pk)) == 1
        moved = make.school(departement=departement_of_reims())
        wait_move(key=key_of(second.pk), school=moved)
        assert Waiting.objects.get().school == moved


@pytest.mark.django_db
class TestAlerts:
    def test_confirmed_then_told_once(self) -> None:
        academie = make.academie()
        other = Academie.objects.exclude(pk=academie.pk).earliest("pk")
        phase(academies={other.pk: None})
        alert_ask(academie=academie, email="Jeanne@exemple.fr")
        assert told("rollout.alert_confirm") == ["jeanne@exemple.fr"]
        assert waiting_tell() == 0
        alert_confirm(code=academie.pk, email="jeanne@exemple.fr")
        assert waiting_tell() == 0
        phase(name="Ensuite", starts_on=clock.today())
        assert waiting_tell() == 1
        assert waiting_tell() == 0
        assert told("rollout.opened") == ["jeanne@exemple.fr"]
        assert Alert.objects.get().told_at is not None
        with clock.frozen(clock.now() + timedelta(days=91)):
            forget()
        assert not Alert.objects.exists()

    def test_an_address_that_nobody_confirms_is_forgotten(self) -> None:
        alert_ask(academie=make.academie(), email="jeanne@exemple.fr")
        forget()
        assert Alert.objects.exists()
        with clock.frozen(clock.now() + timedelta(days=31)):
            forget()
        assert not Alert.objects.exists()


@pytest.mark.django_db
class TestPhases:
    def test_the_presets_of_2017(self) -> None:
        pilot, everywhere = presets_install(actor=SYSTEM)
        names = {opening.academie.name for opening in pilot.openings.select_related("academie")}
        assert names == {"Lille", "Montpellier", "Orléans-Tours", "Reims", "Versailles"}
        assert (pilot.quota, pilot.starts_on) == (50, date(2017, 3, 1))
        assert (everywhere.starts_on, everywhere.openings.count()) == (date(2017, 9, 1), 0)
        assert presets_install(actor=SYSTEM) == []
        assert openness(make.academie()).is_open

    def test_a_phase_is_changed_and_told_to_the_journal(self) -> None:
        made = phase()
        changed = phase(phase=made, quota=7, academies={make.academie().pk: None})
        assert (changed.pk, changed.quota, changed.openings.count()) == (made.pk, 7, 1)
        assert Event.objects.filter(verb="phase.change").get().data["quota"] == 7

    def test_what_makes_no_sense_is_refused(self) -> None:
        phase()
        with pytest.raises(PhaseRefused, match="porte déjà ce nom"):
            phase()
        with pytest.raises(PhaseRefused, match="avant de commencer"):
            phase(name="Autre", ends_on=clock.today() - timedelta(days=20))
