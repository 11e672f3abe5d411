from datetime import timedelta

import pytest

from trousse.platform.limits.rules import refusal, wait_in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "dans une minute"),
        (5, "dans une minute"),
        (60, "dans une minute"),
        (61, "dans 2\u00a0minutes"),
        (59 * 60, "dans 59\u00a0minutes"),
        (3600, "dans une heure"),
        (3601, "dans 2\u00a0heures"),
        (86_400, "dans un jour"),
        (100_000, "dans 2\u00a0jours"),
    ],
)
def test_the_wait_is_rounded_up(seconds: int, words: str) -> None:
    assert wait_in_words(timedelta(seconds=seconds)) == words


def test_a_refusal_says_when_to_come_back() -> None:
    assert refusal(timedelta(minutes=3)).endswith("réessayez dans 3\u00a0minutes.")
