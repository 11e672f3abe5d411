"""Who accompanies whom, what they write to each other, who may."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction

from tests.fundraising import make
from tests.fundraising.coaching import making
from trousse.core import clock
from trousse.fundraising.coaching.enums import Group, Writer
from trousse.fundraising.coaching.errors import (
    AssignmentMissing,
    CoachNotHere,
    MayNotCoach,
    MayNotTalk,
    NoSuchLine,
    NothingWritten,
)
from trousse.fundraising.coaching.models import CoachAssignment, CoachMessage, Nudge
from trousse.fundraising.coaching.personal_data import HELD
from trousse.fundraising.coaching.selectors import (
    assignment_get,
    assignment_of_holder,
    assignments_visible_to,
    coach_of,
    coaches_for,
    counts_of,
    notes_of,
    templates_of,
    unread_by_holder,
)
from trousse.fundraising.coaching.services import (
    coach_assign,
    coach_reassign,
    coaches_find,
    item_tick,
    message_write,
    messages_read,
    note_write,
    nudge_dismiss,
    reply_is_not_needed,
    template_reset,
    template_write,
)
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.services import head_decline
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import RoleGrant
from trousse.people.accounts.services import role_grant, role_revoke
from trousse.people.schools.models import Departement
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def of(project: Project) -> CoachAssignment:
    return CoachAssignment.objects.select_related("project__holder", "project__school").get(pk=project.pk)


# --- Assignment -----------------------------------------------------------------------------------------------------


def test_acceptance_gives_the_coach_of_the_departement_and_tells_both() -> None:
    amina = making.coach()
    making.coach("Paul", of=_elsewhere())

    project = make.accepted()

    assert coach_of(project) == amina
    assert mails("coaching.assigned") == [amina.email]
    assert mails("coaching.presented") == [project.holder.email]
    coach_assign(project)
    assert len(mails("coaching.assigned")) == 1


def test_nearer_then_less_loaded() -> None:
    first, second = making.coach("Amina"), making.coach("Paul")
    make.granted(Role.COACH, first_name="Nationale")

    given = [coach_of(make.accepted()) for _ in range(3)]

    assert given == [first, second, first]


def test_without_anybody_it_waits_and_the_job_finds_somebody_later() -> None:
    project = make.accepted()
    assert coach_of(project) is None
    assert coaches_find() == 0

    amina = making.coach()
    assert (coaches_find(), coaches_find()) == (1, 0)
    assert coach_of(project) == amina


def test_projects_accepted_before_coaching_existed_are_found() -> None:
    project = make.accepted()
    CoachAssignment.objects.all().delete()
    amina = making.coach()

    assert coaches_find() == 1
    assert coach_of(project) == amina


def test_a_coach_who_stops_leaves_their_projects_to_another() -> None:
    amina = making.coach()
    project = make.accepted()
    paul = making.coach("Paul")

    role_revoke(grant=RoleGrant.objects.get(user=amina, role=Role.COACH), actor=making.SYSTEM)
    assert not assignments_visible_to(amina).exists()
    assert coaches_find() == 1
    assert coach_of(project) == paul

    role_revoke(grant=RoleGrant.objects.get(user=paul, role=Role.COACH), actor=making.SYSTEM)
    assert coaches_find() == 0
    assert coach_of(project) is None


def test_nobody_accompanies_their_own_project() -> None:
    project = make.submitted()
    role_grant(user=project.holder, role=Role.COACH, scope=Scope.NATION, actor=making.SYSTEM)

    make.accept(project, make.reviewer())

    assert coach_of(project) is None
    assert not assignments_visible_to(project.holder).exists()


def test_accepted_again_keeps_its_coach() -> None:
    amina = making.coach()
    project = make.accepted()
    making.coach("Paul")
    head_decline(token=make.token(project, "head"), name="Paul", role="Directeur", reason="Pas cette année.")  # type: ignore[arg-type]

    make.accept(Project.objects.get(pk=project.pk), make.reviewer())

    assert coach_of(project) == amina
    assert len(mails("coaching.assigned")) == 1


def test_by_hand_to_another_coach_of_the_territory() -> None:
    amina, far = making.coach(), making.coach("Loin", of=_elsewhere())
    project = make.accepted()
    paul, team = making.coach("Paul"), make.granted(Role.PLATFORM)

    assert [person for person, _ in coaches_for(of(project))] == [amina, paul]
    with pytest.raises(CoachNotHere):
        coach_reassign(assignment=of(project), coach=far, by=amina)
    with pytest.raises(MayNotCoach):
        coach_reassign(assignment=of(project), coach=paul, by=far)
    with pytest.raises(MayNotCoach):
        coach_reassign(assignment=of(project), coach=paul, by=project.holder)
    coach_reassign(assignment=of(project), coach=paul, by=team)
    coach_reassign(assignment=of(project), coach=paul, by=team)

    assert coach_of(project) == paul
    assert mails("coaching.assigned") == [amina.email, paul.email]


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_once_give_one_coach() -> None:
    project = make.accepted()
    for name in ("Amina", "Paul"):
        making.coach(name)
    CoachAssignment.objects.all().delete()
    start = threading.Barrier(2)
    failures: list[BaseException] = []

    def assign() -> None:
        try:
            start.wait(timeout=10)
            coach_assign(project)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=assign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert CoachAssignment.objects.count() == 1
    assert len(mails("coaching.assigned")) == 1


# --- The thread -----------------------------------------------------------------------------------------------------


def test_messages_go_both_ways_and_say_who_waits() -> None:
    amina = making.coach()
    project = make.accepted()

    message_write(assignment=of(project), by=project.holder, text=" À qui écrire ? ")
    assert of(project).group is Group.WAITING
    assert mails("coaching.to_coach") == [amina.email]
    asked = of(project).awaits_since
    with clock.frozen(clock.now() + timedelta(hours=1)):
        message_write(assignment=of(project), by=project.holder, text="Et quand ?")
    assert of(project).awaits_since == asked

    message_write(assignment=of(project), by=amina, text="À trois amis.")
    found = of(project)
    assert (found.group, found.awaits_since) == (Group.WELL, None)
    assert found.last_contact_at is not None
    assert mails("coaching.to_holder") == [project.holder.email]
    assert unread_by_holder([project.pk]) == {project.pk: 1}
    assert CoachMessage.objects.filter(writer=Writer.HOLDER, read_at=None).count() == 0

    assert messages_read(assignment=found, by=project.holder) == 1
    assert unread_by_holder([project.pk]) == {}


def test_a_thank_you_needs_no_answer() -> None:
    amina = making.coach()
    project = make.accepted()
    message_write(assignment=of(project), by=project.holder, text="Merci !")

    with pytest.raises(MayNotCoach):
        reply_is_not_needed(assignment=of(project), by=project.holder)
    reply_is_not_needed(assignment=of(project), by=amina)

    assert of(project).group is Group.WELL
    assert mails("coaching.to_holder") == []


def test_strangers_do_not_write_and_nobody_writes_nothing() -> None:
    making.coach()
    project = make.accepted()

    for stranger in (make.person(), making.coach("Loin", of=_elsewhere()), make.reviewer()):
        with pytest.raises(MayNotTalk):
            message_write(assignment=of(project), by=stranger, text="Bonjour")
        with pytest.raises(MayNotTalk):
            messages_read(assignment=of(project), by=stranger)
        with pytest.raises(MayNotTalk):
            item_tick(assignment=of(project), key="poster", done=True, by=stranger)
    with pytest.raises(NothingWritten):
        message_write(assignment=of(project), by=project.holder, text="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        CoachMessage.objects.create(assignment=of(project), writer="holder", writer_user=project.holder, text="")


def test_without_coach_the_holder_is_read_by_the_territory() -> None:
    project = make.accepted()
    message_write(assignment=of(project), by=project.holder, text="Il y a quelqu’un ?")
    helper = make.granted(Role.COACH)

    message_write(assignment=of(project), by=helper, text="Oui, bonjour.")

    assert mails("coaching.to_coach") == []
    assert mails("coaching.to_holder") == [project.holder.email]


# --- Notes, templates, ticks ----------------------------------------------------------------------------------------


def test_notes_stay_between_coaches() -> None:
    amina = making.coach()
    project = make.accepted()
    before = Message.objects.count()
    note_write(assignment=of(project), by=amina, text="A déjà eu un refus, à ménager.")

    assert [note.text for note in notes_of(make.granted(Role.PLATFORM), of(project))] == [
        "A déjà eu un refus, à ménager."
    ]
    for other in (project.holder, make.reviewer(), make.person()):
        with pytest.raises(MayNotCoach):
            notes_of(other, of(project))
        with pytest.raises(MayNotCoach):
            note_write(assignment=of(project), by=other, text="Oh")
    assert Message.objects.count() == before
    [held] = [each for each in HELD if each.model == "coaching.CoachNote"]
    assert held.about.startswith("Accompagnateurs")


def test_a_holder_who_coaches_elsewhere_never_reads_the_notes_on_themselves() -> None:
    making.coach()
    project = make.accepted()
    role_grant(user=project.holder, role=Role.COACH, scope=Scope.NATION, actor=making.SYSTEM)

    with pytest.raises(MayNotCoach):
        notes_of(project.holder, of(project))
    with pytest.raises(AssignmentMissing):
        assignment_get(project.holder, project.pk)
    assert assignment_of_holder(project.holder, project.pk).pk == project.pk


def test_templates_in_ones_own_words() -> None:
    amina, paul = making.coach(), making.coach("Paul")
    shipped = templates_of(amina)
    template_write(coach=amina, key="bravo", text="Chapeau {prenom} !")
    template_write(coach=amina, key="bravo", text="Bravo {prenom} !")

    assert {each.key: each.text for each in templates_of(amina)}["bravo"] == "Bravo {prenom} !"
    assert templates_of(paul) == shipped
    with pytest.raises(KeyError):
        template_write(coach=amina, key="inconnu", text="Oh")
    template_reset(coach=amina, key="bravo")
    assert templates_of(amina) == shipped


def test_ticks_by_both_but_never_for_a_fact() -> None:
    amina = making.coach()
    project = make.accepted()

    item_tick(assignment=of(project), key="poster", done=True, by=project.holder)
    item_tick(assignment=of(project), key="poster", done=True, by=amina)
    assert list(of(project).ticks.values_list("item", flat=True)) == ["poster"]
    item_tick(assignment=of(project), key="poster", done=False, by=amina)
    assert not of(project).ticks.exists()
    for key in ("first_gift", "inconnu"):
        with pytest.raises(NoSuchLine):
            item_tick(assignment=of(project), key=key, done=True, by=project.holder)


def test_only_the_holder_puts_advice_aside() -> None:
    amina = making.coach()
    project = make.accepted()
    Nudge.objects.create(assignment=of(project), cause="no_news", window="a", since=clock.now())

    with pytest.raises(MayNotTalk):
        nudge_dismiss(assignment=of(project), cause="no_news", by=amina)
    nudge_dismiss(assignment=of(project), cause="no_news", by=project.holder)

    assert Nudge.objects.get().dismissed_at is not None


# --- Who sees what --------------------------------------------------------------------------------------------------


def test_a_coach_sees_their_own_and_their_territory() -> None:
    amina = making.coach()
    here = make.accepted()
    there = make.accepted(at=make.school(departement=_elsewhere()))
    academie = make.academie()

    def seen(user: object) -> set[int]:
        return set(assignments_visible_to(user).values_list("pk", flat=True))  # type: ignore[arg-type]

    assert seen(amina) == {here.pk}
    assert seen(make.granted(Role.COACH)) == {here.pk, there.pk}
    assert seen(make.granted(Role.PLATFORM)) == {here.pk, there.pk}
    assert seen(make.granted(Role.COACH, academie)) == {here.pk}
    assert seen(make.reviewer()) == seen(here.holder) == set()
    of_school = make.person()
    role_grant(user=of_school, role=Role.COACH, scope=Scope.SCHOOL, school=there.school, actor=making.SYSTEM)
    assert seen(of_school) == {there.pk}
    # One that was given by hand to a coach who later moved remains theirs.
    CoachAssignment.objects.filter(pk=there.pk).update(coach=amina)
    assert seen(amina) == {here.pk, there.pk}
    amina.is_active = False
    assert seen(amina) == set()


def test_counts_by_group() -> None:
    making.coach()
    waiting, calm, well = (make.accepted() for _ in range(3))
    message_write(assignment=of(waiting), by=waiting.holder, text="Bonjour")
    CoachAssignment.objects.filter(pk=calm.pk).update(cause="no_gift", cause_since=clock.now(), need=700)
    CoachAssignment.objects.filter(pk=well.pk).update(coach=None)

    counts = counts_of(CoachAssignment.objects.living())

    assert [counts.by_group[group] for group in Group] == [1, 1, 1]
    assert (counts.total, counts.without_coach) == (3, 1)
    for group in Group:
        assert [each.group for each in CoachAssignment.objects.living().in_group(group)] == [group]


def _elsewhere() -> Departement:
    lille = make.academie("09", "Lille", "ac-lille.fr")
    return Departement.objects.get_or_create(code="59", defaults={"name": "Nord", "academie": lille})[0]
