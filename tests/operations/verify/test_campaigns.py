"""The demo's donors are compared with the real ones: here with a few that were made up."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from trousse.operations.verify.campaigns import verify_campaigns

WEEK = {"Mon": 0.131, "Tue": 0.135, "Wed": 0.137, "Thu": 0.147, "Fri": 0.178, "Sat": 0.141, "Sun": 0.131}
SUMS = {"10": 0.5, "20": 0.3, "50": 0.15, "7": 0.05}
TENTHS = (20, 10, 8, 6, 6, 6, 7, 8, 11, 18)


def tables(folder: Path, *, sums: dict[str, float] = SUMS, week: dict[str, float] = WEEK, tenths: Any = TENTHS) -> Path:
    profiles = {f"amount_{site}": sums for site in ("justgiving", "gofundme", "virginmoneygiving")} | {"weekday": week}
    lines = [f"{profile},{key},{share},10" for profile, shares in profiles.items() for key, share in shares.items()]
    (folder / "amounts.csv").write_text("\n".join(["profile,key,share,n", *lines]), encoding="utf-8")
    gifts = [{"day": tenth * 4, "amount": 1, "count": count} for tenth, count in enumerate(tenths)]
    late = {"day": 41, "amount": 1, "count": 500}
    with gzip.open(folder / "catarse_train.jsonl.gz", "wt", encoding="utf-8") as series:
        for campaign in ({"gifts": [*gifts, late], "succeeded": True}, {"gifts": [late], "succeeded": False}):
            series.write(json.dumps({"duration_days": 40, **campaign}) + "\n")
    return folder


def test_our_donors_have_the_habits_of_the_tables(tmp_path: Path) -> None:
    found = verify_campaigns(tables(tmp_path))
    assert found["ok"]
    assert found["gifts_of_our_sums"] == 0.95
    assert 50 < found["mean_gift_euros"] < 70


@pytest.mark.parametrize(
    "changed",
    [
        {"sums": {"10": 0.7, "7": 0.3}},
        {"week": WEEK | {"Fri": 0.3}},
        {"tenths": (10,) * 10},
        {"tenths": ()},
    ],
    ids=["other sums", "another week", "no rush", "nothing"],
)
def test_other_habits_are_noticed(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert not verify_campaigns(tables(tmp_path, **changed))["ok"]
