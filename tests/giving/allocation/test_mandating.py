"""What a mandate may say, and what it covers."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandating import Cover, MandateTerms, Wanted, covered, waiting_for_signatures

TODAY = date(2026, 11, 24)


def terms(**changes: Any) -> MandateTerms:
    facts: dict[str, Any] = {
        "purpose": "Lancer les collectes.",
        "envelope": Euro.of(500),
        "grant_cap": Euro.of(100),
        "project_cap": Euro.of(200),
        "kinds": frozenset({GrantKind.SEED}),
        "funds": None,
        "begins_on": TODAY,
        "ends_on": TODAY + timedelta(days=30),
    }
    return MandateTerms(**{**facts, **changes})


def cover(mandate: int = 1, **changes: Any) -> Cover:
    facts: dict[str, Any] = {"left": 500, "grant_cap": 100, "project_cap": 200, "funds": None}
    return Cover(mandate=mandate, kinds=frozenset({GrantKind.SEED}), **{**facts, **changes})


def wanted(cents: int, *, campaign: int = 1, fund: int = 1, kind: GrantKind = GrantKind.SEED) -> Wanted:
    return Wanted(fund=fund, campaign=campaign, cents=cents, kind=kind)


class TestTerms:
    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({}, ""),
            ({"purpose": "  "}, "Dites à quoi sert"),
            ({"kinds": frozenset()}, "au moins une nature"),
            ({"funds": frozenset()}, "au moins un fonds"),
            ({"envelope": Euro.zero()}, "sommes positives"),
            ({"project_cap": Euro.of(501)}, "ne dépasse pas l’enveloppe"),
            ({"grant_cap": Euro.of(201)}, "ne dépasse pas le plafond par projet"),
            ({"begins_on": TODAY - timedelta(days=1)}, "dans le passé"),
            ({"ends_on": TODAY - timedelta(days=1)}, "avant de commencer"),
            ({"ends_on": TODAY + timedelta(days=366)}, "un an au plus"),
            ({"ends_on": TODAY}, ""),
        ],
    )
    def test_what_contradicts_itself_is_told(self, changes: dict[str, Any], problem: str) -> None:
        told = terms(**changes).problem(TODAY)
        assert problem in told
        assert bool(problem) == bool(told)

    def test_what_is_signed_does_not_depend_on_any_order(self) -> None:
        one, two = terms(funds=frozenset({3, 1})), terms(funds=frozenset({1, 3}))
        assert one.as_document() == two.as_document()
        assert one.as_document() != terms().as_document()


class TestCovering:
    def test_within_every_limit(self) -> None:
        assert covered([wanted(100)], [cover()]) == [(wanted(100), 1)]

    @pytest.mark.parametrize(
        "asked",
        [wanted(101), wanted(50, kind=GrantKind.TOP_UP), wanted(50, fund=2), wanted(50, campaign=9)],
        ids=["cap of a grant", "kind", "fund", "interest"],
    )
    def test_beyond_one_limit(self, asked: Wanted) -> None:
        assert covered([asked], [cover(funds=frozenset({1}), shunned=frozenset({9}))]) == []

    def test_what_was_given_before_counts(self) -> None:
        assert covered([wanted(60)], [cover(given={1: 150})]) == []
        assert covered([wanted(50)], [cover(given={1: 150})]) == [(wanted(50), 1)]

    def test_all_of_a_campaign_or_nothing_and_what_it_would_have_used_is_free_again(self) -> None:
        first, second = wanted(100), wanted(90, fund=2)
        limits = cover(left=150)
        assert covered([first, second, wanted(80, campaign=2)], [limits]) == [(wanted(80, campaign=2), 1)]
        assert limits.left == 70

    def test_the_next_mandate_helps_where_the_first_may_not(self) -> None:
        limits = [cover(1, left=30), cover(2)]
        assert covered([wanted(50), wanted(30, campaign=2)], limits) == [(wanted(50), 2), (wanted(30, campaign=2), 1)]

    def test_the_rest_waits_for_signatures(self) -> None:
        asked = [wanted(50), wanted(60, fund=2), wanted(70, campaign=2)]
        assert waiting_for_signatures(asked, {2: 70}) == {1: 110}

    @given(
        st.lists(st.tuples(st.integers(1, 150), st.integers(1, 5), st.integers(1, 3)), max_size=30),
        st.integers(0, 400),
    )
    def test_never_over_any_limit(self, asks: list[tuple[int, int, int]], left: int) -> None:
        limits = [cover(1, left=left, funds=frozenset({1, 2})), cover(2, left=100, grant_cap=40, project_cap=60)]
        found = covered([wanted(cents, campaign=campaign, fund=fund) for cents, campaign, fund in asks], limits)
        for mandate, envelope, cap, most in ((1, left, 100, 200), (2, 100, 40, 60)):
            mine = [each for each, by in found if by == mandate]
            assert sum(each.cents for each in mine) <= envelope
            assert all(each.cents <= cap for each in mine)
            for campaign in {each.campaign for each in mine}:
                assert sum(each.cents for each in mine if each.campaign == campaign) <= most
