"""A version before the vote."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.giving.equalisation import versions
from tests.giving.equalisation.versions import RURAL
from tests.people.factories import make_user
from trousse.core import clock
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.giving.equalisation import hooks, services
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.errors import (
    ContentRefused,
    DatesRefused,
    NotADraft,
    NotOfTheCommittee,
    VersionMissing,
    VersionMoved,
)
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Limits, Weights
from trousse.giving.equalisation.selectors import rules_on, version_public, versions_public
from trousse.people.accounts.models import User
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return versions.member()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions that a simulation was asked for."""
    told: list[int] = []
    monkeypatch.setattr(hooks.simulation_wanted, "_entries", {"tests": told.append})
    return told


class TestWriting:
    def test_a_draft_is_read_by_the_committee_alone(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        assert (made.number, made.state) == (2, RuleState.DRAFT)
        assert made.rules.weights == RURAL.weights
        assert [each.number for each in versions_public()] == [1]
        with pytest.raises(VersionMissing):
            version_public(2)
        assert Event.objects.filter(verb="ruleversion.draft", subject_id=str(made.pk)).count() == 1

    def test_only_the_committee_writes(self, member: User) -> None:
        with pytest.raises(NotOfTheCommittee):
            services.version_draft(by=make_user(), content=RURAL)
        made = services.version_draft(by=member, content=RURAL)
        with pytest.raises(NotOfTheCommittee):
            services.version_edit(version=made, by=make_user(), content=RURAL, seen_sha256=made.content_sha256)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": " "}, "title"),
            ({"text": ""}, "text"),
            ({"weights": Weights(rep=99)}, "rep"),
            ({"weights": Weights(rep=501, rep_plus=500)}, "rep"),
            ({"weights": Weights(rep=250, rep_plus=200)}, "rep_plus"),
            ({"weights": Weights(rural=201)}, "rural"),
            ({"weights": Weights(ips_low=50)}, "ips_below"),
            ({"weights": Weights(ips_below=850)}, "ips_below"),
            ({"weights": Weights(ips_low=50, ips_below=39)}, "ips_below"),
            ({"limits": Limits(most_share_bp=0)}, "most_share"),
            ({"limits": Limits(most_share_bp=10_001)}, "most_share"),
            ({"limits": Limits(most_cents=0)}, "most"),
            ({"limits": Limits(least_raised_bp=10_000)}, "least_raised"),
        ],
    )
    def test_what_is_no_rule(self, member: User, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(ContentRefused) as refused:
            services.version_draft(by=member, content=replace(RURAL, **changes))
        assert list(refused.value.problems) == [field]

    def test_every_bound_is_one_of_postgresql_too(self, member: User) -> None:
        at_the_edge = replace(
            RURAL,
            weights=Weights(rep=500, rep_plus=500, rural=200, ips_low=200, ips_below=2000),
            limits=Limits(most_share_bp=10_000, most_cents=1, least_raised_bp=9_999),
        )
        assert services.version_draft(by=member, content=at_the_edge).rules.weights == at_the_edge.weights

    def test_an_edit_makes_the_simulation_void(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        versions.simulate(made)
        assert made.is_simulated
        seen = made.content_sha256
        edited = services.version_edit(
            version=made, by=member, content=replace(RURAL, weights=Weights(rural=60)), seen_sha256=seen
        )
        assert not edited.is_simulated
        back = services.version_edit(version=made, by=member, content=RURAL, seen_sha256=edited.content_sha256)
        assert back.is_simulated

    def test_other_words_leave_the_simulation_as_it_is(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        versions.simulate(made)
        seen = made.content_sha256
        edited = services.version_edit(version=made, by=member, content=replace(RURAL, title="Oui"), seen_sha256=seen)
        assert edited.is_simulated

    def test_nobody_writes_over_what_they_have_not_seen(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        seen = made.content_sha256
        first = replace(RURAL, title="La première")
        services.version_edit(version=made, by=member, content=first, seen_sha256=seen)
        with pytest.raises(VersionMoved):
            services.version_edit(version=made, by=member, content=RURAL, seen_sha256=seen)
        made.refresh_from_db()
        assert made.title == "La première"


class TestPublishing:
    def test_everybody_reads_it_the_committee_is_told_a_simulation_is_asked(
        self, member: User, asked: list[int]
    ) -> None:
        made = versions.published(member, simulated=False)
        assert made.state == RuleState.PUBLISHED
        assert made.votes_until == made.comments_until + timedelta(days=10)  # type: ignore[operator]
        assert version_public(2).title == RURAL.title
        assert [message.to for message in Message.objects.filter(kind="equalisation.published")] == [member.email]
        assert asked == [made.pk]
        assert rules_on(clock.today()).version == 1

    def test_what_was_simulated_already_is_not_asked_again(self, member: User, asked: list[int]) -> None:
        made = services.version_draft(by=member, content=RURAL)
        versions.simulate(made)
        seen = made.content_sha256
        services.version_publish(version=made, by=member, calendar=versions.calendar(), seen_sha256=seen)
        assert not asked

    @pytest.mark.parametrize(
        ("days", "field"),
        [
            ({"comments_until": 13}, "comments_until"),
            ({"comments_until": 400}, "comments_until"),
            ({"planned_from": 24}, "planned_from"),
            ({"planned_from": 400}, "planned_from"),
        ],
    )
    def test_time_to_read_and_to_vote(self, member: User, days: dict[str, int], field: str) -> None:
        made = services.version_draft(by=member, content=RURAL)
        with pytest.raises(DatesRefused) as refused:
            services.version_publish(
                version=made, by=member, calendar=versions.calendar(**days), seen_sha256=made.content_sha256
            )
        assert list(refused.value.problems) == [field]

    def test_rules_that_change_nothing_are_not_discussed(self, member: User) -> None:
        with pytest.raises(TransitionRefused, match="en vigueur"):
            versions.published(member, weights=Weights())

    def test_only_what_was_read_and_only_by_the_committee(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        days = versions.calendar()
        with pytest.raises(VersionMoved):
            services.version_publish(version=made, by=member, calendar=days, seen_sha256="0" * 64)
        with pytest.raises(TransitionForbidden):
            services.version_publish(version=made, by=make_user(), calendar=days, seen_sha256=made.content_sha256)

    def test_a_published_version_is_not_edited(self, member: User) -> None:
        made = versions.published(member)
        with pytest.raises(NotADraft):
            services.version_edit(version=made, by=member, content=RURAL, seen_sha256=made.content_sha256)


class TestStopping:
    def test_taken_back_and_published_again_the_comments_stay(self, member: User) -> None:
        made = versions.published(member)
        services.comment_write(version=made, first_name="Jeanne", text="Très bien", user=make_user())
        back = services.version_take_back(version=made, by=member, reason="Le seuil prête à confusion")
        assert back.is_draft
        with pytest.raises(VersionMissing):
            version_public(2)
        edited = services.version_edit(
            version=back, by=member, content=replace(RURAL, title="Plus clair"), seen_sha256=back.content_sha256
        )
        again = services.version_publish(
            version=edited, by=member, calendar=versions.calendar(), seen_sha256=edited.content_sha256
        )
        [said] = again.comments.all()
        assert said.content_sha256 != again.content_sha256

    def test_taken_back_and_withdrawn_it_is_not_read(self, member: User) -> None:
        """What it says now was never published."""
        back = services.version_take_back(version=versions.published(member), by=member, reason="Autrement")
        services.version_withdraw(version=back, by=member, reason="Finalement non")
        with pytest.raises(VersionMissing):
            version_public(2)

    def test_withdrawn_who_commented_is_told_why(self, member: User) -> None:
        made, reader = versions.published(member), make_user()
        services.comment_write(version=made, first_name="Jeanne", text="Très bien", user=reader)
        gone = services.version_withdraw(version=made, by=member, reason="Une autre est prête")
        assert gone.state == RuleState.WITHDRAWN
        told = Message.objects.filter(kind="equalisation.decided")
        assert {message.to for message in told} == {member.email, reader.email}
        assert {message.params["why"] for message in told} == {"Une autre est prête"}

    def test_a_draft_that_nobody_saw_is_withdrawn_in_silence(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        services.version_withdraw(version=made, by=member, reason="Doublon")
        assert not Message.objects.exists()
        assert 2 not in [each.number for each in versions_public()]

    @pytest.mark.parametrize("stop", [services.version_take_back, services.version_withdraw])
    def test_not_without_a_reason_nor_once_somebody_voted(self, member: User, stop: Any) -> None:
        made = versions.published(member)
        versions.member("Paul")
        with pytest.raises(TransitionRefused, match="pourquoi"):
            stop(version=made, by=member, reason=" ")
        with versions.later(15):
            versions.vote(made, member)
            with pytest.raises(TransitionRefused, match="vote a commencé"):
                stop(version=made, by=member, reason="Je change d’avis")


class TestSimulation:
    def test_of_what_was_edited_meanwhile_nothing_is_kept(self, member: User) -> None:
        made = services.version_draft(by=member, content=RURAL)
        assert not services.simulation_record(made.pk, versions.RESULT, fingerprint="0" * 64)
        assert RuleVersion.objects.get(pk=made.pk).simulation is None

    def test_only_the_committee_asks(self, member: User, asked: list[int]) -> None:
        made = services.version_draft(by=member, content=RURAL)
        with pytest.raises(NotOfTheCommittee):
            services.simulation_ask(version=made, by=make_user())
        services.simulation_ask(version=made, by=member)
        assert asked == [made.pk]
