from datetime import UTC, datetime, timedelta

import pytest

from trousse.platform.notifications.rules import (
    LONGEST_SUBJECT,
    WAITS,
    is_deliverable,
    next_attempt,
    one_line,
    without_addresses,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    ["jeanne@exemple.fr", "j.d'arc+don@sous.domaine.exemple.fr", "ce.0620001A@ac-lille.fr", "a@b-c.museum"],
)
def test_a_plain_address_is_deliverable(address: str) -> None:
    assert is_deliverable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jeanne",
        "jeanne@",
        "@exemple.fr",
        "jeanne@exemple",
        "jeanne@exemple.fr, paul@exemple.fr",
        "Jeanne <jeanne@exemple.fr>",
        "jeanne@exemple.fr\nBcc: paul@exemple.fr",
        "jeanne@exemple.fr\r\n",
        "jeanne@exemple..fr",
        "jeanne@-exemple.fr",
        "jeanne@exemple.fr ",
        '"jeanne"@exemple.fr',
        "jeanne@exemple.fr\u2028",
        "jeanné@exemple.fr",
        f"{'a' * 65}@exemple.fr",
        f"a@{'exemple.' * 40}fr",
    ],
)
def test_anything_that_is_not_one_plain_address_is_not(address: str) -> None:
    assert not is_deliverable(address)


def test_a_subject_is_one_line_that_a_phone_can_show() -> None:
    assert one_line("\n  Merci Jeanne \n\n") == "Merci Jeanne"
    assert one_line("Merci\nJeanne") == "Merci Jeanne"
    for wrong in ("", " \n", "Merci\x00", "Merci\x1bJeanne"):
        with pytest.raises(ValueError, match="one line"):
            one_line(wrong)


@pytest.mark.parametrize("long", ["a" * (LONGEST_SUBJECT + 1), "mot " * 40, "Bravo : " + "« un titre » " * 12])
def test_a_subject_too_long_for_a_phone_is_cut_at_a_word(long: str) -> None:
    cut = one_line(long)
    assert 0 < len(cut) <= LONGEST_SUBJECT
    assert cut.endswith("…")


def test_it_is_tried_again_ever_later_for_a_day_and_a_half_then_given_up() -> None:
    waits = [at - NOON for at in (next_attempt(n, NOON) for n in range(1, len(WAITS) + 1)) if at]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=2)
    assert next_attempt(len(WAITS) + 1, NOON) is None


def test_the_answer_of_a_server_is_kept_without_the_address() -> None:
    said = "{'jeanne@exemple.fr': (550, b'5.1.1 <jeanne@exemple.fr>: unknown')}"
    assert without_addresses(said) == "{'…@…': (550, b'5.1.1 <…@…>: unknown')}"
