"""Euro: whole cents, typed amounts, and a split that loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro

amounts = st.integers(min_value=-(10**12), max_value=10**12)
weights = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50", 1250),
        (" 1 200 € ", 120_000),
        ("0,05", 5),
        ("300 Euros", 30_000),
        ("1 euro", 100),
    ],
)
def test_reads_what_people_type(typed: str, cents: int) -> None:
    assert Euro.parse(typed) == Euro(cents)


@pytest.mark.parametrize("typed", ["", "-5", "12,345", "1e3", "dix", "١٢", "12,50,1", "9" * 10])
def test_refuses_anything_else(typed: str) -> None:
    with pytest.raises(ValueError):
        Euro.parse(typed)


@pytest.mark.parametrize("value", [1.0, True, "12", None])
def test_only_whole_cents_become_euros(value: object) -> None:
    with pytest.raises(TypeError):
        Euro(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "0 €"),
        (5, "0,05 €"),
        (1250, "12,50 €"),
        (123_400, "1 234 €"),
        (-999, "−9,99 €"),
        (100_000_000, "1 000 000 €"),
    ],
)
def test_is_written_the_french_way(cents: int, written: str) -> None:
    assert Euro(cents).format().replace("\u202f", " ").replace("\u00a0", " ") == written


@given(amounts, weights)
def test_a_split_adds_up_to_the_cent(cents: int, shares: list[int]) -> None:
    assert Euro.total(Euro(cents).split(shares)) == Euro(cents)


@given(amounts, weights)
def test_each_part_is_within_a_cent_of_its_exact_share(cents: int, shares: list[int]) -> None:
    for part, weight in zip(Euro(cents).split(shares), shares, strict=True):
        assert abs(part.cents * sum(shares) - cents * weight) < sum(shares)


def test_ties_go_to_the_first() -> None:
    assert [part.cents for part in Euro(100).split([1, 1, 1])] == [34, 33, 33]
    assert [part.cents for part in Euro(-100).split([1, 1, 1])] == [-34, -33, -33]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 5]])
def test_nothing_to_share_among_is_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError):
        Euro(100).split(shares)
