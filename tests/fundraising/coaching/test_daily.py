"""Each morning: who needs help, what is advised, once."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fundraising import make
from tests.fundraising.coaching import making
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaigns_close_due
from trousse.fundraising.coaching import daily, messages
from trousse.fundraising.coaching.daily import situations_refresh
from trousse.fundraising.coaching.enums import Cause, Group
from trousse.fundraising.coaching.jobs import refresh_situations
from trousse.fundraising.coaching.models import CoachAssignment, Nudge
from trousse.fundraising.coaching.selectors import nudges_now
from trousse.fundraising.coaching.services import nudge_dismiss
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.services import news_draft, news_publish
from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.preferences import preferences_choose
from trousse.platform.parameters.selectors import integer
from trousse.platform.parameters.services import parameter_set

pytestmark = pytest.mark.django_db


def mailed() -> list[str]:
    written = Message.objects.filter(kind="coaching.nudge").order_by("pk")
    return [message.params["headline"] for message in written]


def refresh(at: datetime) -> int:
    with clock.frozen(at):
        return situations_refresh()


def tells_news(campaign: Campaign, at: datetime) -> None:
    with clock.frozen(at):
        holder = campaign.project.holder
        draft = news_draft(campaign=campaign, by=holder, title="Semis", text="Ça pousse.", audience=Audience.PUBLIC)
        news_publish(news=draft, by=holder)


def test_a_quiet_campaign_is_advised_once_a_week_and_put_first() -> None:
    making.coach()
    campaign = make.campaign()
    start = clock.now()
    making.given(campaign, 20, "a", start + making.HOUR)
    tells_news(campaign, start + 5 * making.DAY)

    assert refresh(start + 6 * making.DAY) == 0
    quiet = start + 7 * making.DAY + 2 * making.HOUR
    assert refresh(quiet) == 2  # thanks, too
    assert refresh(quiet) == 0
    assert mailed() == ["Pas de don depuis 7\u00a0jours"]
    found = making.assignment(campaign)
    assert (found.cause, found.group) == (Cause.NO_GIFT, Group.CALM)
    assert [nudge.cause for nudge in nudges_now([campaign.pk])[campaign.pk]] == [Cause.NO_GIFT, Cause.THANKS_WAITING]


def test_one_mail_a_day_and_the_rest_on_the_page() -> None:
    making.coach()
    campaign = make.campaign()
    start = clock.now()
    morning = start + 11 * making.DAY

    assert refresh(morning) == 2
    assert mailed() == ["Le premier don n’est pas encore là"]
    assert Nudge.objects.filter(mailed_at=None).get().cause == Cause.NO_NEWS
    assert refresh(morning + making.HOUR) == 0
    assert len(mailed()) == 1
    assert campaign.pk == making.assignment(campaign).pk


def test_advice_ends_with_its_cause_or_with_j_ai_vu() -> None:
    making.coach()
    campaign = make.campaign()
    start = clock.now()
    refresh(start + 3 * making.DAY)
    assert making.assignment(campaign).cause == Cause.NO_FIRST_GIFT

    making.given(campaign, 20, "a", start + 3 * making.DAY)
    refresh(start + 4 * making.DAY)
    assert nudges_now([campaign.pk]) == {campaign.pk: []}
    assert making.assignment(campaign).group is Group.WELL

    tells_news(campaign, start + 4 * making.DAY)
    refresh(start + 11 * making.DAY)
    assert len(nudges_now([campaign.pk])[campaign.pk]) == 2
    for cause in (Cause.NO_GIFT, Cause.THANKS_WAITING):
        nudge_dismiss(assignment=making.assignment(campaign), cause=cause, by=campaign.project.holder)
    assert nudges_now([campaign.pk]) == {campaign.pk: []}
    refresh(start + 12 * making.DAY)
    assert nudges_now([campaign.pk]) == {campaign.pk: []}
    # Still quiet a week later: it is worth another word.
    refresh(start + 17 * making.DAY + making.HOUR)
    told = {nudge.cause for nudge in nudges_now([campaign.pk])[campaign.pk]}
    assert told == {Cause.NO_GIFT, Cause.NO_NEWS, Cause.THANKS_WAITING}


def test_who_declined_advice_gets_no_mail_but_reads_it_on_the_page() -> None:
    campaign = make.campaign()
    preferences_choose(address=campaign.project.holder.email, rhythms={"conseils": Rhythm.NEVER})

    assert refresh(clock.now() + 3 * making.DAY) == 1

    assert mailed() == []
    assert len(nudges_now([campaign.pk])[campaign.pk]) == 1


def test_figures_are_parameters() -> None:
    campaign = make.campaign()
    tomorrow = clock.today() + making.DAY
    parameter_set(key="coaching.first_gift_hours", value=96, in_force_from=tomorrow, note="Essai", actor=making.SYSTEM)

    assert refresh(clock.now() + 3 * making.DAY) == 0
    assert making.assignment(campaign).cause == ""


def test_a_file_that_waits_for_the_school() -> None:
    project = make.accepted()

    assert refresh(clock.now() + 15 * making.DAY) == 1

    assert CoachAssignment.objects.get(pk=project.pk).cause == Cause.FILES_WAITING


def test_a_late_report_is_seen_by_the_coach() -> None:
    making.coach()
    campaign = make.campaign()
    making.given(campaign, 600, "a", clock.now())
    over = clock.now() + timedelta(days=60)
    with clock.frozen(over):
        campaigns_close_due()
    expected = over + integer("reports.due_days") * making.DAY

    refresh(expected - 3 * making.DAY)
    assert making.assignment(campaign).cause == Cause.THANKS_WAITING
    refresh(expected + 2 * making.DAY)
    assert making.assignment(campaign).cause == Cause.REPORT_DUE


def test_an_accompaniment_ends_some_time_after_its_campaign() -> None:
    making.coach()
    campaign = make.campaign()
    over = clock.now() + timedelta(days=60)
    with clock.frozen(over):
        campaigns_close_due()

    refresh(over + 29 * making.DAY)
    assert making.assignment(campaign).ended_at is None
    refresh(over + 31 * making.DAY)
    assert making.assignment(campaign).ended_at is not None


def test_the_same_number_of_statements_for_one_campaign_and_for_five() -> None:
    making.coach()
    make.campaign()
    later = clock.now() + 11 * making.DAY
    with clock.frozen(later), CaptureQueriesContext(connection) as one:
        situations_refresh()
    for _ in range(4):
        make.campaign()
    with clock.frozen(later + making.DAY), CaptureQueriesContext(connection) as five:
        situations_refresh()

    assert len(five) <= len(one)
    assert len(one) < 25


def test_a_pass_that_dies_half_way_is_resumed_and_advises_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "BATCH", 2)
    campaigns = [make.campaign() for _ in range(5)]
    today = clock.start_of_day(clock.today() + timedelta(days=3))
    tell, told = messages.tell_nudges, []

    def tell_and_die(nudges: list[tuple[CoachAssignment, Nudge, Euro]]) -> None:
        tell(nudges)
        told.append(len(nudges))
        if len(told) == 2:
            raise RuntimeError("the worker dies in its second batch")

    monkeypatch.setattr(messages, "tell_nudges", tell_and_die)
    with clock.frozen(today + 8 * making.HOUR), pytest.raises(RuntimeError):
        situations_refresh(unseen_since=today)
    assert CoachAssignment.objects.exclude(seen_at=None).count() == 2, "the first batch is written, the second is not"
    assert len(mailed()) == 2

    with clock.frozen(today + 9 * making.HOUR):
        assert situations_refresh(unseen_since=today) == 3
        assert situations_refresh(unseen_since=today) == 0
        assert situations_refresh() == 0, "looked at again, the same facts advise nothing"
    assert len(mailed()) == len(campaigns)


def test_the_job_looks_at_each_project_once_a_day() -> None:
    make.campaign()
    with clock.frozen(clock.now() + 3 * making.DAY):
        refresh_situations()
        seen = CoachAssignment.objects.get().seen_at
        with CaptureQueriesContext(connection) as again:
            refresh_situations()
        assert CoachAssignment.objects.get().seen_at == seen
        assert not [query for query in again if "coaching_nudge" in query["sql"]]
