"""The pencil: its sentence, its percentage, the widths of its parts."""

from hypothesis import given
from hypothesis import strategies as st

from trousse.web.components.gauge import Gauge, percent_of


def gauge(raised: int, *, funds: int = 0, minimum: int = 100_00, optimum: int = 200_00, proposed: int = 0) -> Gauge:
    return Gauge(raised=raised, funds=funds, minimum=minimum, optimum=optimum, proposed=proposed)


def test_the_percentage_is_that_of_the_minimum_and_never_flatters() -> None:
    assert gauge(99_99).percent == 99
    assert gauge(100_00).percent == 100
    assert gauge(150_00).percent == 150


def test_a_first_gift_is_never_nothing() -> None:
    assert gauge(1).percent == 1
    assert gauge(0).percent == 0


def test_the_barrel_goes_up_to_the_optimum() -> None:
    full = gauge(300_00, funds=100_00)
    assert full.gifts_width == "100%"
    assert full.funds_width == "0%"
    half = gauge(100_00, funds=50_00)
    assert (half.gifts_width, half.funds_start, half.funds_width) == ("25%", "25%", "25%")


def test_the_mark_of_the_minimum_disappears_when_it_is_the_tip() -> None:
    assert gauge(0).minimum_mark == "50%"
    assert gauge(0, optimum=100_00).minimum_mark is None


def test_strokes_end_the_parts_that_are_neither_empty_nor_full() -> None:
    assert gauge(0).limits == ()
    assert gauge(100_00, funds=50_00).limits == ("25%", "50%")
    assert gauge(200_00, funds=50_00).limits == ("75%",)


def test_what_is_missing_is_counted_to_the_next_goal() -> None:
    assert gauge(40_00).missing == 60_00
    assert gauge(140_00).missing == 60_00
    assert gauge(200_00).missing == 0


def test_the_sentence_says_everything() -> None:
    sentence = gauge(50_00, funds=20_00).sentence
    assert sentence == (
        "Collecte à 50\u00a0% de l’objectif minimum\u00a0: 30\u00a0€ de dons, 20\u00a0€ du fonds de solidarité\u00a0; "
        "objectif minimum 100\u00a0€, objectif optimum 200\u00a0€."
    )
    assert "optimum" not in gauge(0, optimum=100_00).sentence
    assert "10\u00a0€ proposés par le fonds" in gauge(50_00, proposed=10_00).sentence


def test_no_goal_at_all_draws_an_empty_pencil() -> None:
    empty = Gauge(raised=10, funds=0, minimum=0, optimum=0)
    assert empty.gifts_width == "0%"
    assert empty.percent == 0


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(0, 10**6), st.data())
def test_the_parts_never_overflow_the_barrel(raised: int, minimum: int, above: int, data: st.DataObject) -> None:
    funds = data.draw(st.integers(0, raised))
    drawn = Gauge(raised=raised, funds=funds, minimum=minimum, optimum=minimum + above)
    widths = [float(width.rstrip("%")) for width in (drawn.gifts_width, drawn.funds_width, drawn.proposed_width)]
    assert all(width >= 0 for width in widths)
    assert sum(widths) <= 100.001


def test_percent_of_nothing_is_nothing() -> None:
    assert percent_of(10, 0) == 0
