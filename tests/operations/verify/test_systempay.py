"""The check of signature vectors tells right from wrong."""

import json
from pathlib import Path

import pytest

from trousse.money.payments.providers.systempay.signature import sign
from trousse.operations.verify.systempay import verify_vectors

FIELDS = {"vads_amount": "1500", "vads_order_info": "Été"}
KEY = "0123456789abcdef"


def vector(name: str, signature: str, *, good: bool = True, algorithm: str = "HMAC-SHA-256") -> dict[str, object]:
    return {
        "id": name,
        "algorithm": algorithm,
        "key": KEY,
        "fields": FIELDS,
        "signature": signature,
        "should_verify": good,
    }


@pytest.mark.parametrize(
    ("vectors", "disagreed"),
    [
        ([vector("sha256", sign(FIELDS, KEY))], []),
        ([vector("sha1", sign(FIELDS, KEY, "sha1"), algorithm="SHA-1")], []),
        ([vector("negative", "x", good=False)], []),
        ([vector("wrong", "x")], ["wrong"]),
        ([vector("too kind", sign(FIELDS, KEY), good=False)], ["too kind"]),
    ],
)
def test_vectors_agree_or_not(tmp_path: Path, vectors: list[dict[str, object]], disagreed: list[str]) -> None:
    path = tmp_path / "vectors.json"
    path.write_text(json.dumps({"form_v2": vectors}), encoding="utf-8")
    result = verify_vectors(path)
    assert result == {"ok": not disagreed, "read": 1, "agreed": 1 - len(disagreed), "disagreed": disagreed}


def test_a_file_without_vectors_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vectors.json"
    path.write_text('{"form_v2": []}', encoding="utf-8")
    assert verify_vectors(path)["ok"] is False
