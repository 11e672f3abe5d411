"""The house acts by itself: inside mandates at once, with a reason; the rest waits for signatures."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from tests.giving import builders
from tests.giving.allocation.eager import Eager
from tests.giving.allocation.mandates import in_force, member, sign, written
from tests.people.factories import grant as give_role
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking, foreseeing, jobs, services
from trousse.giving.allocation.enums import GrantKind, MandateState, RoundState, TurnMoment, Verdict
from trousse.giving.allocation.foreseeing import foresee
from trousse.giving.allocation.models import Grant, Mandate, Round, Turn
from trousse.giving.allocation.reading import findings_of, is_replayed
from trousse.giving.equalisation.rules import Limits, Rules, Weights
from trousse.giving.funds.selectors import open_fund
from trousse.operations.books import check
from trousse.people.accounts.enums import Role
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SEEDS = frozenset({GrantKind.SEED})


@pytest.fixture(autouse=True)
def books() -> Iterator[None]:
    """Whatever a test does, every figure agrees afterwards."""
    yield
    assert check().problems == ()


@pytest.fixture(autouse=True)
def nothing_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever begins is to be seeded with 100 €."""
    monkeypatch.setattr(foreseeing, "Memory", Eager)


def fresh(minimum: int = 300) -> Campaign:
    """Opened yesterday, for forty days."""
    made, now = builders.campaign(minimum=minimum), clock.now()
    Campaign.objects.filter(pk=made.pk).update(opened_at=now - DAY, closes_at=now + 40 * DAY)
    made.refresh_from_db()
    return made


def ending(missing: int = 40) -> Campaign:
    """It closes tonight, so many euros short of 100."""
    made = builders.campaign(minimum=100)
    Campaign.objects.filter(pk=made.pk).update(closes_at=clock.end_of_day(clock.today()))
    builders.give(made, 100 - missing)
    made.refresh_from_db()
    return made


def given_to(campaign: Campaign) -> list[tuple[str, Euro]]:
    return [(grant.kind, grant.amount) for grant in Grant.objects.filter(campaign=campaign).order_by("pk")]


