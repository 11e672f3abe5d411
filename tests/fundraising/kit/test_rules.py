"""Steps of the gauge, sums and days in seven languages, texts to copy. No database."""

from datetime import date

import pytest

from tests.fundraising.kit.sheets import facts, plain
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.kit import drawing
from trousse.fundraising.kit.enums import Language
from trousse.fundraising.kit.rules import Progress, progress
from trousse.fundraising.kit.sharing import share_texts
from trousse.fundraising.kit.words import TONGUES, day_in, money_in


@pytest.mark.parametrize(
    ("raised", "granted", "expected"),
    [
        (0, 0, Progress(0, 0, 0)),
        (100, 0, Progress(0, 0, 0)),
        (49_999, 0, Progress(0.45, 0, 95)),
        (50_000, 0, Progress(0.5, 0, 100)),
        (70_000, 20_000, Progress(0.5, 0.2, 100)),
        (100_000, 100_000, Progress(0, 1, 100)),
    ],
)
def test_the_gauge_moves_by_steps_and_never_says_more_than_there_is(
    raised: int, granted: int, expected: Progress
) -> None:
    assert progress(raised=raised, granted=granted, minimum=50_000, optimum=100_000) == expected


def test_the_gauge_in_words() -> None:
    said = [progress(raised=cents, granted=0, minimum=500, optimum=900).sentence for cents in (0, 312, 500)]
    assert [plain(sentence) for sentence in said] == ["La collecte commence", "Déjà 60 % du minimum", "Minimum atteint"]


@pytest.mark.parametrize(
    ("language", "day", "sum_"),
    [
        (Language.FRENCH, "1er août 2027", "1 234 €"),
        (Language.ENGLISH, "1 August 2027", "€1,234"),
        (Language.SPANISH, "1 de agosto de 2027", "1 234 €"),
        (Language.PORTUGUESE, "1 de agosto de 2027", "1 234 €"),
        (Language.TURKISH, "1 Ağustos 2027", "1.234 €"),
        (Language.UKRAINIAN, "1 серпня 2027 року", "1 234 €"),
        (Language.ARABIC, "1 أغسطس 2027", "1 234 يورو"),
    ],
)
def test_days_and_sums_as_each_language_writes_them(language: Language, day: str, sum_: str) -> None:
    assert plain(day_in(language, date(2027, 8, 1))) == day
    assert plain(money_in(language, Euro.of(1234))) == sum_


def test_cents_are_shown_when_there_are_some() -> None:
    assert money_in(Language.ENGLISH, Euro(123_405)) == "€1,234.05"
    assert plain(money_in(Language.TURKISH, Euro(123_405))) == "1.234,05 €"


def test_no_language_is_forgotten() -> None:
    assert set(TONGUES) == set(Language)
    assert all(len(tongue.months.split()) == 12 for tongue in TONGUES.values())
    assert all("{minimum}" in tongue.need and "{until}" in tongue.need for tongue in TONGUES.values())
    assert all("{address}" in tongue.qr_alt for tongue in TONGUES.values())


def test_each_text_stands_alone() -> None:
    texts = share_texts(facts())
    assert [text.key for text in texts] == ["message", "courriel", "association", "site"]
    for text in texts:
        said = plain(text.text)
        assert facts().title in said
        assert facts().address in said
        assert "12 janvier 2027" in said
        assert "1 500 €" in said
    assert len(texts[0].text) < 240
    assert "l’école" in texts[1].subject


def test_a_text_of_a_campaign_to_come_says_so() -> None:
    letter = share_texts(facts(state=CampaignState.SCHEDULED))[1].text
    assert "ouvre bientôt" in letter
    assert "est ouverte" not in letter


def test_one_goal_is_told_as_one() -> None:
    letter = plain(share_texts(facts(optimum=facts().minimum))[1].text)
    assert "À partir de 1 500 €, le projet se fait. La collecte" in letter


def test_the_pencil_draws_what_it_is_told() -> None:
    empty = drawing.pencil(minimum=0.5, colour="#2e9e5b")
    full = drawing.pencil(minimum=1, colour="#2e9e5b", gifts=0.6, funds=0.2)
    assert "#ffc629" in full
    assert full.count('width="2.5"') == 2
    assert 'width="0.00"' in empty
    assert 'width="3"' in empty
    assert 'width="3"' not in full
