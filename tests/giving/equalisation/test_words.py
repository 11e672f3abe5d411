"""The rules in plain French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.giving.equalisation.rules import FIRST, Limits, Rules, Weights
from trousse.giving.equalisation.words import differences, example, figure, limits_words, worths


@pytest.mark.parametrize(("hundredths", "words"), [(100, "1"), (150, "1,5"), (225, "2,25"), (105, "1,05"), (0, "0")])
def test_figures(hundredths: int, words: str) -> None:
    assert figure(hundredths) == words


def test_what_projects_count_for() -> None:
    told = {worth.label: worth.figure for worth in worths(Weights(ips_low=40, ips_below=855))}
    assert told["Un projet ordinaire"] == "1"
    assert told["En REP+, dans une commune rurale"] == "2,25"
    assert told["Dans une école dont l’indice de position sociale est sous 85,5"] == "1,4"


def test_limits() -> None:
    assert limits_words(Limits()) == ["Pas de plafond commun aux fonds : chaque fonds a les siens."]
    told = limits_words(Limits(most_share_bp=4_000, most_cents=80_000, least_raised_bp=2_000))
    assert len(told) == 3
    assert "40\xa0%" in told[0]
    assert "800\xa0€" in told[1]
    assert "20\xa0%" in told[2]


def test_differences_are_those_and_no_others() -> None:
    after = Rules(version=2, weights=Weights(rural=50, ips_low=40, ips_below=850), limits=Limits(most_cents=80_000))
    assert differences(FIRST, FIRST) == []
    assert [(each.label, each.before, each.after) for each in differences(FIRST, after)] == [
        ("Dans une commune rurale, on ajoute", "0,25", "0,5"),
        ("Selon l’indice de l’école, on ajoute", "rien", "0,4 si l’indice de position sociale est sous 85"),
        ("Somme donnée par les fonds, au plus", "pas de limite", "800\xa0€"),
    ]


class TestExample:
    def test_of_the_first_rules(self) -> None:
        told = example(Weights())
        assert [case.name for case in told.helped] == ["B", "C"]
        assert told.worth == "2,25"
        assert told.alone is not None
        assert told.alone.name == "A"

    def test_when_one_counts_more_than_two(self) -> None:
        assert [case.name for case in example(Weights(rep=300, rep_plus=300)).helped] == ["A"]

    def test_when_two_count_the_same(self) -> None:
        assert example(Weights(rep=150, rural=50)).alone is None

    @given(rep=st.integers(100, 500), rural=st.integers(0, 200))
    def test_nothing_counts_more_within_the_money(self, rep: int, rural: int) -> None:
        told = example(Weights(rep=rep, rep_plus=500, rural=rural))
        worth = sum(case.worth for case in told.helped)
        assert Euro.total(case.missing for case in told.helped) <= told.money
        assert worth >= rep
        assert worth >= 200 + rural
