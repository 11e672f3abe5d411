"""The secrets of this clone's demo: drawn once, kept in ``var/``, never in the repository."""

import json
import secrets
from pathlib import Path

from bootstrap.places import write_privately


def demo_keys(state: Path) -> dict[str, str]:
    """``SECRET_KEY`` and the test bank's shop, the same at every start.

    A file of an older version is completed rather than replaced: sessions and links stay valid.
    """
    file = state / "keys.json"
    known: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    complete = _drawn() | known
    if complete != known:
        write_privately(file, json.dumps(complete, indent=2) + "\n")
    return complete


def _drawn() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SYSTEMPAY_SITE_ID": str(secrets.randbelow(90_000_000) + 10_000_000),
        "SYSTEMPAY_KEY": secrets.token_urlsafe(24),
        "SYSTEMPAY_REST_PASSWORD": f"testpassword_{secrets.token_urlsafe(24)}",
    }
