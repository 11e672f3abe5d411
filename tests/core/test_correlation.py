import pytest

from trousse.core import correlation


def test_an_id_holds_inside_its_request_only() -> None:
    assert correlation.current_id() == ""
    with correlation.bound("outer-request"):
        with correlation.bound("inner-request"):
            assert correlation.current_id() == "inner-request"
        assert correlation.current_id() == "outer-request"
    assert correlation.current_id() == ""


def test_a_plausible_id_is_kept() -> None:
    assert correlation.accepted_id("0af7651916cd43dd8448eb211c80319c") == "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(
    "proposed", [None, "", "short", "x" * 65, "jeanne@exemple.fr", "abcdefgh\nlevel=error", 'ab"cdefgh']
)
def test_free_text_never_becomes_an_id(proposed: str | None) -> None:
    accepted = correlation.accepted_id(proposed)
    assert accepted != proposed
    assert len(accepted) == 32
