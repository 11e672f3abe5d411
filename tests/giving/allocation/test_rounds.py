"""From the live state to a proposal, its changes, its signatures, its money."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.giving import builders
from tests.giving.allocation.eager import Eager
from tests.people.factories import grant as give_role
from tests.people.factories import make_user
from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.forecast import Forecast
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking, foreseeing, services
from trousse.giving.allocation.asking import question_now
from trousse.giving.allocation.enums import GrantKind, RoundState, Verdict
from trousse.giving.allocation.errors import ChangeRefused, ConflictNotDeclared, RoundMoved, RoundNoLongerFits
from trousse.giving.allocation.models import Grant, Round
from trousse.giving.allocation.reading import findings_of, is_replayed
from trousse.giving.allocation.reasons import Finding
from trousse.giving.funds.selectors import open_fund
from trousse.operations.books import check
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


def member() -> User:
    user = make_user()
    give_role(user, Role.COMMITTEE)
    return user


def proposed() -> Round:
    made = services.round_propose()
    assert made is not None
    return made


def finding(of: Round, campaign: Campaign) -> Finding:
    return next(each for each in findings_of(of) if each.campaign == campaign.pk)


def sign(of: Round, by: User, **changes: Any) -> Round:
    of.refresh_from_db()
    facts = {"plan_sha256": of.plan_sha256, "no_conflict": True, **changes}
    return services.round_sign(round=of, by=by, **facts)


@pytest.fixture(autouse=True)
def chances(monkeypatch: pytest.MonkeyPatch) -> dict[int, Forecast]:
    """What is foretold, by campaign: nothing unless a test says so (forecasts have tests of their own)."""
    told: dict[int, Forecast] = {}
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: told)
    return told


@pytest.fixture
def campaign() -> Campaign:
    """Ten days before its end, 40 € short."""
    made = builders.campaign(minimum=100)
    builders.give(made, 60)
    builders.give(euros=70)
    made.refresh_from_db()
    return made


class TestProposing:
    def test_the_gap_to_the_minimum_is_completed(self, campaign: Campaign) -> None:
        made = proposed()
        told = finding(made, campaign)
        assert (told.verdict, told.kind, told.amount) == (Verdict.HELPED, GrantKind.TOP_UP, Euro.of(40))
        assert told.reason.startswith("Il manquait 40 €, à 10 jours de la fin.".replace(" €", "\u00a0€"))
        assert made.certificate["bound"] >= made.certificate["weight"]
        assert made.algorithm

    def test_what_was_asked_is_what_the_format_says(self, campaign: Campaign) -> None:
        document = question_now().document
        assert document["format"] == "alloc-1"
        assert [fund["balance"] for fund in document["funds"]] == [7000]
        assert [(line["gap"], line["goal"]) for line in document["projects"]] == [(4000, 10000)]

    def test_a_campaign_that_has_just_opened_is_seeded_when_the_policy_of_seasons_would(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(foreseeing, "Memory", Eager)
        made = builders.campaign(minimum=300)
        now = clock.now()
        Campaign.objects.filter(pk=made.pk).update(
            opened_at=now - timedelta(days=1), closes_at=now + timedelta(days=40)
        )
        builders.give(euros=100)
        told = finding(proposed(), made)
        assert (told.kind, told.amount) == (GrantKind.SEED, Euro.of(100))
        assert told.reason.startswith("La collecte commence")

    def test_one_with_time_left_is_told_so(self, campaign: Campaign) -> None:
        early = builders.campaign(minimum=100)
        Campaign.objects.filter(pk=early.pk).update(closes_at=clock.now() + timedelta(days=40))
        told = finding(proposed(), early)
        assert told.verdict == Verdict.EARLY
        assert "encore le temps" in told.reason

    def test_one_that_can_make_it_alone_is_left_to_its_donors(
        self, campaign: Campaign, chances: dict[int, Forecast]
    ) -> None:
        strong = builders.campaign(minimum=100)
        chances[strong.pk] = Forecast(0.93, 9000, 12000, 15000)
        told = finding(proposed(), strong)
        assert (told.verdict, told.cents) == (Verdict.ALONE, 0)
        assert told.reason.startswith("Il peut y arriver seul : au moins 9 collectes semblables sur 10")

    def test_the_same_euro_goes_where_it_changes_most(self, campaign: Campaign, chances: dict[int, Forecast]) -> None:
        second = builders.campaign(minimum=100)
        builders.give(second, 60)
        chances[campaign.pk] = Forecast(0.6, 9000, 12000, 15000)
        chances[second.pk] = Forecast(0.1, 4000, 7000, 9000)
        made = proposed()
        assert (finding(made, second).cents, finding(made, campaign).cents) == (4000, 0)

    def test_when_funds_are_short_or_may_not_the_reason_says_which(self, campaign: Campaign) -> None:
        large = builders.campaign(minimum=500)
        second = builders.campaign(minimum=100)
        builders.give(second, 35)
        made = proposed()
        assert finding(made, large).verdict == Verdict.NO_FUND
        assert "il faudrait" in finding(made, large).reason
        assert finding(made, second).verdict == Verdict.NOT_THIS_TIME

    def test_no_reason_names_what_the_rules_know_of_a_school(self, campaign: Campaign) -> None:
        builders.campaign(minimum=500)
        for told in findings_of(proposed()):
            assert not any(word in told.reason.lower() for word in ("rep", "ips", "rural", "défavoris", "famille"))

    def test_nothing_to_give_proposes_nothing(self) -> None:
        builders.campaign(minimum=100)
        assert services.round_propose() is None

    def test_the_next_night_replaces_it_unless_somebody_signed(self, campaign: Campaign) -> None:
        first = proposed()
        second = proposed()
        first.refresh_from_db()
        assert first.state == RoundState.SUPERSEDED
        sign(second, member())
        assert proposed().pk == second.pk
        with clock.frozen(clock.now() + timedelta(days=4)):
            assert proposed().pk != second.pk

    def test_the_committee_is_told(self, campaign: Campaign) -> None:
        one = member()
        proposed()
        assert list(Message.objects.filter(kind="allocation.round_to_sign").values_list("to", flat=True)) == [one.email]


class TestReplaying:
    def test_the_stored_question_has_the_stored_answer(self, campaign: Campaign) -> None:
        made = proposed()
        made.refresh_from_db()
        assert is_replayed(made)
        out = StringIO()
        call_command("replay_round", made.pk, stdout=out)
        assert '"same": true' in out.getvalue()

    def test_a_plan_that_was_touched_is_found_out(self, campaign: Campaign) -> None:
        made = proposed()
        Round.objects.filter(pk=made.pk).update(plan_sha256="0" * 64)
        with pytest.raises(CommandError):
            call_command("replay_round", made.pk, stdout=StringIO())

    def test_also_after_changes(self, campaign: Campaign) -> None:
        made, by = proposed(), member()
        services.round_change(round=made, by=by, campaign_id=campaign.pk, amount=Euro.of(10), why="Un coup de pouce.")
        made.refresh_from_db()
        assert is_replayed(made)


class TestChanging:
    def test_another_sum_is_given_for_a_published_reason(self, campaign: Campaign) -> None:
        made, by = proposed(), member()
        services.round_change(round=made, by=by, campaign_id=campaign.pk, amount=Euro.of(10), why="Un coup de pouce.")
        made.refresh_from_db()
        told = finding(made, campaign)
        assert (told.amount, told.reason, told.is_changed) == (Euro.of(10), "Un coup de pouce.", True)

    def test_what_is_set_aside_frees_money_for_others(self, campaign: Campaign) -> None:
        second = builders.campaign(minimum=100)
        builders.give(second, 35)
        made, by = proposed(), member()
        assert not finding(made, second).cents
        services.round_change(round=made, by=by, campaign_id=campaign.pk, amount=Euro.zero(), why="Attendons.")
        made.refresh_from_db()
        assert finding(made, campaign).verdict == Verdict.SET_ASIDE
        assert finding(made, second).amount == Euro.of(65)
        services.round_change_undo(round=made, by=by, campaign_id=campaign.pk)
        made.refresh_from_db()
        assert finding(made, campaign).amount == Euro.of(40)

    def test_a_change_makes_the_first_signature_void(self, campaign: Campaign) -> None:
        made, one, two = proposed(), member(), member()
        sign(made, one)
        services.round_change(round=made, by=two, campaign_id=campaign.pk, amount=Euro.of(10), why="Moins.")
        made.refresh_from_db()
        assert made.state == RoundState.PROPOSED
        sign(made, two)
        assert Grant.objects.count() == 0

    @pytest.mark.parametrize(("cents", "why"), [(4001, "Plus."), (-1, "Moins."), (1000, " ")])
    def test_beyond_the_rules_nothing_changes(self, campaign: Campaign, cents: int, why: str) -> None:
        made = proposed()
        with pytest.raises(ChangeRefused):
            services.round_change(round=made, by=member(), campaign_id=campaign.pk, amount=Euro(cents), why=why)

    def test_a_sum_that_no_fund_can_pay_is_refused(self, campaign: Campaign) -> None:
        large, made = builders.campaign(minimum=500), None
        made = proposed()
        with pytest.raises(ChangeRefused):
            services.round_change(round=made, by=member(), campaign_id=large.pk, amount=Euro.of(300), why="Oui.")

    def test_only_the_committee_changes(self, campaign: Campaign) -> None:
        made = proposed()
        with pytest.raises(TransitionForbidden):
            services.round_change(round=made, by=make_user(), campaign_id=campaign.pk, amount=Euro.of(1), why="Oui.")


class TestSigning:
    def test_two_people_sign_and_the_money_is_there(self, campaign: Campaign) -> None:
        made = proposed()
        sign(made, member())
        assert Grant.objects.count() == 0
        posted = sign(made, member())
        campaign.refresh_from_db()
        assert posted.state == RoundState.POSTED
        assert campaign.granted == Euro.of(40)
        assert campaign.minimum_reached
        assert open_fund().balance == Euro.of(30)
        assert Grant.objects.get().round_id == made.pk
        assert check().problems == ()

    def test_never_twice_by_the_same_person(self, campaign: Campaign) -> None:
        made, one = proposed(), member()
        sign(made, one)
        with pytest.raises(TransitionForbidden):
            sign(made, one)

    def test_nor_by_the_holder_of_a_project_that_it_helps(self, campaign: Campaign) -> None:
        give_role(campaign.project.holder, Role.COMMITTEE)
        with pytest.raises(TransitionForbidden):
            sign(proposed(), campaign.project.holder)

    def test_nor_by_whoever_declared_an_interest(self, campaign: Campaign) -> None:
        made, one = proposed(), member()
        services.interest_declare(round=made, by=one, campaign_id=campaign.pk)
        with pytest.raises(TransitionForbidden):
            sign(made, one)

    def test_nor_when_the_interest_was_told_in_an_earlier_round(self, campaign: Campaign) -> None:
        one = member()
        services.interest_declare(round=proposed(), by=one, campaign_id=campaign.pk)
        again = services.round_propose(anew=True)
        assert again is not None
        with pytest.raises(TransitionForbidden):
            sign(again, one)

    def test_nor_without_a_word_on_interests_nor_of_another_plan(self, campaign: Campaign) -> None:
        made, one = proposed(), member()
        with pytest.raises(ConflictNotDeclared):
            sign(made, one, no_conflict=False)
        with pytest.raises(RoundMoved):
            sign(made, one, plan_sha256="0" * 64)

    def test_a_fund_that_has_less_by_now_posts_nothing(self, campaign: Campaign) -> None:
        made, gift = proposed(), open_fund().donations.get()
        sign(made, member())
        builders.charge_back(gift)
        with pytest.raises(RoundNoLongerFits):
            sign(made, member())
        made.refresh_from_db()
        assert made.state == RoundState.SIGNED_ONCE

    def test_a_project_that_made_it_meanwhile_leaves_the_money_in_the_fund(self, campaign: Campaign) -> None:
        made = proposed()
        sign(made, member())
        builders.give(campaign, 30)
        sign(made, member())
        assert Grant.objects.get().amount == Euro.of(10)
        assert open_fund().balance == Euro.of(60)

    def test_what_is_dropped_gives_nothing(self, campaign: Campaign) -> None:
        made, one = proposed(), member()
        services.round_drop(round=made, by=one, reason="Une règle change demain.")
        with pytest.raises(TransitionRefused):
            sign(made, one)
