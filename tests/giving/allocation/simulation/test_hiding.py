"""Small numbers cannot be computed from what is shown."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.giving.allocation.simulation.groups import hiding_order
from trousse.giving.allocation.simulation.hiding import hidden_groups

NAMES = "abcd"

Year = dict[str, tuple[int, int]]
"""Projects and successes by group."""
Page = tuple[tuple[str, tuple[int, int]], ...]


def years(total: int, groups: int) -> Iterator[tuple[int, ...]]:
    """Every way to put ``total`` projects into ``groups``, none empty."""
    if groups == 1:
        yield (total,)
        return
    for first in range(1, total - groups + 2):
        yield from ((first, *rest) for rest in years(total - first, groups - 1))


@pytest.mark.parametrize(("least", "groups", "total"), [(3, 2, 12), (3, 3, 13), (3, 4, 12), (4, 3, 16), (5, 3, 20)])
def test_whoever_knows_the_rule_and_sees_the_page_knows_no_hidden_count(least: int, groups: int, total: int) -> None:
    """All years of that size are published; those that look alike must differ in every count that is hidden."""
    names = NAMES[:groups]
    alike: dict[tuple[Page | None, int], list[Page]] = defaultdict(list)
    for counts in years(total, groups):
        outcomes = product(*(range(number + 1) for number in counts)) if least == 3 else [counts]
        for succeeded in outcomes:
            year = dict(zip(names, zip(counts, succeeded, strict=True), strict=True))
            alike[_published(year, least), sum(succeeded)].append(tuple(year.items()))
    for (page, total_succeeded), same in alike.items():
        for name in set(names) - {name for name, _ in page or ()}:
            possible = [dict(year)[name] for year in same]
            assert len({projects for projects, _ in possible}) > 1, (same, name)
            if least == 3 and 0 < total_succeeded < total:
                assert len({succeeded for _, succeeded in possible}) > 1, (same, name)


def _published(year: Year, least: int) -> Page | None:
    """What is shown of a year: the groups that are, with their counts."""
    projects = {name: counts[0] for name, counts in year.items()}
    successes = {name: counts[1] for name, counts in year.items()}
    hidden = hidden_groups(projects, [successes], least=least, order=str)
    return None if hidden is None else tuple(sorted((name, year[name]) for name in year.keys() - hidden))


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    assert hidden_groups({"a": 5, "b": 90}, [{"a": 0, "b": 1}], least=5, order=str) == frozenset()


def test_a_small_one_takes_another_with_it_whatever_the_size() -> None:
    projects = {"a": 40, "b": 3, "c": 6, "d": 50}
    successes = [dict.fromkeys(projects, 2)]
    assert hidden_groups(projects, successes, least=5, order=str) == frozenset("ab")
    assert hidden_groups(projects, successes, least=5, order=lambda name: -ord(name)) == frozenset("bd")


@pytest.mark.parametrize("small", [(1,) * 10, (4, 4, 4)])
def test_groups_that_their_sum_would_give_away_take_another(small: tuple[int, ...]) -> None:
    projects = {**{f"s{place}": number for place, number in enumerate(small)}, "large": 60}
    hidden = hidden_groups(projects, [dict.fromkeys(projects, 1)], least=5, order=str)
    assert hidden == projects.keys()


def test_groups_where_nobody_succeeded_take_one_where_somebody_did() -> None:
    projects = {"a": 4, "b": 3, "c": 4, "d": 30, "e": 30}
    failing = {"d": 0, "e": 12}
    assert hidden_groups(projects, [failing], least=5, order=str) == frozenset("abcde")
    assert hidden_groups(projects, [{"a": 1, "e": 12}], least=5, order=str) == frozenset("abc")
    assert hidden_groups(projects, [{}], least=5, order=str) == frozenset("abc")


def test_when_everything_together_says_too_much_not_even_names_are_shown() -> None:
    assert hidden_groups({"a": 1, "b": 1}, [{}], least=5, order=str) is None
    assert hidden_groups({}, [], least=5, order=str) == frozenset()


@st.composite
def published(draw: st.DrawFn) -> tuple[int, dict[str, int], list[dict[str, int]]]:
    least = draw(st.integers(3, 8))
    names = draw(st.lists(st.sampled_from(["59", "62", "75", "2A", "974", "inconnu", "rep"]), min_size=1, unique=True))
    projects = {name: draw(st.integers(1, 25)) for name in names}
    rules = [{name: draw(st.integers(0, projects[name])) for name in names} for _ in range(draw(st.integers(1, 4)))]
    return least, projects, rules


@given(published())
def test_sums_and_bounds_never_lead_to_a_hidden_count(told: tuple[int, dict[str, int], list[dict[str, int]]]) -> None:
    """Another year, with a project or a success moved between hidden groups, adds up to the same page."""
    least, projects, rules = told
    hidden = hidden_groups(projects, rules, least=least, order=hiding_order)
    assert hidden_groups(projects, reversed(rules), least=least, order=hiding_order) == hidden
    if hidden is None:
        return
    assert all(projects[name] >= least for name in projects.keys() - hidden)
    assert len(hidden) != 1
    total = sum(projects[name] for name in hidden)
    assert not hidden or total >= 2 * least
    for name in hidden:
        others = total - projects[name]
        # What is hidden is between 1 and all that the others could leave: more than one value fits.
        assert total - (len(hidden) - 1) > 1
        assert others >= 1
        for successes in rules:
            together = sum(successes[each] for each in hidden)
            assert together > 0 or not any(successes.values())
