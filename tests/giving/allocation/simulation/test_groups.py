"""In which groups a project is counted."""

import pytest

from trousse.giving.allocation.simulation.groups import Dimension, band_of, group_of, hiding_order
from trousse.giving.funds.rules import ProjectFeatures

BANDS = (900, 1100)


@pytest.mark.parametrize(
    ("ips", "band"), [(899, "-900"), (900, "900-1100"), (1099, "900-1100"), (1100, "1100-"), (2000, "1100-")]
)
def test_bands_hold_their_first_bound(ips: int, band: str) -> None:
    assert band_of(ips, BANDS) == band
    assert band_of(ips, (1100, 900)) == band


def test_every_project_is_in_one_group_of_each_dimension() -> None:
    known = ProjectFeatures(departement="62", priority="rep", zone="rural", ips=874)
    assert [group_of(known, each, BANDS) for each in Dimension] == ["rep", "rural", "-900", "62"]
    assert {group_of(ProjectFeatures(), each, BANDS) for each in Dimension} == {"inconnu"}


def test_what_is_not_known_is_the_first_to_be_hidden() -> None:
    assert min(["rep", "59", "inconnu", "rural"], key=hiding_order) == "inconnu"
