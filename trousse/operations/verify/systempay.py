"""Our signature against the vectors of other shops' test suites and of the gateway's guide."""

import json
from pathlib import Path
from typing import Any

from trousse.money.payments.providers.systempay.signature import sign, verify

ALGORITHMS = {"HMAC-SHA-256": "sha256", "SHA-1": "sha1"}


def verify_vectors(path: Path) -> dict[str, Any]:
    """Signs and verifies every vector of the form protocol (``form_v2``) of the file.

    Returns ``{"ok": …, "read": …, "agreed": …, "disagreed": [ids]}``: a vector agrees when we verify it exactly if it
    should be, and, for a good one, when our own signature is the same and no other algorithm believes it.
    """
    vectors = json.loads(path.read_text(encoding="utf-8"))["form_v2"]
    disagreed = [vector["id"] for vector in vectors if not _agrees(vector)]
    return {
        "ok": bool(vectors) and not disagreed,
        "read": len(vectors),
        "agreed": len(vectors) - len(disagreed),
        "disagreed": disagreed,
    }


def _agrees(vector: dict[str, Any]) -> bool:
    algorithm = ALGORITHMS[vector["algorithm"]]
    other = "sha1" if algorithm == "sha256" else "sha256"
    fields, key, signature = vector["fields"], vector["key"], vector["signature"]
    signed = fields | {"signature": signature}
    if not vector["should_verify"]:
        return not verify(signed, key, algorithm)
    return (
        sign(fields, key, algorithm) == signature
        and verify(signed, key, algorithm)
        and not verify(signed, key, other)
        and not verify(signed, key + "0", algorithm)
    )
