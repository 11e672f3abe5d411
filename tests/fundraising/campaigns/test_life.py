"""By the calendar: opened on the day chosen, closed at the optimum or at the deadline, in Paris."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns import jobs, messages
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.campaigns.errors import CampaignNotOpen
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.fundraising.campaigns.services import (
    campaign_open,
    campaign_resume,
    campaign_schedule,
    campaign_settle_refunds,
    campaign_suspend,
    campaigns_close_due,
    campaigns_open_due,
    contributions_add,
    contributions_remove,
    room_reserve,
)
from trousse.people.accounts.enums import Role
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

OPENING = date(2027, 1, 11)
"""In winter time; 45 days later is 25 February."""


def scheduled(opens_on: date = OPENING) -> Campaign:
    with clock.frozen(make.moment(date(2026, 12, 1))):
        project = make.accepted(opens_on=opens_on)
        make.attest(project)
        make.complete(project)
    return Campaign.objects.get(pk=project.pk)


def opened(**fields: object) -> Campaign:
    with clock.frozen(make.moment(OPENING)):
        return make.campaign(**fields)


def last_kind() -> str:
    return Message.objects.latest("pk").kind


def test_a_campaign_is_scheduled_once_with_what_donors_look_for() -> None:
    campaign = scheduled()
    assert campaign_schedule(campaign.project, Actor.system("tests")) == campaign
    assert (campaign.state, campaign.opens_on, campaign.duration_days) == (CampaignState.SCHEDULED, OPENING, 45)
    assert (campaign.departement_id, campaign.academie_id, campaign.theme_id) == ("73", "08", "botanique")
    assert (campaign.levels, campaign.level_groups) == (["cm1", "cm2"], ["elementaire"])
    assert campaign.slug == "un-potager-pour-lecole"
    assert "giono" in campaign.search_text
    assert Event.objects.filter(verb="campaign.schedule").count() == 1
    assert Message.objects.filter(kind="campaigns.scheduled").count() == 1


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (clock.start_of_day(OPENING) - timedelta(seconds=1), False),  # 23:59:59 in Paris, the day before
        (clock.start_of_day(OPENING), True),
        (make.moment(OPENING + timedelta(days=9)), True),  # the files were complete late
    ],
)
def test_it_opens_by_itself_on_its_day_in_paris(moment: datetime, opens: bool) -> None:
    campaign = scheduled()
    with clock.frozen(moment):
        assert campaigns_open_due() == int(opens)
        assert campaigns_open_due() == 0
    campaign.refresh_from_db()
    assert campaign.state == (CampaignState.OPEN if opens else CampaignState.SCHEDULED)
    if opens:
        assert campaign.opened_at == moment
        assert campaign.closes_at == clock.end_of_day(clock.paris_day(moment) + timedelta(days=45))
        assert last_kind() == "campaigns.opened"


def test_the_last_day_is_told_as_people_count() -> None:
    campaign = opened()
    assert Message.objects.latest("pk").params["last_day"] == "2027-02-25"
    with clock.frozen(make.moment(date(2027, 2, 24))):
        assert campaign.days_left == 1
        assert campaign.is_collecting
    with clock.frozen(clock.end_of_day(date(2027, 2, 25)) - timedelta(seconds=1)):
        assert campaign.days_left == 0
        assert campaign.is_collecting
    with clock.frozen(clock.end_of_day(date(2027, 2, 25))):
        assert not campaign.is_collecting


@pytest.mark.parametrize(
    ("raised", "state", "kind"),
    [
        (Euro.of(500), CampaignState.SUCCEEDED, "campaigns.succeeded_manager"),
        (Euro(499_99), CampaignState.FAILED, "campaigns.failed"),
        (Euro.zero(), CampaignState.FAILED, "campaigns.failed"),
    ],
)
def test_the_deadline_decides(raised: Euro, state: CampaignState, kind: str) -> None:
    campaign = opened()
    with clock.frozen(make.moment(OPENING)):
        contributions_add([make.gift(campaign, raised, "g1")])
    with clock.frozen(clock.end_of_day(date(2027, 2, 25)) + timedelta(minutes=60)):
        assert campaigns_close_due() == 1
        assert campaigns_close_due() == 0
        now = clock.now()
    campaign.refresh_from_db()
    assert (campaign.state, campaign.close_reason, campaign.closed_at) == (state, CloseReason.DEADLINE, now)
    assert campaign.closing_raised_cents == raised.cents
    assert last_kind() == kind
    assert campaign.is_closed


def test_payments_begun_in_time_have_an_hour_to_arrive() -> None:
    campaign = opened()
    deadline = clock.end_of_day(date(2027, 2, 25))
    with clock.frozen(deadline - timedelta(minutes=1)):
        room_reserve(campaign_id=campaign.pk, amount=Euro.of(500), key="g1", until=clock.now() + timedelta(minutes=20))
    with clock.frozen(deadline + timedelta(minutes=10)):
        assert campaigns_close_due() == 0
        with pytest.raises(CampaignNotOpen):
            room_reserve(campaign_id=campaign.pk, amount=Euro.of(5), key="g2", until=clock.now())
        assert contributions_add([make.gift(campaign, Euro.of(500), "g1")]) == {"g1": Euro.of(500)}
    with clock.frozen(deadline + timedelta(minutes=60)):
        assert campaigns_close_due() == 1
        assert contributions_add([make.gift(campaign, Euro.of(10), "g3")]) == {"g3": Euro.zero()}
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.SUCCEEDED


def test_the_optimum_closes_it_at_once() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(900), "g1")])
    campaign.refresh_from_db()
    assert (campaign.state, campaign.close_reason) == (CampaignState.SUCCEEDED, CloseReason.OPTIMUM)
    assert (campaign.percent, campaign.missing_to_optimum) == (100, Euro.zero())
    assert campaign.log.latest("pk").transition == "reach_optimum"
    assert {m.kind for m in Message.objects.order_by("-pk")[:2]} == {
        "campaigns.succeeded",
        "campaigns.succeeded_manager",
    }


def test_a_pause_stops_gifts_and_its_days_are_given_back() -> None:
    campaign = opened()
    reviewer = make.reviewer()
    with clock.frozen(make.moment(date(2027, 2, 20))):
        campaign_suspend(campaign=campaign, by=reviewer, reason="Une photo à vérifier.")
        assert last_kind() == "campaigns.suspended"
        with pytest.raises(CampaignNotOpen):
            room_reserve(campaign_id=campaign.pk, amount=Euro.of(5), key="g1", until=clock.now())
    with clock.frozen(make.moment(date(2027, 3, 2))):
        assert campaigns_close_due() == 0
        resumed = campaign_resume(campaign=campaign, by=reviewer, reason="Tout va bien.")
    assert resumed.state == CampaignState.OPEN
    assert resumed.suspended_at is None
    assert resumed.closes_at == clock.end_of_day(date(2027, 3, 7))
    assert Message.objects.latest("pk").params["last_day"] == "2027-03-07"


def test_a_campaign_filled_during_its_pause_closes_when_it_resumes() -> None:
    campaign = make.campaign()
    reviewer = make.reviewer()
    campaign_suspend(campaign=campaign, by=reviewer, reason="À vérifier.")
    contributions_add([make.gift(campaign, Euro.of(900), "g1")])
    campaign.refresh_from_db()
    assert (campaign.state, campaign.raised) == (CampaignState.SUSPENDED, Euro.of(900))
    assert campaign_resume(campaign=campaign, by=reviewer, reason="Tout va bien.").state == CampaignState.SUCCEEDED


def test_only_the_team_and_the_reviewers_of_the_academie_pause() -> None:
    campaign = make.campaign()
    stranger = make.reviewer(make.academie("09", "Lille", "ac-lille.fr"))
    for who in (campaign.project.holder, stranger, make.person(), make.granted(Role.FINANCE)):
        with pytest.raises(TransitionForbidden):
            campaign_suspend(campaign=campaign, by=who, reason="Non")
    with pytest.raises(TransitionRefused):
        campaign_suspend(campaign=campaign, by=make.granted(Role.PLATFORM), reason=" ")
    assert campaign_suspend(campaign=campaign, by=make.granted(Role.PLATFORM), reason="Oui").state == "suspended"


def test_a_failed_campaign_is_settled_once_everything_was_returned() -> None:
    campaign = opened()
    with clock.frozen(make.moment(OPENING)):
        contributions_add([make.gift(campaign, Euro.of(20), "g1")])
    with clock.frozen(make.moment(date(2027, 3, 1))):
        campaigns_close_due()
        with pytest.raises(TransitionRefused):
            campaign_settle_refunds(campaign_id=campaign.pk)
        contributions_remove(["g1"])
        settled = campaign_settle_refunds(campaign_id=campaign.pk)
        assert campaign_settle_refunds(campaign_id=campaign.pk).state == CampaignState.REFUNDED
    assert (settled.state, settled.raised_cents, settled.raised) == (CampaignState.REFUNDED, 0, Euro.of(20))


def test_one_campaign_in_trouble_does_not_hold_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = scheduled(), scheduled()
    tell = messages.tell_opened

    def fail_for_first(campaign: Campaign) -> None:
        if campaign.pk == first.pk:
            raise RuntimeError("broken")
        tell(campaign)

    monkeypatch.setattr(messages, "tell_opened", fail_for_first)
    with clock.frozen(make.moment(OPENING)), pytest.raises(ExceptionGroup):
        campaigns_open_due()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (CampaignState.SCHEDULED, CampaignState.OPEN)
    monkeypatch.undo()
    with clock.frozen(make.moment(OPENING)):
        assert campaign_open(campaign_id=first.pk)


def test_the_jobs_run_the_clock() -> None:
    campaign = scheduled()
    with clock.frozen(make.moment(OPENING)):
        jobs.open_due()
        room_reserve(campaign_id=campaign.pk, amount=Euro.of(5), key="g1", until=clock.now())
        jobs.expire_reservations()
        assert not Reservation.objects.exists()
    with clock.frozen(make.moment(date(2027, 3, 1))):
        jobs.close_due()
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.FAILED


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "nonsense"},
        {"raised_cents": 90_001},
        {"raised_cents": -1},
        {"granted_cents": 1},
        {"optimum_goal_cents": 49_999},
        {"opened_at": None},
        {"state": "scheduled"},
        {"state": "suspended"},
        {"suspended_at": clock.now()},
        {"state": "succeeded"},
        {"closed_at": clock.now()},
        {"state": "succeeded", "closed_at": clock.now(), "close_reason": "deadline", "closing_raised_cents": 49_999},
        {"state": "failed", "closed_at": clock.now(), "close_reason": "deadline", "closing_raised_cents": 50_000},
        {
            "state": "refunded",
            "raised_cents": 1,
            "closed_at": clock.now(),
            "close_reason": "deadline",
            "closing_raised_cents": 1,
        },
    ],
)
def test_postgresql_refuses_nonsense(changes: dict[str, object]) -> None:
    campaign = make.campaign()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(**changes)
