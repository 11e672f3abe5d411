"""A history and what was learned from it, once for the folder."""

import pytest

from tests.fundraising.campaigns.forecast import making
from trousse.fundraising.campaigns.forecast import Fit, Past
from trousse.fundraising.campaigns.forecast.learning import learn


@pytest.fixture(scope="package")
def history() -> list[Past]:
    return making.history(160)


@pytest.fixture(scope="package")
def own_fit(history: list[Past]) -> Fit:
    return learn(history)
