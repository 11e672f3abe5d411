"""Forecasts of campaigns in the database, and what their history teaches."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fundraising import make
from tests.fundraising.campaigns.forecast import making
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns import jobs
from trousse.fundraising.campaigns.forecast import DayOfGifts, Past, forecast
from trousse.fundraising.campaigns.forecast.learning import learn
from trousse.fundraising.campaigns.forecast.model import VERSION, as_json
from trousse.fundraising.campaigns.forecasting import (
    campaign_forecast,
    campaigns_forecast,
    first_fit,
    fit_in_force,
    history,
)
from trousse.fundraising.campaigns.models import Campaign, ForecastFit
from trousse.fundraising.campaigns.services import (
    campaign_close,
    campaign_suspend,
    contributions_add,
    contributions_remove,
    forecast_refit,
)
from trousse.fundraising.campaigns.services import forecasts as service

pytestmark = pytest.mark.django_db

NOON = make.moment(clock.today())
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def opened(days_ago: int, *gifts: tuple[int, int], **fields: object) -> Campaign:
    """``gifts``: (days ago, euros). Minimum 500 €, 45 days and the last."""
    with clock.frozen(NOON - days_ago * DAY):
        campaign = make.campaign(**fields)
    for number, (ago, euros) in enumerate(gifts):
        given = make.gift(campaign, Euro.of(euros), f"{campaign.pk}-{number}", at=NOON - ago * DAY)
        with clock.frozen(NOON - ago * DAY):
            contributions_add([given])
    return Campaign.objects.get(pk=campaign.pk)


def test_what_is_foretold_is_what_the_rules_say_of_its_gifts_by_day() -> None:
    campaign = opened(10, (9, 50), (9, 30), (2, 20))
    told = campaign_forecast(campaign)
    gifts = (DayOfGifts(1, 8_000, 2), DayOfGifts(8, 2_000, 1))
    [expected] = forecast(first_fit(), [Past(50_000, 46, gifts, succeeded=False).at(10.5)])
    assert told == expected
    assert expected.low >= 10_000


def test_a_campaign_of_this_morning_and_one_that_has_its_minimum() -> None:
    new, reached = opened(0), opened(20, (19, 300), (3, 250))
    told = campaigns_forecast([new, reached])
    assert 0 < told[new.pk].probability < 1
    assert told[reached.pk].probability == 1
    assert 55_000 <= told[reached.pk].low <= told[reached.pk].high <= 90_000


def test_never_above_the_optimum() -> None:
    told = campaign_forecast(opened(5, (4, 499), optimum_goal=Euro.of(510), minimum_goal=Euro.of(500)))
    assert told is not None
    assert told.high == 51_000


def test_money_of_funds_lowers_what_donors_must_bring() -> None:
    campaign = opened(20, (19, 100), (3, 50))
    alone = campaign_forecast(campaign)
    Campaign.objects.filter(pk=campaign.pk).update(raised_cents=45_000, granted_cents=30_000)
    helped = campaign_forecast(Campaign.objects.get(pk=campaign.pk))
    assert alone
    assert helped
    assert helped.probability > alone.probability
    assert helped.low >= 45_000


def test_nothing_is_foretold_of_what_does_not_collect() -> None:
    closed = opened(60, (50, 100))
    campaign_close(campaign_id=closed.pk)
    waiting = Campaign.objects.get(pk=closed.pk)
    assert campaigns_forecast([waiting]) == {}
    assert campaign_forecast(waiting) is None
    assert campaigns_forecast([]) == {}


def test_time_stands_still_while_it_is_suspended() -> None:
    campaign = opened(10, (9, 50))
    campaign_suspend(campaign=campaign, by=make.reviewer(), reason="Une photo à vérifier.")
    now = campaign_forecast(Campaign.objects.get(pk=campaign.pk))
    with clock.frozen(NOON + 15 * DAY):
        assert campaign_forecast(Campaign.objects.get(pk=campaign.pk)) == now


def test_two_statements_for_one_and_for_many() -> None:
    campaigns = [opened(days, (days - 1, 50)) for days in (5, 9, 12)]
    campaigns_forecast(campaigns[:1])  # parameters are read once
    for asked in (campaigns[:1], campaigns):
        with CaptureQueriesContext(connection) as statements:
            assert len(campaigns_forecast(asked)) == len(asked)
        assert len(statements) == 2


def test_a_history_keeps_gifts_that_were_returned_after_the_closing_only() -> None:
    campaign = opened(60, (59, 100), (58, 40), (20, 60))
    with clock.frozen(NOON - 30 * DAY):
        contributions_remove([f"{campaign.pk}-1"])
    campaign_close(campaign_id=campaign.pk)
    contributions_remove([f"{campaign.pk}-0", f"{campaign.pk}-2"])
    [past] = history(10)
    assert past.gifts == [DayOfGifts(1, 10_000, 1), DayOfGifts(40, 6_000, 1)]
    assert (past.goal, past.duration_days, past.succeeded) == (50_000, 46, False)
    assert past.lived_days == 60.5


def test_a_campaign_that_was_full_early_lived_as_long_as_it_was_open() -> None:
    opened(10, (8, 500), (5, 400))
    [past] = history(10)
    assert past.succeeded
    assert past.total == 90_000
    assert past.duration_days == 46
    assert past.lived_days == 5.5


def test_until_we_have_our_own_the_shipped_fit_is_in_force_in_euros() -> None:
    assert fit_in_force().own is None
    assert fit_in_force().fit.typical_gift == 6_200


def test_the_latest_of_our_own_that_can_be_read_is_in_force() -> None:
    fit = as_json(first_fit())
    for number, version in enumerate((VERSION, VERSION, VERSION - 1)):
        ForecastFit.objects.create(
            learned_at=NOON + number * DAY, version=version, campaigns=200 + number, fit=fit, scores={}
        )
    in_force = fit_in_force()
    assert in_force.own is not None
    assert in_force.own.campaigns == 201
    assert str(in_force.own) == "Modèle appris de 201 collectes"


class TestRefit:
    @pytest.fixture
    def pasts(self, monkeypatch: pytest.MonkeyPatch) -> list[Past]:
        """A made-up history in place of the one of the database."""
        made = making.history(120, luck=2.5, gift=6_200)
        monkeypatch.setattr(service, "history", lambda most: made[:most])
        return made

    @pytest.fixture
    def lower_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        bounds = {"campaigns.fewest_to_learn_from": 100, "campaigns.fewest_of_each_outcome": 10}
        monkeypatch.setattr(service, "integer", bounds.__getitem__)

    def test_a_short_history_says_so_and_changes_nothing(self) -> None:
        opened(60, (59, 100))
        jobs.refit_forecast()
        done = forecast_refit()
        assert "L’histoire est trop courte" in done.why
        assert "Collectes terminées : 0 (0 réussies, 0 manquées)" in done.why
        assert not ForecastFit.objects.exists()

    def test_both_outcomes_are_needed(self, pasts: list[Past]) -> None:
        done = forecast_refit()
        assert done.campaigns == len(pasts)
        assert "il en faut 200, dont 40 de chaque sorte." in done.why

    @pytest.mark.usefixtures("lower_bounds")
    def test_what_foretells_better_is_kept_with_its_scores(self, pasts: list[Past]) -> None:
        done = forecast_refit()
        assert done.kept is not None
        assert done.loss is not None
        assert done.former_loss is not None
        assert done.loss < done.former_loss
        row = ForecastFit.objects.get()
        assert (row.campaigns, row.version, row.learned_at) == (len(pasts), VERSION, NOON)
        assert [len(row.scores[name]) for name in ("shipped", "own")] == [6, 6]
        state = pasts[0].at(9)
        assert forecast(fit_in_force().fit, [state]) == forecast(learn(pasts, first_fit()), [state])

    @pytest.mark.usefixtures("lower_bounds", "pasts")
    def test_what_foretells_no_better_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "_loss", lambda scores: 1.0)
        done = forecast_refit()
        assert done.kept is None
        assert "rien ne change" in done.why
        assert not ForecastFit.objects.exists()

    def test_the_command_tells(self) -> None:
        said, told = StringIO(), StringIO()
        call_command("fit_forecast", stdout=said, stderr=told)
        assert "trop courte" in told.getvalue()
        assert json.loads(said.getvalue()) == {"campaigns": 0, "learned": False, "loss": None, "former_loss": None}
