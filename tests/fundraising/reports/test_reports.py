"""The report: begun from the budget, whole before it is published, told once, corrected in the open."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.reports import rules, services
from trousse.fundraising.reports.errors import (
    NotYourReport,
    ReportChanged,
    ReportIncomplete,
    ReportMissing,
    ReportTooEarly,
    TooManyReceipts,
)
from trousse.fundraising.reports.forgetting import receipts_forget
from trousse.fundraising.reports.models import Receipt, Report
from trousse.fundraising.reports.rules import IncomeLine, ReportContent, SpentLine
from trousse.fundraising.reports.selectors import (
    as_due,
    campaigns_late,
    collected,
    due_on,
    income_lines,
    missing_of,
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
from trousse.platform.documents.models import Document
from trousse.platform.documents.selectors import document_read
from trousse.platform.moderation.reportables import reportables
from trousse.platform.notifications.models import Message
from trousse.platform.pictures.owners import owner_of

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


def content(report: Report, **changes: Any) -> ReportContent:
    """Whole: what was planned besides came, and everything was spent on wood."""
    campaign = report.campaign
    incomes = tuple(replace(income, received=income.planned) for income in income_lines(report))
    everything = rules.received_in_all(collected(campaign), incomes)
    whole = ReportContent(
        story=STORY,
        pupils=24,
        thanks="Merci !",
        lines=(SpentLine("Bois et outils", Euro.of(1), everything),),
        incomes=incomes,
    )
    return replace(whole, **changes)


def save(report: Report, **changes: Any) -> Report:
    """Over what is stored now."""
    version = Report.objects.get(pk=report.pk).version
    by = report.campaign.project.holder
    return report_save(report=report, by=by, version=version, content=content(report, **changes))


def published() -> Report:
    campaign = funded()
    report = report_begin(campaign=campaign, by=campaign.project.holder)
    return report_publish(report=save(report), by=campaign.project.holder)


def told(**said: Any) -> ReportContent:
    return ReportContent(**{"story": STORY, "pupils": 1, **said})


def fields(content: ReportContent, raised: int = 10) -> list[str]:
    return [each.field for each in rules.missing(content, raised=Euro.of(raised))]


class TestRules:
    def test_what_is_missing(self) -> None:
        found = rules.missing(told(story="Court", pupils=None), raised=Euro.of(10))
        assert [each.field for each in found] == ["story", "pupils", "lines"]
        assert f"{rules.STORY_MIN} signes au moins" in found[0].advice

    @pytest.mark.parametrize(
        ("spent", "explained", "expected"), [(10, "", []), (9, "", ["explained"]), (12, "Le chœur.", [])]
    )
    def test_a_difference_is_explained_never_forbidden(self, spent: int, explained: str, expected: list[str]) -> None:
        lines = (SpentLine("Bois", Euro.of(10), Euro.of(spent)),)
        assert fields(told(lines=lines, explained=explained)) == expected

    def test_what_was_planned_besides_is_not_taken_as_received(self) -> None:
        lines = (SpentLine("Bois", Euro.of(15), Euro.of(10)),)
        unsaid = IncomeLine("Mairie", Euro.of(5), None)
        [asked] = rules.missing(told(lines=lines, incomes=(unsaid,)), raised=Euro.of(10))
        assert asked.field == "incomes"
        assert "« Mairie »" in asked.advice
        assert fields(told(lines=lines, incomes=(replace(unsaid, received=Euro.zero()),))) == []
        assert fields(told(lines=lines, incomes=(replace(unsaid, received=Euro.of(2)),))) == ["explained"]
        assert rules.received_in_all(Euro.of(10), (unsaid, replace(unsaid, received=Euro.of(2)))) == Euro.of(12)

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
        [income] = income_lines(report)
        with pytest.raises(ReportIncomplete, match="Coopérative"):
            save(report, incomes=(replace(income, received=None),))
        assert report_of(report.campaign).version == corrected.version  # type: ignore[union-attr]

    def test_what_came_besides_is_asked(self) -> None:
        campaign = funded()
        report = report_begin(campaign=campaign, by=campaign.project.holder)
        [income] = income_lines(report)
        assert (income.label, income.planned, income.received) == ("Coopérative", Euro.of(200), None)
        save(report, incomes=(income,))
        with pytest.raises(TransitionRefused, match="Coopérative"):
            report_publish(report=report, by=campaign.project.holder)

    def test_the_same_invoice_is_kept_once_and_not_without_end(self) -> None:
        campaign = funded()
        report = report_begin(campaign=campaign, by=campaign.project.holder)
        sent: dict[str, Any] = {"report": report, "by": campaign.project.holder, "name": "facture.pdf"}
        first = receipt_add(**sent, content=PDF)
        assert receipt_add(**sent, content=PDF) == first
        assert Document.objects.count() == 1
        with mock.patch.object(services, "integer", return_value=1), pytest.raises(TooManyReceipts):
            receipt_add(**sent, content=PDF.replace(b"1 0", b"2 0"))
        assert document_read(first.document) == PDF

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
class TestTwoTabs:
    def test_what_somebody_else_saved_is_shown_and_stays(self) -> None:
        campaign = funded()
        holder = campaign.project.holder
        report = report_begin(campaign=campaign, by=holder)
        opened = report.version
        save(report, thanks="Écrit sur l’ordinateur")
        with pytest.raises(ReportChanged) as changed:
            report_save(report=report, by=holder, version=opened, content=content(report, thanks="Sur le téléphone"))
        assert changed.value.fields == ("thanks",)
        assert changed.value.content.thanks == "Écrit sur l’ordinateur"
        assert Report.objects.get(pk=report.pk).thanks == "Écrit sur l’ordinateur"
        chosen = report_save(
            report=report,
            by=holder,
            version=changed.value.current.version,
            content=content(report, thanks="Sur le téléphone"),
        )
        assert chosen.thanks == "Sur le téléphone"

    def test_a_double_click_is_no_conflict(self) -> None:
        campaign = funded()
        report = report_begin(campaign=campaign, by=campaign.project.holder)
        opened = report.version
        said: dict[str, Any] = {"report": report, "by": campaign.project.holder, "version": opened}
        once = report_save(**said, content=content(report))
        again = report_save(**said, content=content(report))
        assert once.version == again.version == opened + 1


@pytest.mark.django_db
class TestForgetting:
    def test_receipts_go_after_their_time_and_the_report_stays(self) -> None:
        report = published()
        holder = report.campaign.project.holder
        receipt = receipt_add(report=report, by=holder, name="facture.pdf", content=PDF)
        assert receipts_forget() == 0
        with clock.frozen(clock.now() + timedelta(days=3_650)):
            assert receipts_forget() == 0
        with clock.frozen(clock.now() + timedelta(days=3_654)):
            assert receipts_forget() == 1
            assert receipts_forget() == 0
        assert not Document.objects.filter(pk=receipt.document_id).exists()
        assert report_public(report.campaign) == report


@pytest.mark.django_db
class TestPictures:
    def test_its_holder_arranges_them_and_everybody_sees_them_once_published(self) -> None:
        report = published()
        owner, pk = owner_of("report"), str(report.pk)
        assert owner.may_edit(report.campaign.project.holder, pk)
        assert not owner.may_edit(make.person("Basile"), pk)
        assert owner.is_public(pk)
        assert owner.url(pk).endswith("#bilan")
        assert owner.author_email(pk) == report.campaign.project.holder.email
        assert owner.school_of(pk) == report.campaign.school
        assert owner.may_see(make.reviewer(), pk)

    def test_not_in_a_draft_nor_when_it_is_hidden(self) -> None:
        campaign = funded()
        draft = report_begin(campaign=campaign, by=campaign.project.holder)
        owner, pk = owner_of("report"), str(draft.pk)
        assert not owner.is_public(pk)
        assert not owner.may_see(make.reviewer(), pk), "a draft is its holder's alone"
        assert owner.url(pk).endswith("/bilan#images")
        report_publish(report=save(draft), by=campaign.project.holder)
        reportables.get("report").hide(pk, Actor.system("moderation"), "Un nom d’élève.")
        assert not owner.is_public(pk)
        assert owner.may_see(make.reviewer(), pk)
        assert not owner.is_public("999")
        assert not owner.is_public("x")


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
