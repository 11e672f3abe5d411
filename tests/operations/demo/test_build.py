"""A short season, played at a real test bank through the real services."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from testbank.config import Config
from testbank.server import RunningBank
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.models import Project
from trousse.giving.donations.models import Donation
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.selectors import rules_on
from trousse.money.payments import registry
from trousse.operations.books import check
from trousse.operations.demo import build
from trousse.operations.demo.bank import BankAbsent
from trousse.operations.demo.rollout import WAITING
from trousse.operations.demo.scenario import Ending, Plot
from trousse.people.accounts.models import User
from trousse.people.schools.models import School
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

CONFIG = Config(site_id="12345678", key="test-bank-key", rest_password="test-bank-password")
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)


@pytest.fixture
def bank(tmp_path: Path, settings: Settings) -> Iterator[RunningBank]:
    running = RunningBank(CONFIG, tmp_path / "bank")
    settings.PAYMENT_ORIGIN = running.url
    settings.SYSTEMPAY = settings.SYSTEMPAY | {
        "form_url": f"{running.url}/vads-payment/",
        "rest_url": f"{running.url}/api-payment/V4",
        "site_id": CONFIG.site_id,
        "key": CONFIG.key,
        "rest_password": CONFIG.rest_password,
    }
    registry.provider.cache_clear()
    yield running
    registry.provider("systempay").close()
    registry.provider.cache_clear()
    running.close()


def one_of_each(season: list[Plot]) -> list[Plot]:
    """The shortest project of every ending."""
    shortest = {plot.ending: plot for plot in sorted(season, key=lambda plot: -plot.gifts)}
    return list(shortest.values())


def a_handful(season: list[Plot]) -> list[Plot]:
    """One that goes on, one that gave everything back: what the clock decides, and what donors do."""
    wanted = {Ending.FRESH, Ending.REFUNDED}
    return [plot for plot in one_of_each(season) if plot.ending in wanted]


def play(chosen: Callable[[list[Plot]], list[Plot]] = one_of_each) -> dict[str, int]:
    return build.build(seed=2017, tell=lambda _line: None, chosen=chosen, funds=12)


def test_a_season_reaches_every_state_with_true_books_and_invented_people(bank: RunningBank) -> None:
    assert build.progress() is build.Progress.NOTHING
    made = play()
    assert set(Campaign.objects.values_list("state", flat=True)) == set(CampaignState)
    assert made["projects"] == len(Ending) + len(WAITING)
    assert made["donations"] == Donation.objects.count() > 60
    assert check().problems == ()
    assert not Message.objects.filter(state=MessageState.FAILED).exists()
    assert not School.objects.filter(is_demo=False).exists()
    assert rules_on(clock.today()).version == 2
    assert [each.is_simulated for each in RuleVersion.objects.filter(state=RuleState.PUBLISHED)] == [True]
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert not Donation.objects.exclude(email__endswith=".example").exists()
    _is_built_once()


def _is_built_once() -> None:
    assert build.progress() is build.Progress.WHOLE
    call_command("demo", "--if-empty", stdout=StringIO())
    with pytest.raises(CommandError, match="make reset"):
        call_command("demo")


def told(now: datetime) -> tuple[list[Any], list[Any]]:
    """What a season leaves when it is played at ``now``, and the days since each gift; nothing of it stays."""
    with transaction.atomic():
        with clock.frozen(now):
            play(a_handful)
        campaigns = Campaign.objects.order_by("title").values_list(
            "title", "school__uai", "project__holder__email", "minimum_goal_cents", "raised_cents", "state"
        )
        gifts = Donation.objects.order_by("campaign__title", "fund__name", "created_at").values_list(
            "campaign__title", "fund__name", "amount_cents", "email", "company_name", "named", "message", "state"
        )
        days = Donation.objects.order_by("campaign__title", "fund__name", "created_at").values_list("created_at")
        story = [*campaigns, *gifts], [now - at for (at,) in days]
        transaction.set_rollback(True)
    return story


def test_the_same_seed_plays_the_same_season_whatever_the_day(bank: RunningBank) -> None:
    story, moments = told(NOON)
    later, later_moments = told(NOON + timedelta(days=2, hours=5))
    assert later == story
    assert later_moments != moments


def test_an_interrupted_build_says_so(settings: Settings) -> None:
    User.objects.create_user("camille@demo.trousse.example")
    with pytest.raises(CommandError) as stopped:
        call_command("demo", "--if-empty")
    assert stopped.value.returncode == 3


def test_it_needs_the_test_bank(settings: Settings) -> None:
    settings.PAYMENT_ORIGIN = "http://127.0.0.1:9"
    with pytest.raises(BankAbsent, match="make run"):
        play()
    assert not Project.objects.exists()
