"""The fit we begin with, until the platform has a history of its own.

Learned from 2,608 all-or-nothing campaigns of Catarse (Brazil, 2013 to 2016), from the daily series published by
Irio/work-harder (MIT, © 2016 Irio Irineu Musskopf Junior). Only the coefficients are here; no campaign is. It is made
by ``python -m benchmarks.forecast --ship``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from trousse.fundraising.campaigns.forecast.model import Fit, as_json, read_json

PATH = Path(__file__).with_name("shipped.json")


@dataclass(frozen=True)
class Shipped:
    """``campaigns``: how many it was learned from."""

    fit: Fit
    source: str
    learned_on: date
    campaigns: int


@cache
def shipped() -> Shipped:
    """Read once a process. Raises UnreadableFit when it was not made again after the model had changed."""
    data: Mapping[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return Shipped(
        read_json(data["fit"]), data["source"], date.fromisoformat(data["learned_on"]), int(data["campaigns"])
    )


def ship(made: Shipped) -> None:
    """Write it down beside this module."""
    data = {
        "source": made.source,
        "learned_on": made.learned_on.isoformat(),
        "campaigns": made.campaigns,
        "fit": as_json(made.fit),
    }
    PATH.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
