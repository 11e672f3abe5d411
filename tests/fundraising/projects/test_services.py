"""Drafting and submitting: nothing typed is ever lost, nobody else writes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.projects import services
from trousse.fundraising.projects.enums import BudgetSide, ProjectState
from trousse.fundraising.projects.errors import (
    ConflictingEdit,
    NotTheHolder,
    NotYourSchool,
    ProjectLocked,
    ProjectUnreadable,
)
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry
from trousse.fundraising.projects.selectors import Seen, budget_of, classes_of, project_snapshot, readiness, stamp_of
from trousse.fundraising.projects.services import project_create, project_submit, project_update
from trousse.people.accounts.models import AcademicDomain
from trousse.people.accounts.services import holder_join_school
from trousse.people.schools.enums import SchoolStatus
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db


def test_the_ten_themes_ship_with_the_product() -> None:
    assert list(Theme.objects.values_list("slug", flat=True)) == [
        "botanique",
        "robotique",
        "decouverte",
        "scene",
        "mer",
        "sport",
        "lecture",
        "echanges",
        "patrimoine",
        "ensemble",
    ]


def test_a_draft_begins_with_what_is_known() -> None:
    place = make.school()
    project = project_create(holder=make.holder(place), school=place)
    assert (project.state, project.version, project.duration_days) == (ProjectState.DRAFT, 1, 45)
    assert project.head_email == place.mail
    assert Event.objects.filter(verb="project.create", subject_id=str(project.pk)).exists()
    assert project.slug == "projet"


def test_a_draft_needs_a_link_to_the_school() -> None:
    stranger = make.holder(make.school())
    with pytest.raises(NotYourSchool):
        project_create(holder=stranger, school=make.school())


def test_what_is_typed_is_tidied_and_kept() -> None:
    project = make.draft(title="  Un potager ", levels=["6e", "cm2"], manager_email=" Coop@Exemple.FR ")
    stored = Project.objects.get(pk=project.pk)
    assert stored.title == "Un potager"
    assert stored.levels == ["cm2", "6e"]
    assert stored.manager_email == "coop@exemple.fr"
    assert stored.minimum_goal == Euro.of(500)
    assert stored.learning_items == ["Observer le vivant", "Mesurer"]
    assert budget_of(stored) == make.BUDGET
    assert stored.version == 2
    assert readiness(stored).is_complete


def test_a_part_of_the_form_leaves_the_rest_alone() -> None:
    project = make.draft()
    saved = project_update(project=project, user=project.holder, version=2, changes={"title": "Un jardin"})
    assert (saved.title, saved.version, saved.summary) == ("Un jardin", 3, project.summary)
    assert budget_of(saved) == make.BUDGET


def test_the_same_content_twice_is_saved_once() -> None:
    project = make.draft()
    first = project_update(project=project, user=project.holder, version=2, changes={"title": "Un jardin"})
    again = project_update(project=project, user=project.holder, version=2, changes={"title": "Un jardin"})
    assert first.version == again.version == 3


def test_two_tabs_do_not_overwrite_each_other() -> None:
    project = make.draft()
    project_update(project=project, user=project.holder, version=2, changes={"title": "De l’onglet A"})
    with pytest.raises(ConflictingEdit) as conflict:
        project_update(
            project=project,
            user=project.holder,
            version=2,
            changes={"title": "De l’onglet B", "thanks": "Une photo du potager"},
            budget=make.BUDGET[:1],
        )
    assert conflict.value.fields == ("title", "budget")
    assert conflict.value.current.title == "De l’onglet A"
    assert conflict.value.current.version == 3
    assert budget_of(Project.objects.get(pk=project.pk)) == make.BUDGET


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"classes": [ClassEntry("CM3", ("cm3",), 24)]}, "levels"),
        ({"classes": [ClassEntry("CM2", ("cm2",), 0)]}, "pupils"),
        ({"classes": [ClassEntry("x" * 121, ("cm2",), 24)]}, "classes"),
        ({"classes": [ClassEntry("CM2", ("cm2",), 24)] * 13}, "classes"),
        ({"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}, "ends_on"),
        ({"title": "x" * 81}, "title"),
        ({"summary": "x" * 281}, "summary"),
        ({"manager_email": "coop@"}, "manager_email"),
        ({"body_kind": "fse"}, "body_kind"),
        ({"minimum_goal": Euro(0)}, "minimum_goal"),
        ({"optimum_goal": Euro(-5)}, "optimum_goal"),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(changes: services.ProjectChanges, code: str) -> None:
    project = make.draft()
    with pytest.raises(ProjectUnreadable) as refused:
        project_update(project=project, user=project.holder, version=2, changes=changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "entry", [BudgetEntry(BudgetSide.EXPENSE, " ", Euro(1)), BudgetEntry(BudgetSide.INCOME, "x", Euro(0))]
)
def test_budget_lines_have_a_name_and_an_amount(entry: BudgetEntry) -> None:
    project = make.draft()
    with pytest.raises(ProjectUnreadable):
        project_update(project=project, user=project.holder, version=2, changes={}, budget=[entry])


def test_an_unknown_field_is_a_bug() -> None:
    project = make.draft()
    with pytest.raises(ValueError, match="state"):
        project_update(project=project, user=project.holder, version=2, changes={"state": "accepted"})  # type: ignore[typeddict-unknown-key]


def test_only_the_holder_edits_and_only_while_it_is_theirs() -> None:
    project = make.draft()
    with pytest.raises(NotTheHolder):
        project_update(project=project, user=make.reviewer(), version=2, changes={"title": "Autre"})
    project_submit(project=project, user=project.holder)
    with pytest.raises(ProjectLocked):
        project_update(project=project, user=project.holder, version=2, changes={"title": "Autre"})


def test_a_project_moves_only_to_a_school_of_its_holder() -> None:
    project = make.draft()
    with pytest.raises(NotYourSchool):
        project_update(project=project, user=project.holder, version=2, changes={"school": make.school()})


def test_submitting_starts_the_clock_and_leaves_a_trace() -> None:
    project = make.draft()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        stored = project_submit(project=project, user=project.holder)
        assert stored.submitted_at == stored.state_since == clock.now()
    assert stored.state == ProjectState.SUBMITTED
    step = stored.log.get()
    assert (step.from_state, step.to_state, step.actor_id) == ("draft", "submitted", str(project.holder_id))
    assert Event.objects.filter(verb="project.submit").exists()


def test_an_unready_project_is_told_what_is_missing() -> None:
    project = make.draft(pupils=None, thanks="")
    with pytest.raises(TransitionRefused) as refused:
        project_submit(project=project, user=project.holder)
    assert "combien d’élèves" in refused.value.user_message
    assert [item.field for item in readiness(project).tips] == ["thanks"]


def test_only_a_holder_with_an_academic_address_submits() -> None:
    project = make.draft()
    with pytest.raises(TransitionForbidden):
        project_submit(project=project, user=make.reviewer())
    AcademicDomain.objects.filter(domain="ac-grenoble.fr").update(active=False)
    with pytest.raises(TransitionForbidden):
        project_submit(project=project, user=project.holder)


def test_the_snapshot_holds_what_was_judged_and_no_contact() -> None:
    snapshot = project_snapshot(make.draft())
    assert snapshot["minimum_goal_cents"] == 50_000
    assert len(snapshot["budget"]) == 3
    assert "coop@exemple.fr" not in str(snapshot)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "nonsense"},
        {"minimum_goal_cents": -1},
        {"pupils": 0},
        {"state": "submitted", "submitted_at": None},
        {"state": "submitted", "theme": None},
        {"state": "submitted", "optimum_goal_cents": 40_000},
        {"state": "accepted", "accepted_at": None},
        {"state": "submitted", "submitted_at": clock.now(), "accepted_at": clock.now()},
    ],
)
def test_postgresql_refuses_nonsense(changes: dict[str, object]) -> None:
    project = make.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**changes)


def test_classes_are_kept_in_rows_and_summed_up() -> None:
    college = make.college()
    project = make.draft()
    rows = [ClassEntry(" CM2 de Nadia ", ("cm2",), 26), ClassEntry("6e B", ("6e",), 24, college.uai), ClassEntry()]

    saved = project_update(
        project=project, user=project.holder, version=2, changes={"other_schools": [college], "classes": rows}
    )

    assert classes_of(saved) == (ClassEntry("CM2 de Nadia", ("cm2",), 26), ClassEntry("6e B", ("6e",), 24, college.uai))
    assert (saved.levels, saved.pupils, saved.classes_label) == (["cm2", "6e"], 50, "CM2 de Nadia, 6e B")
    assert [school["uai"] for school in project_snapshot(saved)["other_schools"]] == [college.uai]


def test_a_school_that_takes_part_no_more_leaves_its_class_to_the_carrier() -> None:
    college = make.college()
    project = make.draft(other_schools=[college], classes=[ClassEntry("6e B", ("6e",), 24, college.uai)])

    saved = project_update(project=project, user=project.holder, version=2, changes={"other_schools": []})

    assert classes_of(saved) == (ClassEntry("6e B", ("6e",), 24),)


def test_moving_to_a_school_that_took_part_keeps_it_once() -> None:
    college = make.college()
    project = make.draft(other_schools=[college])
    holder_join_school(user=project.holder, school=college)

    saved = project_update(project=project, user=project.holder, version=2, changes={"school": college})

    assert (saved.school, list(saved.other_schools.all())) == (college, [])


def test_a_closed_school_does_not_take_part() -> None:
    with pytest.raises(ProjectUnreadable, match="fermé"):
        make.draft(other_schools=[make.college(status=SchoolStatus.CLOSED)])


def test_two_tabs_on_two_steps_do_not_disturb_each_other() -> None:
    project = make.draft()
    seen = Seen(("title", "summary"), stamp_of(project, ("title", "summary")))
    project_update(project=project, user=project.holder, version=2, changes={"thanks": "Un dessin"}, budget=())

    saved = project_update(project=project, user=project.holder, version=seen, changes={"title": "Un jardin"})

    assert (saved.title, saved.thanks) == ("Un jardin", "Un dessin")
    with pytest.raises(ConflictingEdit):
        project_update(project=project, user=project.holder, version=seen, changes={"title": "Un verger"})
