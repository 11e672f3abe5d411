"""Which fund serves a wish: the closest one that asks nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.giving.funds.rules import Criteria, closest

OPEN = Criteria()
MUSIC = Criteria(theme="musique")
NORD = Criteria(departement="59")
COLLEGE = Criteria(level_group="college")
MUSIC_IN_NORD = Criteria(theme="musique", departement="59")
FUNDS = [OPEN, MUSIC, NORD, COLLEGE, MUSIC_IN_NORD]

criteria = st.builds(
    Criteria,
    theme=st.sampled_from([None, "musique", "sciences"]),
    departement=st.sampled_from([None, "59", "62"]),
    level_group=st.sampled_from([None, "college", "lycee"]),
)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (OPEN, OPEN),
        (MUSIC, MUSIC),
        (NORD, NORD),
        (MUSIC_IN_NORD, MUSIC_IN_NORD),
        (Criteria(theme="musique", departement="62"), MUSIC),
        (Criteria(theme="sciences", departement="59"), NORD),
        (Criteria(theme="sciences", departement="62"), OPEN),
        (Criteria(theme="musique", level_group="college"), MUSIC),
        (Criteria(departement="59", level_group="college"), NORD),
        (Criteria(theme="musique", departement="59", level_group="college"), MUSIC_IN_NORD),
    ],
)
def test_the_closest_fund(wish: Criteria, expected: Criteria) -> None:
    assert closest(FUNDS, wish) == expected


def test_no_fund_is_better_than_one_that_goes_elsewhere() -> None:
    assert closest([MUSIC, COLLEGE], NORD) is None


@given(candidates=st.lists(criteria, max_size=8), wish=criteria)
def test_money_never_goes_where_the_donor_did_not_want_it(candidates: list[Criteria], wish: Criteria) -> None:
    found = closest([*candidates, OPEN], wish)
    assert found is not None
    assert found.theme in {None, wish.theme}
    assert found.departement in {None, wish.departement}
    assert found.level_group in {None, wish.level_group}
    assert all(found.rank >= other.rank for other in candidates if other.within(wish))
