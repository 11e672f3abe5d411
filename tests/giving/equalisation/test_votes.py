"""The vote of the committee, and what follows from it."""

from datetime import timedelta

import pytest

from tests.giving.equalisation import versions
from tests.people.factories import make_user
from trousse.core import clock
from trousse.giving.equalisation import jobs, services
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.errors import NotOfTheCommittee, VersionMoved, VoteClosed, VotedAlready
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Weights
from trousse.giving.equalisation.selectors import reasons_of, rules_on, versions_waiting_for
from trousse.people.accounts.models import RoleGrant, User
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

VOTE_OPENS, VOTE_IS_OVER = 15, 25
"""Days after a publication today, with the calendar of these tests."""


@pytest.fixture
def committee() -> list[User]:
    return [versions.member(name) for name in ("Yasmine", "Paul", "Inès", "Marc")]


@pytest.fixture
def version(committee: list[User]) -> RuleVersion:
    return versions.published(committee[0])


class TestVoting:
    def test_when_everybody_has_voted_it_is_decided_at_once(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            for person in committee[:3]:
                assert versions.vote(version, person).state == RuleState.PUBLISHED
            decided = versions.vote(version, committee[3], Ballot.AGAINST, "Trop pour les uns")
            assert decided.state == RuleState.ADOPTED
            assert (decided.votes_for, decided.votes_against, decided.votes_abstain, decided.members) == (3, 1, 0, 4)
            assert decided.in_force_from == version.planned_from
            assert rules_on(clock.today()).version == 1
            assert [vote.reason for vote in reasons_of(decided)] == ["Trop pour les uns"]
        with versions.later(30):
            assert rules_on(clock.today()).version == 2
        with versions.later(29):
            assert rules_on(clock.today()).version == 1

    def test_who_commented_and_the_committee_are_told_once(self, committee: list[User], version: RuleVersion) -> None:
        reader = make_user()
        for text in ("Oui", "Encore oui"):
            services.comment_write(version=version, first_name="Jeanne", text=text, user=reader)
        with versions.later(VOTE_OPENS):
            for person in committee:
                versions.vote(version, person)
            services.vote_count(version.pk)
        told = Message.objects.filter(kind="equalisation.decided")
        assert sorted(message.to for message in told) == sorted([reader.email, *(each.email for each in committee)])

    @pytest.mark.parametrize("days", [0, 14, VOTE_IS_OVER])
    def test_neither_too_early_nor_too_late(self, committee: list[User], version: RuleVersion, days: int) -> None:
        with versions.later(days), pytest.raises(VoteClosed):
            versions.vote(version, committee[0])

    def test_not_without_a_simulation_of_this_content(self, committee: list[User]) -> None:
        made = versions.published(committee[0], simulated=False)
        with versions.later(VOTE_OPENS):
            with pytest.raises(VoteClosed):
                versions.vote(made, committee[0])
            versions.simulate(made)
            versions.vote(made, committee[0])

    def test_each_member_once_and_nobody_else(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            versions.vote(version, committee[0], Ballot.AGAINST)
            with pytest.raises(VotedAlready):
                versions.vote(version, committee[0])
            with pytest.raises(NotOfTheCommittee):
                versions.vote(version, make_user())
            with pytest.raises(VersionMoved):
                versions.vote(version, committee[1], seen_sha256="0" * 64)
            assert versions_waiting_for(committee[0]) == []
            assert versions_waiting_for(committee[1]) == [version]

    def test_the_journal_says_who_voted_not_what(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            versions.vote(version, committee[0], Ballot.AGAINST, "Trop")
        event = Event.objects.get(verb="ruleversion.vote")
        assert (event.reason, event.data) == ("", {})

    def test_reasons_are_read_once_it_is_decided(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            versions.vote(version, committee[0], reason="Il était temps")
            version.refresh_from_db()
            assert reasons_of(version) == []


class TestCounting:
    def decided(self, version: RuleVersion, days: int = VOTE_IS_OVER) -> RuleVersion:
        """After the job of that day."""
        with versions.later(days):
            jobs.count_votes()
        version.refresh_from_db()
        return version

    def test_half_of_the_committee_is_enough(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            for person in committee[:2]:
                versions.vote(version, person)
        assert self.decided(version, days=24).state == RuleState.PUBLISHED
        assert self.decided(version).state == RuleState.ADOPTED

    @pytest.mark.parametrize(
        "ballots",
        [
            [],
            [Ballot.FOR],
            [Ballot.FOR, Ballot.AGAINST],
            [Ballot.FOR, Ballot.ABSTAIN, Ballot.ABSTAIN],
            [Ballot.FOR, Ballot.FOR, Ballot.AGAINST, Ballot.AGAINST],
        ],
    )
    def test_too_few_or_too_divided(self, committee: list[User], version: RuleVersion, ballots: list[Ballot]) -> None:
        with versions.later(VOTE_OPENS):
            for person, ballot in zip(committee, ballots, strict=False):
                versions.vote(version, person, ballot)
        decided = self.decided(version)
        assert (decided.state, decided.in_force_from) == (RuleState.REJECTED, None)
        assert Message.objects.filter(kind="equalisation.decided").count() == 4

    def test_never_in_the_past_however_late_the_count(self, committee: list[User], version: RuleVersion) -> None:
        with versions.later(VOTE_OPENS):
            for person in committee[:3]:
                versions.vote(version, person)
        decided = self.decided(version, days=50)
        assert decided.in_force_from == clock.today() + timedelta(days=51)

    def test_two_versions_adopted_for_the_same_day_follow_each_other(
        self, committee: list[User], version: RuleVersion
    ) -> None:
        other = versions.published(committee[0], weights=Weights(rural=75))
        with versions.later(VOTE_OPENS):
            for each in (version, other):
                for person in committee:
                    versions.vote(each, person)
        for each in (version, other):
            each.refresh_from_db()
        assert other.in_force_from == version.in_force_from + timedelta(days=1)  # type: ignore[operator]

    def test_who_left_the_committee_after_voting_still_counts(
        self, committee: list[User], version: RuleVersion
    ) -> None:
        with versions.later(VOTE_OPENS):
            for person in committee[:3]:
                versions.vote(version, person)
            RoleGrant.objects.filter(user=committee[0]).delete()
            assert services.vote_count(version.pk).state == RuleState.PUBLISHED
            decided = versions.vote(version, committee[3])
        assert (decided.state, decided.votes_for, decided.members) == (RuleState.ADOPTED, 4, 4)

    def test_nobody_could_vote_so_nothing_is_decided(self, version: RuleVersion) -> None:
        RuleVersion.objects.filter(pk=version.pk).update(simulation=None, simulated_at=None, simulated_sha256="")
        with versions.later(100):
            assert services.vote_count(version.pk).state == RuleState.PUBLISHED

    def test_a_simulation_that_did_not_end_is_asked_for_again(
        self, version: RuleVersion, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []
        monkeypatch.setattr(
            "trousse.giving.equalisation.services.simulation_wish", lambda version: asked.append(version.pk)
        )
        jobs.announce_votes()
        RuleVersion.objects.filter(pk=version.pk).update(simulation=None, simulated_at=None, simulated_sha256="")
        jobs.announce_votes()
        assert asked == [version.pk]

    def test_it_is_announced_once(self, committee: list[User], version: RuleVersion) -> None:
        jobs.announce_votes()
        assert not Message.objects.filter(kind="equalisation.to_vote").exists()
        with versions.later(VOTE_OPENS):
            jobs.announce_votes()
            jobs.announce_votes()
        assert Message.objects.filter(kind="equalisation.to_vote").count() == len(committee)
