import pytest

from benchmarks import pgbench
from benchmarks.errors import BenchmarkFailed
from benchmarks.figures import Spread, number, percentile, shares, table


def test_percentiles_are_values_that_happened() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert (percentile(values, 50), percentile(values, 95), percentile(values, 0)) == (3.0, 5.0, 1.0)
    with pytest.raises(ValueError):
        percentile([], 50)


def test_a_spread_is_in_milliseconds() -> None:
    spread = Spread.of([0.001, 0.002, 0.010], elapsed=0.5)
    assert spread == Spread(per_second=6.0, p50=2.0, p95=10.0)


def test_of_several_rounds_the_middle_one_is_kept() -> None:
    rounds = [Spread(100, 1, 2), Spread(10, 50, 90), Spread(90, 1.5, 3)]
    assert Spread.middle(rounds) == Spread(90, 1.5, 3)


def test_shares_add_up() -> None:
    assert shares({"mail": 1.0, "ledger": 3.0}) == {"ledger": 75.0, "mail": 25.0}
    assert shares({"nothing": 0.0}) == {"nothing": 0.0}


def test_numbers_are_written_in_french() -> None:
    assert [number(value) for value in (0.254, 12.34, 1234.5)] == ["0,25", "12,3", "1\u202f234"]


def test_figures_are_aligned_to_the_right() -> None:
    assert table(("", "a"), [("gifts", "1"), ("pages", "100")]).splitlines()[2:] == [
        "  gifts    1",
        "  pages  100",
    ]


@pytest.mark.parametrize(
    "line",
    ["tps = 244.673696 (without initial connection time)", "tps = 244.673696 (excluding connections establishing)"],
)
def test_the_yardstick_leaves_connections_aside(line: str) -> None:
    assert pgbench.read_rate(f"latency average = 4.087 ms\ntps = 9.1 (including connections)\n{line}\n") == 244.673696


def test_a_silent_yardstick_is_told() -> None:
    with pytest.raises(BenchmarkFailed):
        pgbench.read_rate("")
