"""The pace of a campaign, drawn."""

from datetime import date

from trousse.web.components.cards import Point
from trousse.web.components.curve import FLOOR, TOP, WIDTH, Curve

STARTS, ENDS = date(2026, 10, 1), date(2026, 10, 31)


def curve(*points: Point, goal: int = 100_00) -> Curve:
    return Curve(points, STARTS, ENDS, goal)


def test_a_goal_reached_on_the_last_day_ends_in_the_corner() -> None:
    drawn = curve(Point(ENDS, 100_00))
    assert drawn.last == (WIDTH, TOP)
    assert drawn.line == f"M0 {FLOOR} L{WIDTH} {TOP}"


def test_nothing_yet_is_a_point_on_the_floor() -> None:
    assert curve().last == (0, FLOOR)
    assert "0\u00a0€ le" in curve().sentence


def test_more_than_the_goal_lowers_the_goal_not_the_curve() -> None:
    drawn = curve(Point(date(2026, 10, 16), 200_00))
    assert drawn.last == (WIDTH // 2, TOP)
    assert drawn.goal_y == (FLOOR + TOP) // 2


def test_days_outside_the_campaign_stay_on_the_drawing() -> None:
    assert curve(Point(date(2026, 9, 1), 0), Point(date(2026, 12, 1), 50_00)).last[0] == WIDTH
