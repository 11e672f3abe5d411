"""The published selection criteria: every acceptance answers them, and is read with the words of its day."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review import criteria
from trousse.fundraising.review.answers import answers_of
from trousse.fundraising.review.criteria import GRIDS, NOTE_MAX, Answer, Criterion, Grid, all_met, grid_on, problems_of
from trousse.fundraising.review.enums import LinkPurpose, Outcome
from trousse.fundraising.review.errors import CriteriaUnanswered
from trousse.fundraising.review.models import CriterionAnswer, Decision
from trousse.fundraising.review.services import head_decline, project_send_back

PUBLISHED = {"2026-11": "c9c577e0ec52f531"}
"""A grid that was in force never changes: to change a word is to publish another grid."""

GRID = Grid("1", date(2026, 1, 1), (Criterion("dur", "Dur.", "Dur ?"), Criterion("doux", "Doux.", "Doux ?", False)))


class TestRules:
    def test_what_was_published_stays_as_it_was(self) -> None:
        assert {grid.version: hashlib.sha256(repr(grid).encode()).hexdigest()[:16] for grid in GRIDS} == PUBLISHED

    def test_grids_follow_each_other_and_name_each_criterion_once(self) -> None:
        assert sorted(GRIDS, key=lambda grid: grid.in_force_from) == list(GRIDS)
        for grid in GRIDS:
            assert len({each.code for each in grid.criteria}) == len(grid.criteria)
            assert all(len(each.code) <= 20 for each in grid.criteria)

    def test_the_grid_of_a_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        later = replace(GRIDS[-1], version="2027-02", in_force_from=date(2027, 2, 1))
        monkeypatch.setattr(criteria, "GRIDS", (*GRIDS, later))
        assert grid_on(date(2017, 3, 1)) is GRIDS[0]
        assert grid_on(date(2027, 1, 31)) is GRIDS[-1]
        assert grid_on(date(2027, 2, 1)) is later

    @pytest.mark.parametrize(
        ("answers", "wrong"),
        [
            ({}, {"dur", "doux"}),
            ({"dur": Answer(True)}, {"doux"}),
            ({"dur": Answer(False, "Parce que."), "doux": Answer(True)}, {"dur"}),
            ({"dur": Answer(True), "doux": Answer(False, "  ")}, {"doux"}),
            ({"dur": Answer(True), "doux": Answer(False, "Parce que.")}, set()),
            ({"dur": Answer(True, "x" * (NOTE_MAX + 1)), "doux": Answer(True)}, {"dur"}),
            ({"dur": Answer(True), "doux": Answer(True), "autre": Answer(True)}, {"autre"}),
            (all_met(GRID), set()),
        ],
    )
    def test_what_keeps_a_project_from_being_accepted(self, answers: dict[str, Answer], wrong: set[str]) -> None:
        assert problems_of(GRID, answers).keys() == wrong


@pytest.mark.django_db
class TestAcceptance:
    def test_answers_are_kept_with_the_decision(self) -> None:
        answers = {**all_met(grid_on(clock.today())), "trace": Answer(False, " Une journée à vivre. ")}
        project = make.submitted()

        decision = make.accept(project, answers=answers)

        found = answers_of(project)
        assert (decision.grid, decision.criteria_asked) == (GRIDS[-1].version, len(GRIDS[-1].criteria))
        assert found is not None
        assert [line.criterion for line in found.lines] == list(GRIDS[-1].criteria)
        assert (found.lines[-1].met, found.lines[-1].note) == (False, "Une journée à vivre.")
        assert found.met_count == len(found.lines) - 1

    def test_without_an_answer_nothing_happens(self) -> None:
        project = make.submitted()
        with pytest.raises(CriteriaUnanswered) as refusal, transaction.atomic():
            make.accept(project, answers={"eleves": Answer(True)})
        assert "tous" in refusal.value.problems
        assert Project.objects.get().state == ProjectState.SUBMITTED
        assert not Decision.objects.exists()

    def test_the_last_acceptance_counts(self) -> None:
        project = make.accepted()
        token = make.token(project, LinkPurpose.HEAD)
        head_decline(token=token, name="Paul Martin", role="Directeur", reason="Pas encore voté.")
        answers = {**all_met(grid_on(clock.today())), "apprendre": Answer(True, "Ils mesurent tout.")}
        with clock.frozen(clock.now() + timedelta(hours=1)):
            make.accept(Project.objects.get(pk=project.pk), answers=answers)
        found = answers_of(project)
        assert found is not None
        assert [line.note for line in found.lines if line.note] == ["Ils mesurent tout."]

    def test_what_was_never_accepted_answers_nothing(self) -> None:
        project = make.submitted()
        project_send_back(project=project, reviewer=make.reviewer(), remarks={"title": "Plus court."})
        assert answers_of(project) is None

    def test_an_older_decision_keeps_the_words_of_its_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        project = make.accepted()
        later = replace(GRID, version="2099-01", in_force_from=clock.today())
        monkeypatch.setattr(criteria, "GRIDS", (*GRIDS, later))
        found = answers_of(project)
        assert found is not None
        assert found.grid is GRIDS[-1]
        assert answers_of(make.accepted()).grid is later  # type: ignore[union-attr]


@pytest.mark.django_db
class TestDatabase:
    def decision(self, **fields: object) -> Decision:
        submission = make.submitted().submissions.get()
        return Decision.objects.create(submission=submission, reviewer=make.reviewer(), **fields)

    def check_at_once(self) -> None:
        """What PostgreSQL checks at the end of the transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    @pytest.mark.parametrize(
        "fields",
        [
            {"outcome": Outcome.ACCEPTED, "grid": "2026-11"},
            {"outcome": Outcome.ACCEPTED, "criteria_asked": 2},
            {"outcome": Outcome.SENT_BACK, "grid": "2026-11", "criteria_asked": 2},
        ],
    )
    def test_a_grid_belongs_to_an_acceptance(self, fields: dict[str, object]) -> None:
        with pytest.raises(IntegrityError, match="review_grid_only_accepted"), transaction.atomic():
            self.decision(**fields)

    @pytest.mark.parametrize("fields", [{}, {"grid": "2026-11", "criteria_asked": 2}])
    def test_an_acceptance_comes_with_its_answers(self, fields: dict[str, object]) -> None:
        self.check_at_once()
        with pytest.raises(IntegrityError, match="criteria"), transaction.atomic():
            self.decision(outcome=Outcome.ACCEPTED, **fields)

    def test_an_answer_is_neither_lost_nor_added(self) -> None:
        decision = make.accept(make.submitted())
        self.check_at_once()
        with pytest.raises(IntegrityError, match="criteria"), transaction.atomic():
            CriterionAnswer.objects.filter(decision=decision, criterion="tous").delete()
        with pytest.raises(IntegrityError, match="criteria"), transaction.atomic():
            CriterionAnswer.objects.create(decision=decision, criterion="autre", met=True)

    def test_once_each_and_explained(self) -> None:
        decision = make.accept(make.submitted())
        with pytest.raises(IntegrityError, match="review_one_answer_per_criterion"), transaction.atomic():
            CriterionAnswer.objects.create(decision=decision, criterion="tous", met=True)
        with pytest.raises(IntegrityError, match="review_unmet_criterion_is_explained"), transaction.atomic():
            CriterionAnswer.objects.filter(decision=decision, criterion="trace").update(met=False)
