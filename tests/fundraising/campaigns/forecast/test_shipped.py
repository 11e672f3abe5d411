"""The fit that comes with the repository."""

import json
from pathlib import Path

import pytest

from trousse.fundraising.campaigns.forecast import Fit
from trousse.fundraising.campaigns.forecast import shipped as module
from trousse.fundraising.campaigns.forecast.model import as_json


def test_it_is_of_this_version_and_says_where_it_comes_from() -> None:
    shipped = module.shipped()
    assert shipped.campaigns == 2_608
    assert "MIT" in shipped.source
    assert shipped.fit.typical_gift > 0


def test_it_holds_coefficients_and_no_campaign() -> None:
    data = json.loads(module.PATH.read_text(encoding="utf-8"))
    assert set(data) == {"source", "learned_on", "campaigns", "fit"}
    assert set(data["fit"]) == {"version", "columns", "typical_gift", "success", "missing", "beyond", "added"}


def test_another_one_can_be_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_fit: Fit) -> None:
    made = module.Shipped(own_fit, "made up", module.shipped().learned_on, 160)
    monkeypatch.setattr(module, "PATH", tmp_path / "shipped.json")
    module.ship(made)
    again = module.shipped.__wrapped__()
    assert as_json(again.fit) == as_json(own_fit)
    assert (again.source, again.campaigns, again.learned_on) == (made.source, 160, made.learned_on)
