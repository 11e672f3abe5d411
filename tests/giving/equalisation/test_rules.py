"""What a project is worth, what funds may give it, how a vote is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.giving.equalisation.enums import Ballot
from trousse.giving.equalisation.rules import BASE, FIRST, Limits, Rules, Tally, Weights, percent
from trousse.giving.funds.rules import WHOLE, ProjectFeatures


class TestWorth:
    def test_an_ordinary_project(self) -> None:
        assert Weights().weight_of(ProjectFeatures()) == BASE
        assert Weights().weight_of(ProjectFeatures(priority="non", zone="urbain", ips=1100)) == BASE

    @pytest.mark.parametrize(("priority", "worth"), [("non", 100), ("rep", 150), ("rep+", 200), (None, 100)])
    def test_the_network_stands_in_the_place_of_the_base(self, priority: str | None, worth: int) -> None:
        assert Weights().weight_of(ProjectFeatures(priority=priority)) == worth

    def test_what_is_added(self) -> None:
        weights = Weights(rural=25, ips_low=40, ips_below=850)
        low = ProjectFeatures(priority="rep", zone="rural", ips=849)
        assert weights.weight_of(low) == 150 + 25 + 40
        assert weights.weight_of(ProjectFeatures(ips=850)) == BASE

    def test_an_unknown_index_adds_nothing_nor_does_an_index_without_threshold(self) -> None:
        assert Weights(ips_low=40, ips_below=850).weight_of(ProjectFeatures()) == BASE
        assert Weights(ips_low=40).weight_of(ProjectFeatures(ips=500)) == BASE


class TestLimits:
    def test_without_limits_nothing_is_refused(self) -> None:
        assert Limits().refusal(goal=1, raised_alone=0, granted=0, ask=10**9, is_seed=False) is None
        assert Limits().most(90_000) is None

    def test_a_part_of_the_minimum_over_all_funds(self) -> None:
        limits = Limits(most_share_bp=4_000)
        told = limits.refusal(goal=90_000, raised_alone=0, granted=30_000, ask=6_001, is_seed=True)
        assert told == "Les fonds réunis donnent au plus 360\xa0€ à ce projet, soit 40\xa0% de son minimum."
        assert limits.refusal(goal=90_000, raised_alone=0, granted=30_000, ask=6_000, is_seed=True) is None

    def test_a_sum_over_all_funds(self) -> None:
        limits = Limits(most_share_bp=9_000, most_cents=50_000)
        told = limits.refusal(goal=90_000, raised_alone=80_000, granted=0, ask=50_001, is_seed=False)
        assert told == "Les fonds réunis donnent au plus 500\xa0€ à ce projet."

    def test_a_project_collects_a_part_itself_before_it_is_completed(self) -> None:
        limits = Limits(least_raised_bp=3_000)
        told = limits.refusal(goal=90_001, raised_alone=27_000, granted=0, ask=1, is_seed=False)
        assert told is not None
        assert "30\xa0% de son minimum, ici 270,01\xa0€" in told
        assert limits.refusal(goal=90_001, raised_alone=27_001, granted=0, ask=1, is_seed=False) is None

    def test_a_seed_waits_for_nobody(self) -> None:
        assert (
            Limits(least_raised_bp=3_000).refusal(goal=90_000, raised_alone=0, granted=0, ask=1, is_seed=True) is None
        )

    @given(
        goal=st.integers(1, 10**7),
        share=st.none() | st.integers(1, WHOLE),
        cents=st.none() | st.integers(1, 10**7),
        granted=st.integers(0, 10**7),
        ask=st.integers(1, 10**7),
    )
    def test_what_is_not_refused_stays_under_every_limit(
        self, goal: int, share: int | None, cents: int | None, granted: int, ask: int
    ) -> None:
        limits = Limits(most_share_bp=share, most_cents=cents)
        allowed = limits.refusal(goal=goal, raised_alone=goal, granted=granted, ask=ask, is_seed=False) is None
        within_share = share is None or (granted + ask) * WHOLE <= goal * share
        assert allowed == (within_share and (cents is None or granted + ask <= cents))


class TestFingerprint:
    def test_it_names_the_content_not_the_version(self) -> None:
        same = Rules(version=7, weights=Weights(), limits=Limits())
        assert same.fingerprint == FIRST.fingerprint

    @pytest.mark.parametrize(
        "other",
        [
            Rules(version=1, weights=Weights(rural=30), limits=Limits()),
            Rules(version=1, weights=Weights(), limits=Limits(most_cents=1)),
            Rules(version=1, weights=Weights(), limits=Limits(most_share_bp=1)),
        ],
    )
    def test_any_change_shows(self, other: Rules) -> None:
        assert other.fingerprint != FIRST.fingerprint


def tally(members: int, in_favour: int, against: int = 0, abstained: int = 0) -> Tally:
    counts = {Ballot.FOR: in_favour, Ballot.AGAINST: against, Ballot.ABSTAIN: abstained}
    return Tally(members=members, counts=counts)


class TestVote:
    @pytest.mark.parametrize(
        ("counted", "adopted"),
        [
            (tally(5, 2, 1), True),
            (tally(5, 2, 0, 1), True),
            (tally(5, 2), False),  # two of five: not half of them
            (tally(4, 2), True),
            (tally(4, 2, 2), False),  # as many against
            (tally(3, 1, 0, 2), False),  # one person alone
            (tally(1, 1), False),
            (tally(0, 0), False),
        ],
    )
    def test_adopted_or_not(self, counted: Tally, adopted: bool) -> None:
        assert counted.is_adopted(quorum_percent=50, majority_percent=50) is adopted

    def test_a_larger_majority(self) -> None:
        assert tally(6, 4, 2).is_adopted(quorum_percent=50, majority_percent=66)
        assert not tally(6, 3, 2).is_adopted(quorum_percent=50, majority_percent=66)

    def test_everybody(self) -> None:
        assert tally(3, 1, 1, 1).everybody_voted
        assert not tally(3, 1, 1).everybody_voted


@pytest.mark.parametrize(("points", "words"), [(4_000, "40\xa0%"), (1_250, "12,5\xa0%"), (5, "0,05\xa0%")])
def test_basis_points_in_words(points: int, words: str) -> None:
    assert percent(points) == words
