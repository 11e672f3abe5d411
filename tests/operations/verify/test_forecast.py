"""Forecasts are judged on the public series: here on a made-up one."""

import gzip
import json
from dataclasses import asdict, replace
from pathlib import Path

from tests.fundraising.campaigns.forecast import making
from trousse.fundraising.campaigns.forecast.scores import MOMENTS, Scores
from trousse.operations.verify.forecast import SERIES, missed, past_campaigns, verify_forecast

GOOD = Scores(moment=0.05, campaigns=100, auc=0.9, brier=0.14, ece=0.02, coverage=0.82, error=0.5, pinball=0.09)


def series(folder: Path, count: int) -> Path:
    with gzip.open(folder / SERIES, "wt", encoding="utf-8") as lines:
        for number, past in enumerate(making.history(count)):
            told = {name: value for name, value in asdict(past).items() if name != "lived_days"}
            lines.write(json.dumps({"id": number, **told}) + "\n")
    return folder


def test_the_series_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert past_campaigns(series(tmp_path, 5) / SERIES) == making.history(5)


def test_every_moment_is_told(tmp_path: Path) -> None:
    found = verify_forecast(series(tmp_path, 80))
    assert found["campaigns"] == 80
    assert set(found) == {"ok", "campaigns", "5%", "10%", "20%", "33%", "50%", "75%"}
    assert len(found) == len(MOMENTS) + 2
    assert found["ok"] is not any(each["missed"] for each in found.values() if isinstance(each, dict))


def test_aims() -> None:
    assert list(missed(GOOD)) == []
    assert list(missed(replace(GOOD, brier=0.146))) == []
    assert list(missed(replace(GOOD, brier=0.148))) == ["brier"]
    assert list(missed(replace(GOOD, pinball=0.1))) == ["pinball"]
    assert list(missed(replace(GOOD, ece=0.031))) == ["ece"]
    assert list(missed(replace(GOOD, coverage=0.89))) == ["coverage"]
    assert list(missed(replace(GOOD, coverage=0.74))) == ["coverage"]
