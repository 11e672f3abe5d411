"""When a word is worth saying, and to whom first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.checklist import ITEMS, weeks
from trousse.fundraising.coaching.enums import Cause, Phase, Stage
from trousse.fundraising.coaching.rules import (
    WEIGHT,
    Candidate,
    Facts,
    Limits,
    choose_coach,
    dues,
    need,
    phase_of,
)

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
LIMITS = Limits(
    files_days=14,
    first_gift_hours=48,
    gift_days=7,
    news_days=10,
    near_percent=15,
    last_days=5,
    thanks_days=7,
    congratulate_days=14,
)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


OPEN = Facts(
    stage=Stage.OPEN,
    accepted_at=ago(30),
    files_complete=True,
    opened_at=ago(9),
    closes_at=NOW + timedelta(days=20),
    raised=10_000,
    minimum=50_000,
    optimum=90_000,
    first_gift_at=ago(8),
    last_gift_at=ago(1),
    last_news_at=ago(3),
    last_thanks_at=ago(0.5),
)
DONE = replace(OPEN, stage=Stage.SUCCEEDED, closed_at=ago(1), raised=90_000, last_thanks_at=ago(0.2), closes_at=ago(1))


def causes(facts: Facts) -> list[Cause]:
    return [due.cause for due in dues(facts, LIMITS, NOW)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OPEN, []),
        (replace(OPEN, last_gift_at=ago(6.9)), []),
        (replace(OPEN, last_gift_at=ago(7)), [Cause.NO_GIFT]),
        (replace(OPEN, opened_at=ago(1.9), first_gift_at=None, last_gift_at=None), []),
        (replace(OPEN, opened_at=ago(2), first_gift_at=None, last_gift_at=None), [Cause.NO_FIRST_GIFT]),
        (replace(OPEN, last_news_at=ago(10)), [Cause.NO_NEWS]),
        (replace(OPEN, opened_at=ago(10), last_news_at=None), [Cause.NO_NEWS]),
        (replace(OPEN, last_news_at=None), []),
        (replace(OPEN, raised=42_499), []),
        (replace(OPEN, raised=42_500), [Cause.NEAR_MINIMUM]),
        (replace(OPEN, raised=50_000), []),
        (replace(OPEN, closes_at=NOW + timedelta(days=5)), [Cause.LAST_DAYS]),
        (replace(OPEN, closes_at=NOW + timedelta(days=5, seconds=1)), []),
        (replace(OPEN, closes_at=NOW + timedelta(days=5), raised=50_000), []),
        (replace(OPEN, closes_at=NOW), []),
        (replace(OPEN, last_thanks_at=None), [Cause.THANKS_WAITING]),
        (replace(OPEN, last_thanks_at=None, first_gift_at=ago(6)), []),
        (replace(OPEN, last_thanks_at=ago(7)), [Cause.THANKS_WAITING]),
        (replace(OPEN, last_thanks_at=ago(7), last_gift_at=ago(7)), [Cause.NO_GIFT]),
        (replace(OPEN, stage=Stage.PAUSED, last_gift_at=ago(12)), []),
        (replace(OPEN, stage=Stage.FAILED, last_gift_at=ago(12)), []),
        (Facts(stage=Stage.BEFORE, accepted_at=ago(14)), [Cause.FILES_WAITING]),
        (Facts(stage=Stage.BEFORE, accepted_at=ago(13)), []),
        (Facts(stage=Stage.BEFORE, accepted_at=ago(40), files_complete=True), []),
        (Facts(stage=Stage.WITH_REVIEWER, accepted_at=ago(40)), []),
        (DONE, [Cause.OPTIMUM_REACHED]),
        (replace(DONE, raised=60_000), []),
        (replace(DONE, closed_at=ago(14)), []),
        (replace(DONE, closed_at=ago(90), report_late_since=NOW), [Cause.REPORT_DUE]),
        (replace(DONE, closed_at=ago(90)), []),
        (replace(DONE, closed_at=ago(90), report_late_since=NOW + timedelta(days=1)), []),
    ],
)
def test_what_is_worth_a_word(facts: Facts, expected: list[Cause]) -> None:
    assert causes(facts) == expected


def test_the_gravest_comes_first() -> None:
    facts = replace(OPEN, last_gift_at=ago(8), last_news_at=ago(20), closes_at=NOW + timedelta(days=2))

    assert causes(facts) == [Cause.LAST_DAYS, Cause.NO_GIFT, Cause.NO_NEWS]


def test_one_window_a_week_of_silence() -> None:
    """The same quiet campaign is told once a week, and anew when a gift came in between."""
    quiet = replace(OPEN, last_gift_at=ago(7))
    windows = [dues(quiet, LIMITS, NOW + timedelta(days=days))[0].window for days in (0, 1, 6, 7)]

    assert windows[0] == windows[1] == windows[2] != windows[3]
    assert dues(replace(OPEN, last_gift_at=ago(9)), LIMITS, NOW)[0].window != windows[0]


@given(days=st.integers(7, 400), news=st.integers(0, 60), raised=st.integers(0, 90_000))
def test_need_grows_with_silence_and_good_news_asks_for_nothing(days: int, news: int, raised: int) -> None:
    facts = replace(OPEN, last_gift_at=ago(days), last_news_at=ago(news), raised=raised)
    found = dues(facts, LIMITS, NOW)
    longer = replace(facts, last_gift_at=ago(days + 2))

    assert need(longer, dues(longer, LIMITS, NOW), NOW) >= need(facts, found, NOW) > 0
    assert need(DONE, dues(DONE, LIMITS, NOW), NOW) == 0


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([], None),
        ([Candidate(5, 3, 0)], 5),
        ([Candidate(5, 3, 0), Candidate(9, 1, 12)], 9),
        ([Candidate(5, 1, 3), Candidate(9, 1, 2)], 9),
        ([Candidate(9, 1, 2), Candidate(5, 1, 2)], 5),
    ],
)
def test_the_nearest_then_the_least_loaded_then_the_oldest(candidates: list[Candidate], chosen: int | None) -> None:
    assert choose_coach(candidates) == chosen


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        (Facts(stage=Stage.BEFORE, accepted_at=ago(3)), Phase.BEFORE),
        (replace(OPEN, opened_at=ago(6)), Phase.WEEK_1),
        (replace(OPEN, opened_at=ago(7)), Phase.WEEK_2),
        (replace(OPEN, opened_at=ago(14)), Phase.MIDDLE),
        (replace(OPEN, opened_at=ago(3), closes_at=NOW + timedelta(days=7)), Phase.LAST),
        (DONE, Phase.AFTER),
    ],
)
def test_the_week_of_today(facts: Facts, phase: Phase) -> None:
    assert phase_of(facts, NOW) is phase


def test_facts_tick_their_lines_and_people_the_others() -> None:
    listed = weeks(OPEN, {"poster", "first_gift", "unknown"}, Phase.WEEK_2)
    done = {line.item.key for week in listed for line in week.lines if line.done}

    assert done == {"poster", "opened", "first_gift", "first_news", "first_thanks"}
    assert [week.phase for week in listed if week.is_now] == [Phase.WEEK_2]
    nothing = weeks(Facts(stage=Stage.BEFORE, accepted_at=NOW), {"first_gift", "minimum"}, Phase.BEFORE)
    assert not any(line.done for week in nothing for line in week.lines)
    finished = replace(DONE, opened_at=ago(40), last_news_at=NOW, last_thanks_at=NOW)
    assert all(line.done for week in weeks(finished, (), Phase.AFTER) for line in week.lines if not line.by_hand)


def test_each_line_has_its_own_key_and_a_reason() -> None:
    assert len({item.key for item in ITEMS}) == len(ITEMS)
    assert all(item.advice and item.label for item in ITEMS)
    assert {item.phase for item in ITEMS} == set(Phase)


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("days", [0, 1, 12])
def test_causes_are_said_in_words_never_with_a_score(cause: Cause, days: int) -> None:
    said = words.sentence(cause, ago(days), NOW, Euro.of(37))
    advice = words.advice(cause, ago(days), NOW, Euro.of(37))

    assert said.endswith((".", "!"))
    assert str(WEIGHT[cause] or "score") not in said
    assert all((advice.title, advice.text, advice.action))


def test_the_sentence_of_the_brief() -> None:
    assert words.sentence(Cause.NO_GIFT, ago(12), NOW, Euro.zero()) == "La collecte n’avance plus depuis 12\u00a0jours."
    ends = NOW + timedelta(days=3)
    assert "Plus que 3\u00a0jours" in words.sentence(Cause.LAST_DAYS, ends, NOW, Euro.of(20))
    assert "dernier jour" in words.sentence(Cause.LAST_DAYS, NOW + timedelta(hours=5), NOW, Euro.of(20))


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_said(stage: Stage) -> None:
    told = {
        words.standing(stage, files_complete=complete, raised=raised, minimum_reached=reached)
        for complete in (True, False)
        for raised in (Euro.zero(), Euro.of(10))
        for reached in (True, False)
    }
    assert all(each.endswith(".") for each in told)


def test_a_template_is_filled_and_other_braces_stay() -> None:
    assert words.filled("Bonjour {prenom}, {autre} {", {"prenom": "Nadia"}) == "Bonjour Nadia, {autre} {"