def rules(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    """In force, instead of those without limits."""
    told = Rules(version=1, weights=Weights(), limits=Limits(**limits))
    for module in (asking, foreseeing):
        monkeypatch.setattr(module, "rules_on", lambda day: told)


@pytest.mark.usefixtures("eager")
class TestMornings:
    def test_what_begins_is_seeded_with_a_reason_that_is_published(self) -> None:
        campaign, mandate = fresh(), in_force(kinds=SEEDS)
        builders.give(euros=100)
        turn = services.mandate_run(TurnMoment.MORNING)
        [grant] = Grant.objects.all()
        assert (grant.campaign_id, grant.kind, grant.mandate_id) == (campaign.pk, "seed", mandate.pk)
        day = clock.today().isoformat()
        assert grant.key == f"grant:mandate:{mandate.pk}:{day}:seed:{open_fund().pk}:{campaign.pk}"
        assert grant.reason.startswith("La collecte commence : les fonds donnent les premiers")
        mandate.refresh_from_db()
        assert mandate.spent == grant.amount
        assert turn.waiting == {}
        assert turn.learned["prices"]

    def test_once_a_morning_however_often_it_runs(self) -> None:
        fresh()
        in_force(kinds=SEEDS)
        builders.give(euros=100)
        first = services.mandate_run(TurnMoment.MORNING)
        assert services.mandate_run(TurnMoment.MORNING) == first
        assert (Grant.objects.count(), Turn.objects.count()) == (1, 1)

    def test_without_a_mandate_it_waits_for_signatures(self) -> None:
        campaign = fresh()
        builders.give(euros=100)
        jobs.propose()
        assert not Grant.objects.exists()
        made = Round.objects.get()
        turn = Turn.objects.get()
        assert made.turn == turn
        [told] = findings_of(made)
        assert (told.campaign, told.kind, told.cents) == (campaign.pk, GrantKind.SEED, turn.waiting[str(campaign.pk)])
        assert is_replayed(made)

    def test_what_a_mandate_gave_is_not_proposed_again(self) -> None:
        fresh()
        in_force(kinds=SEEDS)
        builders.give(euros=100)
        jobs.propose()
        assert Grant.objects.count() == 1
        assert not Round.objects.exists()

    @pytest.mark.parametrize(
        "terms",
        [
            {"kinds": frozenset({GrantKind.TOP_UP})},
            {"grant_cap": Euro.of(1)},
            {"begins_on": clock.today() + DAY},
        ],
        ids=["kind", "cap", "not begun"],
    )
    def test_beyond_a_mandate_nothing_is_given(self, terms: dict[str, object]) -> None:
        campaign = fresh()
        in_force(**terms)
        builders.give(euros=100)
        turn = services.mandate_run(TurnMoment.MORNING)
        assert not Grant.objects.exists()
        assert str(campaign.pk) in turn.waiting

    @pytest.mark.parametrize("state", ["signed once", "revoked", "ended"])
    def test_only_what_is_in_force_counts(self, state: str) -> None:
        fresh()
        builders.give(euros=100)
        if state == "signed once":
            sign(written(kinds=SEEDS), member())
        elif state == "revoked":
            services.mandate_revoke(mandate=in_force(kinds=SEEDS), by=member(), reason="Attendons.")
        else:
            in_force(kinds=SEEDS, ends_on=clock.today())
        with clock.frozen(clock.now() + (DAY if state == "ended" else 0 * DAY)):
            services.mandate_run(TurnMoment.MORNING)
        assert not Grant.objects.exists()

    def test_a_project_of_a_signer_is_left_to_rounds(self) -> None:
        campaign = fresh()
        holder = campaign.project.holder
        give_role(holder, Role.COMMITTEE)
        in_force(holder, member(), kinds=SEEDS)
        builders.give(euros=100)
        turn = services.mandate_run(TurnMoment.MORNING)
        assert not Grant.objects.exists()
        assert str(campaign.pk) in turn.waiting

    def test_what_waits_for_a_second_signature_is_not_given_twice(self) -> None:
        fresh()
        builders.give(euros=100)
        made = services.round_propose()
        assert made is not None
        services.round_sign(round=made, by=member(), plan_sha256=made.plan_sha256, no_conflict=True)
        in_force(kinds=SEEDS)
        services.mandate_run(TurnMoment.MORNING)
        assert not Grant.objects.exists()

    def test_the_last_cent_of_the_envelope_ends_it(self) -> None:
        fresh()
        builders.give(euros=100)
        [wanted] = foresee(TurnMoment.MORNING).wanted
        mandate = in_force(
            kinds=SEEDS, envelope=Euro(wanted.cents), project_cap=Euro(wanted.cents), grant_cap=Euro(wanted.cents)
        )
        services.mandate_run(TurnMoment.MORNING)
        mandate.refresh_from_db()
        assert (mandate.state, mandate.left) == (MandateState.EXHAUSTED, Euro.zero())
        assert Message.objects.filter(kind="allocation.mandate_over").exists()


class TestEvenings:
    def test_what_ends_tonight_is_completed(self) -> None:
        campaign, mandate = ending(missing=40), in_force()
        builders.give(euros=2000)
        services.mandate_run(TurnMoment.MORNING)
        services.mandate_run(TurnMoment.EVENING)
        campaign.refresh_from_db()
        assert campaign.minimum_reached
        grant = Grant.objects.filter(campaign=campaign).latest("pk")
        assert grant.mandate_id == mandate.pk
        assert "le minimum est atteint" in grant.reason

    @pytest.mark.parametrize(("hour", "turns"), [(12, 0), (20, 1), (23, 1)])
    def test_its_job_run_late_leaves_the_next_evening_alone(self, hour: int, turns: int) -> None:
        """A worker that died at nineteen hours may come back the day after."""
        with clock.frozen(datetime.combine(clock.today(), time(hour), tzinfo=clock.PARIS)):
            jobs.evening()
            assert Turn.objects.filter(on=clock.today(), moment=TurnMoment.EVENING).count() == turns

    def test_also_when_the_morning_was_missed(self) -> None:
        campaign = ending(missing=40)
        in_force(kinds=frozenset({GrantKind.TOP_UP}))
        builders.give(euros=2000)
        services.mandate_run(TurnMoment.EVENING)
        assert given_to(campaign) == [("top_up", Euro.of(40))]

    def test_whole_or_not_at_all(self) -> None:
        campaign = ending(missing=40)
        in_force(kinds=frozenset({GrantKind.TOP_UP}), grant_cap=Euro.of(39), project_cap=Euro.of(39))
        builders.give(euros=2000)
        services.mandate_run(TurnMoment.EVENING)
        assert given_to(campaign) == []


@pytest.mark.usefixtures("eager")
class TestRules:
    def test_what_the_rules_do_not_allow_is_neither_given_nor_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        campaign = fresh()
        in_force(kinds=SEEDS)
        builders.give(euros=100)
        rules(monkeypatch, most_cents=100)
        jobs.propose()
        assert not Grant.objects.exists()
        assert not Round.objects.exists()
        turn = Turn.objects.get()
        question = asking.question_now({int(pk): cents for pk, cents in turn.waiting.items()})
        [told] = question.examined
        assert (told.campaign, told.wish.verdict) == (campaign.pk, Verdict.BEYOND_RULES)
        assert told.wish.why.startswith("Les fonds réunis donnent au plus")
        assert question.document["projects"] == []

    def test_the_reason_is_read_by_the_committee(self, monkeypatch: pytest.MonkeyPatch) -> None:
        alone, helped = ending(missing=90), ending(missing=40)
        builders.give(euros=2000)
        rules(monkeypatch, least_raised_bp=5_000)
        made = services.round_propose()
        assert made is not None
        told = {each.campaign: each for each in findings_of(made)}
        assert told[alone.pk].verdict == Verdict.BEYOND_RULES
        assert "quand ses donateurs ont réuni" in told[alone.pk].reason
        assert told[helped.pk].cents == 4_000
        assert made.state == RoundState.PROPOSED


class TestMemory:
    def test_the_next_morning_begins_with_what_was_learned(self) -> None:
        fresh()
        builders.give(euros=100)
        first = services.mandate_run(TurnMoment.MORNING)
        with clock.frozen(clock.now() + DAY):
            second = services.mandate_run(TurnMoment.MORNING)
        assert first.learned["version"] == second.learned["version"]
        assert first.learned != second.learned
        assert first.learned["prices"].keys() == second.learned["prices"].keys()

    def test_the_same_state_is_answered_the_same(self) -> None:
        fresh()
        fresh(minimum=900)
        builders.give(euros=2000)
        first, second = foresee(TurnMoment.MORNING), foresee(TurnMoment.MORNING)
        assert (first.wanted, first.learned) == (second.wanted, second.learned)

    def test_nothing_to_see_is_a_turn_as_well(self) -> None:
        turn = services.mandate_run(TurnMoment.EVENING)
        assert (turn.proposed, turn.waiting) == ([], {})
        assert not Mandate.objects.exists()
