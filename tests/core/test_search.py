"""Text is folded the same way when stored and when asked."""

import pytest

from trousse.core import search


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élémentaire", "elementaire"),
        ("L’œuvre d’Ève", "l oeuvre d eve"),
        ("Saint-Avre  (73)", "saint avre 73"),
        ("", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text: str, folded: str) -> None:
    assert search.normalise(text) == folded


@pytest.mark.parametrize("query", ["", "  ", "!!! ' & | : *", "()"])
def test_a_query_without_words_looks_for_nothing(query: str) -> None:
    assert search.matches(query) is None
