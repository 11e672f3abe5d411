"""What changed since the last submission: every word accounted for, on its side."""

from hypothesis import given
from hypothesis import strategies as st

from trousse.fundraising.review import changes
from trousse.fundraising.review.changes import Fate, Piece, changes_between, words_compared


def test_only_the_words_that_changed_are_marked() -> None:
    before, now = words_compared("Nous semons des radis.", "Nous plantons des radis et des fèves.")

    assert [piece.text for piece in before if piece.fate is Fate.REMOVED] == ["semons"]
    assert [piece.text for piece in now if piece.fate is Fate.ADDED] == ["plantons", " et des fèves"]


@given(st.text(alphabet="aé b.\n1", max_size=40), st.text(alphabet="aé b.\n1", max_size=40))
def test_each_side_gives_its_text_back_and_both_keep_the_same_words(before: str, now: str) -> None:
    left, right = words_compared(before, now)

    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == now
    assert [p.text for p in left if p.fate is Fate.KEPT] == [p.text for p in right if p.fate is Fate.KEPT]


def test_a_text_without_end_is_replaced_as_a_whole() -> None:
    before, now = words_compared("mot " * changes.MOST_WORDS, "autre")

    assert before == (Piece(Fate.REMOVED, "mot " * changes.MOST_WORDS),)
    assert now == (Piece(Fate.ADDED, "autre"),)


def test_fields_are_told_in_the_words_of_people() -> None:
    line = {"side": "expense", "label": "Serre", "amount_cents": 40000, "note": "Devis joint"}
    old = {"theme": "botanique", "levels": ["cm1"], "minimum_goal_cents": 50000, "budget": [], "opens_on": "2027-01-04"}
    new = {
        "theme": "mer",
        "levels": ["cm1", "cm2"],
        "minimum_goal_cents": 60000,
        "budget": [line],
        "opens_on": "2027-02-01",
    }

    found = {change.field: change for change in changes_between(old, new, {"botanique": "Nature", "mer": "Mer"})}

    assert list(found) == ["theme", "levels", "minimum_goal", "budget", "opens_on"]
    assert _now(found["theme"]) == "Mer"
    assert _now(found["levels"]) == "CM1, CM2"
    assert _now(found["minimum_goal"]) == "600\u00a0€"
    assert _now(found["budget"]) == "Dépense : Serre, 400\u00a0€ (Devis joint)"
    assert _now(found["opens_on"]) == "01/02/2027"


def test_the_same_twice_says_nothing() -> None:
    assert changes_between({"title": "Semer"}, {"title": "Semer"}, {}) == ()


def _now(change: changes.FieldChange) -> str:
    return "".join(piece.text for piece in change.now)
