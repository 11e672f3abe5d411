"""The report: begun from the budget, whole before it is published, told once, corrected in the open."""

from datetime import date, timedelta

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.reports import rules
from trousse.fundraising.reports.errors import NotYourReport, ReportIncomplete, ReportMissing, ReportTooEarly
from trousse.fundraising.reports.models import Receipt, Report
from trousse.fundraising.reports.rules import SpentLine
from trousse.fundraising.reports.selectors import (
    as_due,
    campaigns_late,
    due_on,
    missing_of,
    received,
    report_of,
    report_public,
)
from trousse.fundraising.reports.services import (
    receipt_add,
    receipt_remove,
    report_begin,
    report_publish,
    report_save,
)
from trousse.fundraising.reports.telling import holders_remind, reports_tell
from trousse.people.accounts.enums import Role
from trousse.platform.audit.models import Event
from trousse.platform.moderation.reportables import reportables
from trousse.platform.notifications.models import Message

STORY = "Depuis avril, les élèves récoltent leurs légumes. " * 6
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def funded() -> Campaign:
    """It reached its optimum with two donors, one of whom gave twice."""
    campaign = make.campaign()
    half = Euro(campaign.optimum_goal_cents // 2)
    rest = campaign.optimum_goal - half - Euro.of(10)
    contributions_add(
        [
            make.gift(campaign, half, f"{campaign.pk}a", email="jeanne@exemple.fr"),
            make.gift(campaign, Euro.of(10), f"{campaign.pk}b", email="Jeanne@exemple.fr"),
            make.gift(campaign, rest, f"{campaign.pk}c", email="paul@exemple.fr"),
        ]
    )
    return Campaign.objects.select_related("project__holder").get(pk=campaign.pk)


def save(report: Report, **changes: object) -> Report:
    said: dict[str, object] = {
        "story": STORY,
        "pupils": 24,
        "explained": "",
        "thanks": "Merci !",
        "lines": [SpentLine("Bois et outils", Euro.of(1), received(report.campaign))],
    }
    return report_save(report=report, by=report.campaign.project.holder, **{**said, **changes})  # type: ignore[arg-type]


def published() -> Report:
    campaign = funded()
    report = report_begin(campaign=campaign, by=campaign.project.holder)
    return report_publish(report=save(report), by=campaign.project.holder)


class TestRules:
    def test_what_is_missing(self) -> None:
        found = rules.missing(story="Court", pupils=None, lines=[], received=Euro.of(10), explained="")
        assert [each.field for each in found] == ["story", "pupils", "lines"]
        assert f"{rules.STORY_MIN} signes au moins" in found[0].advice

    @pytest.mark.parametrize(
        ("spent", "explained", "fields"), [(10, "", []), (9, "", ["explained"]), (12, "Le chœur.", [])]
    )
    def test_a_difference_is_explained_never_forbidden(self, spent: int, explained: str, fields: list[str]) -> None:
        lines = [SpentLine("Bois", Euro.of(10), Euro.of(spent))]
        found = rules.missing(story=STORY, pupils=1, lines=lines, received=Euro.of(10), explained=explained)
        assert [each.field for each in found] == fields

    def test_due(self) -> None:
        assert rules.due_on(date(2027, 1, 1), 180) == date(2027, 6, 30)
        assert rules.gap([SpentLine("x", Euro.zero(), Euro.of(3))], Euro.of(5)) == Euro.of(-2)


@pytest.mark.django_db
class TestWriting:
    def test_it_begins_with_the_budget_once(self) -> None:
        campaign = funded()
        report = report_begin(campaign=campaign, by=campaign.project.holder)
        assert report_begin(campaign=campaign, by=campaign.project.holder) == report
        budget = campaign.project.budget_lines.filter(side="expense").order_by("order")
        assert [line.label for line in report.lines.all()] == [line.label for line in budget]
        assert {line.spent_cents for line in report.lines.all()} == {0}

    def test_not_before_the_money_and_not_by_others(self) -> None:
        campaign = make.campaign()
        with pytest.raises(ReportTooEarly):
            report_begin(campaign=campaign, by=campaign.project.holder)
        with pytest.raises(NotYourReport):
            report_begin(campaign=funded(), by=make.person("Basile"))

    def test_it_is_published_whole(self) -> None:
        campaign = funded()
        holder = campaign.project.holder
        report = report_begin(campaign=campaign, by=holder)
        with pytest.raises(TransitionRefused, match="Racontez un peu plus"):
            report_publish(report=report, by=holder)
        save(report)
        with pytest.raises(TransitionForbidden):
            report_publish(report=report, by=make.reviewer())
        assert report_public(campaign) is None
        assert report_publish(report=report, by=holder).published_at is not None
        assert report_public(campaign) == report

    def test_a_correction_is_told_and_cannot_make_holes(self) -> None:
        report = published()
        same = save(report)
        assert same.corrected_at is None
        corrected = save(report, pupils=25)
        assert corrected.corrected_at is not None
        assert Event.objects.get(verb="report.correct").data["pupils"] == 24
        with pytest.raises(ReportIncomplete, match="doit rester complet"):
            save(report, story="Plus rien")

    def test_receipts(self) -> None:
        campaign = funded()
        holder = campaign.project.holder
        report = report_begin(campaign=campaign, by=holder)
        first = receipt_add(report=report, by=holder, name="facture.pdf", content=PDF)
        receipt_remove(receipt=first, by=holder)
        assert not Receipt.objects.exists()
        kept = receipt_add(report=report, by=holder, name="facture.pdf", content=PDF)
        report_publish(report=save(report), by=holder)
        with pytest.raises(TransitionRefused):
            receipt_remove(receipt=Receipt.objects.get(pk=kept.pk), by=holder)


@pytest.mark.django_db
class TestTelling:
    def test_each_donor_once(self) -> None:
        published()
        assert reports_tell() == 2
        assert reports_tell() == 0
        told = Message.objects.filter(kind="reports.published")
        assert sorted(told.values_list("to", flat=True)) == ["jeanne@exemple.fr", "paul@exemple.fr"]

    def test_holders_are_reminded_before_and_after_the_day(self) -> None:
        campaign = funded()
        day = due_on(campaign)
        assert day is not None
        for offset, expected in ((-30, 0), (-20, 1), (-19, 0), (2, 1), (3, 0)):
            with clock.frozen(clock.start_of_day(day) + timedelta(days=offset, hours=9)):
                assert holders_remind() == expected, offset
        last = Message.objects.filter(kind="reports.expected").latest("pk")
        assert last.params["is_late"] is True

    def test_a_published_one_is_no_longer_waited_for(self) -> None:
        report = published()
        with clock.frozen(clock.now() + timedelta(days=400)):
            assert holders_remind() == 0
            assert not campaigns_late(make.granted(Role.PLATFORM)).filter(pk=report.pk).exists()


@pytest.mark.django_db
def test_late_reports_are_seen_by_those_who_follow() -> None:
    campaign = funded()
    with clock.frozen(clock.now() + timedelta(days=181)):
        [late] = campaigns_late(make.reviewer())
        assert as_due(late).days_late == 1
        assert not campaigns_late(make.person("Basile"))
    assert report_of(campaign) is None
    assert missing_of(report_begin(campaign=campaign, by=campaign.project.holder))


@pytest.mark.django_db
def test_moderators_hide_it_and_nobody_is_told_meanwhile() -> None:
    report = published()
    kind = reportables.get("report")
    moderators = Actor.system("moderation")
    assert kind.title(str(report.pk)).startswith("Bilan : ")
    kind.hide(str(report.pk), moderators, "Un nom d’élève.")
    assert report_public(report.campaign) is None
    assert reports_tell() == 0
    kind.show(str(report.pk), moderators, "Corrigé.")
    assert report_public(report.campaign) == report
    assert reports_tell() == 2
    with pytest.raises(ReportMissing):
        kind.title("999")
