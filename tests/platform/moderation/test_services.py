"""Reports, decisions and contestations, on a real picture and a real campaign."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.fundraising import make
from tests.platform.moderation.cases import (
    ANYBODY,
    CHANGE,
    EMAIL,
    HIDE,
    LEAVE,
    WHY,
    is_shown,
    moderator,
    report,
    token,
    told,
)
from tests.platform.pictures.quick import add
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError, Missing
from trousse.core.links import LinkInvalid
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.moderation import services
from trousse.platform.moderation.enums import CaseState, Ground, Outcome, Party, ReportReason, Stage
from trousse.platform.moderation.errors import AppealOver, NotReportable, OutcomeImpossible, ReportInvalid
from trousse.platform.moderation.models import Case, Decision, Report
from trousse.platform.moderation.selectors import cases_closed, cases_waiting, reported
from trousse.platform.moderation.services import Verdict, case_contest, case_decide, case_settle, report_file
from trousse.platform.moderation.transitions import CaseWorkflow
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.selectors import rendered
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.services import picture_remove

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


@pytest.fixture
def picture(campaign: Campaign) -> Picture:
    return add(campaign.project)


# --- Reporting --------------------------------------------------------------------------------------------------------


def test_anybody_reports_and_is_answered(picture: Picture) -> None:
    case = report(picture)
    assert (case.state, case.is_urgent, case.title) == (CaseState.OPEN, False, f"Image : {picture.alt}")
    assert is_shown(picture)
    assert told("received", EMAIL) == 1


def test_several_reports_of_one_thing_are_one_case(picture: Picture) -> None:
    first = report(picture)
    second = report(picture, ReportReason.DANGER, email="")
    assert first.pk == second.pk
    assert Case.objects.get().is_urgent
    assert Report.objects.count() == 2


def test_what_cannot_wait_is_told_once_to_the_team_never_to_its_author(picture: Picture, campaign: Campaign) -> None:
    team = [moderator(), moderator("Rachid")]
    make.granted(Role.PLATFORM, first_name="Nadia")
    User.objects.filter(pk=make.granted(Role.PLATFORM).pk).update(is_active=False)
    report(picture)
    assert told("urgent") == 0
    report(picture, ReportReason.MINOR)
    report(picture, ReportReason.HATE)
    assert told("urgent") == 3
    assert all(told("urgent", member.email) == 1 for member in team)
    assert "masqué par prudence" in rendered(Message.objects.filter(kind="moderation.urgent")[0]).text


def test_hidden_already_it_is_reported_again_without_saying_what_it_shows(picture: Picture) -> None:
    first = report(picture, ReportReason.MINOR)
    assert reported("picture", str(picture.pk)).title == "Image déjà retirée"
    assert report(picture, ReportReason.MINOR, email="autre@exemple.fr").pk == first.pk


@pytest.mark.parametrize("minors", [True, False])
def test_said_to_show_a_minor_a_picture_is_hidden_at_once(campaign: Campaign, minors: bool) -> None:
    picture = add(campaign.project)
    case = report(picture, ReportReason.MINOR)
    assert case.hidden_at is not None
    assert not is_shown(picture)
    assert told("hidden", campaign.project.holder.email) == 1


def test_once_a_moderator_has_left_it_nobody_makes_it_vanish_at_will(picture: Picture) -> None:
    case_decide(case=report(picture, ReportReason.MINOR), by=moderator(), verdict=LEAVE)
    again = report(picture, ReportReason.MINOR)
    assert is_shown(picture)
    assert again.is_urgent
    assert again.hidden_at is None


def test_a_campaign_is_not_suspended_by_a_report(campaign: Campaign) -> None:
    report_file(kind="campaign", subject_id=str(campaign.pk), reason=ReportReason.MINOR, actor=ANYBODY)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.OPEN


@pytest.mark.parametrize(
    ("kind", "key"),
    [("nothing", "1"), ("picture", "abc"), ("picture", "00000000-0000-4000-8000-000000000000"), ("campaign", "x")],
)
def test_what_does_not_exist_is_not_reported(kind: str, key: str) -> None:
    with pytest.raises(Missing):
        report_file(kind=kind, subject_id=key, reason=ReportReason.HATE, actor=ANYBODY)
    assert NotReportable.http_status == 404


def test_the_picture_of_a_draft_is_nobodys_to_report() -> None:
    with pytest.raises(Missing):
        report(add(make.draft()))


@pytest.mark.parametrize("fields", [{"reason": ReportReason.OTHER}, {"reason": ReportReason.HATE, "email": "jeanne@"}])
def test_a_report_says_enough_to_be_understood(picture: Picture, fields: dict[str, Any]) -> None:
    with pytest.raises(ReportInvalid):
        report(picture, **fields)
    assert not Case.objects.exists()


# --- Deciding ---------------------------------------------------------------------------------------------------------


def test_removed_with_reasons_told_to_both(picture: Picture, campaign: Campaign) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=HIDE)
    assert case.state == CaseState.DECIDED
    assert not is_shown(picture)
    statement = rendered(Message.objects.get(kind="moderation.statement"))
    assert Message.objects.get(kind="moderation.statement").to == campaign.project.holder.email
    for fact in (WHY, "article 9 du code civil", "la loi", "/signaler/contester/", "article 21"):
        assert fact in statement.text
    assert EMAIL not in statement.text
    answer = rendered(Message.objects.get(kind="moderation.decided"))
    assert "/signaler/contester/" not in answer.text


def test_left_alone_what_was_hidden_by_caution_comes_back(picture: Picture) -> None:
    case_decide(case=report(picture, ReportReason.MINOR), by=moderator(), verdict=LEAVE)
    assert is_shown(picture)
    assert told("statement") == 1
    assert "/signaler/contester/" in rendered(Message.objects.get(kind="moderation.decided")).text


def test_left_alone_an_author_who_was_told_nothing_is_told_nothing(picture: Picture) -> None:
    case_decide(case=report(picture), by=moderator(), verdict=LEAVE)
    assert told("statement") == 0


def test_asked_to_change_it_stays(picture: Picture) -> None:
    case_decide(case=report(picture), by=moderator(), verdict=CHANGE)
    assert is_shown(picture)
    assert told("statement") == 1


def test_the_law_is_quoted_or_it_is_not_the_law(picture: Picture) -> None:
    with pytest.raises(OutcomeImpossible):
        case_decide(case=report(picture), by=moderator(), verdict=Verdict(Outcome.HIDE, Ground.LAW, WHY))


def test_a_picture_is_not_suspended(picture: Picture) -> None:
    with pytest.raises(OutcomeImpossible):
        case_decide(case=report(picture), by=moderator(), verdict=Verdict(Outcome.SUSPEND, Ground.TERMS, WHY))


def test_what_its_author_deleted_meanwhile_can_still_be_decided(picture: Picture, campaign: Campaign) -> None:
    case = report(picture)
    picture_remove(picture=picture, actor=Actor.of_user(campaign.project.holder))
    case_decide(case=case, by=moderator(), verdict=HIDE)
    assert told("decided", EMAIL) == 1


def test_a_campaign_is_suspended_and_resumed_after_a_contestation(campaign: Campaign) -> None:
    case = report_file(kind="campaign", subject_id=str(campaign.pk), reason=ReportReason.FRAUD, actor=ANYBODY).case
    verdict = Verdict(Outcome.SUSPEND, Ground.TERMS, "Le budget cite un achat personnel.")
    case_decide(case=case, by=moderator(), verdict=verdict)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.SUSPENDED
    case.refresh_from_db()
    case_contest(token=token(case, Party.AUTHOR), text="C’est une erreur de ligne, corrigée.")
    case.refresh_from_db()
    case_settle(case=case, by=moderator("Rachid"), verdict=LEAVE)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.OPEN


def test_a_campaign_that_is_over_cannot_be_suspended(campaign: Campaign) -> None:
    case = report_file(kind="campaign", subject_id=str(campaign.pk), reason=ReportReason.FRAUD, actor=ANYBODY).case
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.SCHEDULED, opened_at=None, closes_at=None)
    with pytest.raises(BusinessError):
        case_decide(case=case, by=moderator(), verdict=Verdict(Outcome.SUSPEND, Ground.TERMS, WHY))


# --- Contesting -------------------------------------------------------------------------------------------------------


def test_contested_once_and_settled_by_somebody_else(picture: Picture, campaign: Campaign) -> None:
    first, other = moderator(), moderator("Rachid")
    case = case_decide(case=report(picture), by=first, verdict=HIDE)
    link = token(case, Party.AUTHOR)
    case_contest(token=link, text="Ce sont des mannequins de vitrine.")
    with pytest.raises(AppealOver):
        case_contest(token=link, text="Ce sont des mannequins de vitrine.")
    case.refresh_from_db()
    with pytest.raises(TransitionForbidden):
        case_settle(case=case, by=first, verdict=LEAVE)
    assert not is_shown(picture)
    case_settle(case=case, by=other, verdict=LEAVE)
    assert is_shown(picture)
    assert told("settled", EMAIL) == told("settled", campaign.project.holder.email) == 1
    assert [decision.stage for decision in Decision.objects.all()] == [Stage.FIRST, Stage.APPEAL]


def test_upheld_it_stays_hidden(picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=HIDE)
    case_contest(token=token(case, Party.AUTHOR), text="Ce sont des mannequins de vitrine.")
    case.refresh_from_db()
    case_settle(case=case, by=moderator("Rachid"), verdict=HIDE)
    assert not is_shown(picture)


def test_who_reported_contests_when_nothing_is_done(picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=LEAVE)
    with pytest.raises(AppealOver):
        case_contest(token=token(case, Party.AUTHOR), text="Je ne suis pas d’accord.")
    case_contest(token=token(case, Party.REPORTER), text="On reconnaît ma fille à son manteau.")
    case.refresh_from_db()
    case_settle(case=case, by=moderator("Rachid"), verdict=HIDE)
    assert not is_shown(picture)


def test_six_months_later_it_is_too_late(picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=HIDE)
    with clock.frozen(clock.now() + timedelta(days=185)), pytest.raises(AppealOver):
        case_contest(token=token(case, Party.AUTHOR), text="Ce sont des mannequins de vitrine.")


@pytest.mark.parametrize("made_up", ["abc", "abc:def"])
def test_a_link_made_up_opens_nothing(made_up: str) -> None:
    with pytest.raises(LinkInvalid):
        case_contest(token=made_up, text="Ce sont des mannequins de vitrine.")


def test_a_contestation_says_why(picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=HIDE)
    with pytest.raises(ReportInvalid):
        case_contest(token=token(case, Party.AUTHOR), text="Non.")


def test_postgresql_refuses_that_one_person_decides_twice(picture: Picture) -> None:
    first = moderator()
    case = case_decide(case=report(picture), by=first, verdict=HIDE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, stage=Stage.APPEAL, outcome="hide", ground="terms", reason=WHY, by=first)


# --- Every transition × state × person --------------------------------------------------------------------------------

MAY = {
    ("decide", CaseState.OPEN, "moderator"),
    ("decide", CaseState.OPEN, "decider"),
    ("settle", CaseState.APPEALED, "moderator"),
}


@pytest.mark.parametrize("state", list(CaseState))
def test_who_may_do_what_from_where(picture: Picture, campaign: Campaign, state: CaseState) -> None:
    decider = moderator()
    case = report(picture)
    if state is not CaseState.OPEN:
        case = case_decide(case=case, by=decider, verdict=LEAVE)
    if state in {CaseState.APPEALED, CaseState.SETTLED}:
        case = case_contest(token=token(case, Party.REPORTER), text="On reconnaît ma fille.")
    if state is CaseState.SETTLED:
        case = case_settle(case=case, by=moderator("Rachid"), verdict=LEAVE)
    author = make.granted(Role.PLATFORM, first_name="Nadia")
    author.email = campaign.project.holder.email
    people = {"moderator": moderator("Lea"), "decider": decider, "author": author, "visitor": make.person()}
    assert case.state == state
    for transition, who in itertools.product(CaseWorkflow.transitions(), people):
        expected = (transition.name, state, who) in MAY
        assert CaseWorkflow.can(transition, case, people[who]) is expected, (transition.name, state, who)


def test_only_the_bearer_of_a_link_contests(picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=LEAVE)
    with pytest.raises(TransitionForbidden):
        CaseWorkflow.perform(CaseWorkflow.contest, case, actor=Actor.of_user(moderator("Lea")), reason="Non")
    with pytest.raises(TransitionRefused):
        case_decide(case=case, by=moderator("Rachid"), verdict=HIDE)


# --- The queue, and what is forgotten ---------------------------------------------------------------------------------


def test_the_queue_begins_with_children_then_with_the_oldest(campaign: Campaign) -> None:
    old, new, child = add(campaign.project), add(campaign.project), add(campaign.project)
    with clock.frozen(clock.now() - timedelta(days=3)):
        first = report(old)
    second, third = report(new), report(child, ReportReason.MINOR)
    user = moderator()
    assert [case.pk for case in cases_waiting(user)] == [third.pk, first.pk, second.pk]
    case_decide(case=third, by=user, verdict=HIDE)
    assert [case.pk for case in cases_closed(user)] == [third.pk]
    assert list(cases_waiting(make.person())) == []


def test_addresses_then_cases_are_forgotten(picture: Picture) -> None:
    with clock.frozen(clock.now() - timedelta(days=241)):
        case_decide(case=report(picture), by=moderator(), verdict=LEAVE)
        waiting = report(picture)
    assert services.addresses_forget() == 1
    assert list(waiting.reports.values_list("email", flat=True)) == [EMAIL]
    with clock.frozen(clock.now() + timedelta(days=1600)):
        assert services.cases_forget() == 1
    assert list(Case.objects.all()) == [waiting]
