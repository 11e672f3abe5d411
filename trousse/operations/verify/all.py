"""Every check on real files, in the order in which they are told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trousse.core.errors import BusinessError
from trousse.operations.verify.allocation import verify_allocation
from trousse.operations.verify.campaigns import verify_campaigns
from trousse.operations.verify.forecast import verify_forecast
from trousse.operations.verify.geography import verify_geography
from trousse.operations.verify.schools import verify_schools
from trousse.operations.verify.systempay import verify_vectors

Found = dict[str, Any]

CHECKS: dict[str, Callable[[Path], Found]] = {
    "systempay": lambda shared: verify_vectors(shared / "data" / "systempay" / "vectors.json"),
    "geography": lambda shared: verify_geography(shared / "data" / "geo" / "departments_academies.csv"),
    "campaigns": lambda shared: verify_campaigns(shared / "data" / "campaigns"),
    "forecast": lambda shared: verify_forecast(shared / "data" / "campaigns"),
    "allocation": lambda shared: verify_allocation(shared / "allocation"),
    "schools": verify_schools,
}


def verify_all(shared: Path) -> Iterator[tuple[str, Found]]:
    """Each check with what it found; one whose file is missing says so and is not ok."""
    for name, check in CHECKS.items():
        try:
            yield name, check(shared)
        except FileNotFoundError as missing:
            yield name, {"ok": False, "missing": Path(str(missing.filename)).name}
        except BusinessError as refused:
            yield name, {"ok": False, "refused": refused.user_message}
