"""A signed link serves one purpose, for a while."""

from datetime import timedelta

import pytest

from trousse.core import links


def test_what_was_signed_is_read_back() -> None:
    assert links.read("head", links.make("head", "12:abc")) == "12:abc"


def test_a_link_made_for_one_purpose_opens_nothing_else() -> None:
    with pytest.raises(links.LinkInvalid):
        links.read("manager", links.make("head", "12"))


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é", "InBsb3Ai:1:" + "A" * 40])
def test_a_forged_or_cut_link_is_refused(token: str) -> None:
    with pytest.raises(links.LinkInvalid):
        links.read("head", token)


def test_an_old_link_says_so() -> None:
    token = links.make("head", "12")
    with pytest.raises(links.LinkExpired):
        links.read("head", token, max_age=timedelta(seconds=-1))
