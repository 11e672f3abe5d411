from benchmarks.verdict import Counted, Taken, compare

ONE, TWO = Taken("t1", "TAP1", 2000), Taken("t2", "TAP2", 500)
GIFT_ONE, GIFT_TWO = Counted("t1", "TAP1", 2000), Counted("t2", "TAP2", 500)


def test_the_bank_and_we_say_the_same() -> None:
    assert compare([ONE, TWO], [GIFT_TWO, GIFT_ONE]).is_clean


def test_a_lost_gift_is_found() -> None:
    verdict = compare([ONE, TWO], [GIFT_ONE])
    assert (verdict.is_clean, verdict.lost) == (False, ("TAP2",))


def test_a_gift_counted_twice_is_found() -> None:
    verdict = compare([ONE], [GIFT_ONE, GIFT_ONE])
    assert (verdict.is_clean, verdict.counted_twice) == (False, ("t1",))


def test_a_gift_that_nobody_paid_is_found() -> None:
    verdict = compare([ONE], [GIFT_ONE, GIFT_TWO])
    assert (verdict.is_clean, verdict.counted_for_nothing) == (False, ("TAP2",))


def test_another_amount_or_another_order_is_found() -> None:
    assert compare([ONE], [Counted("t1", "TAP1", 1999)]).wrong_amount == ("TAP1",)
    assert compare([ONE], [Counted("t1", "TAP9", 2000)]).wrong_amount == ("TAP9",)
