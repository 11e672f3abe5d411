"""The signature of the form protocol, written here on its own so that the two sides check each other."""

import base64
import hashlib
import hmac
from collections.abc import Mapping


def sign(fields: Mapping[str, str], key: str, algorithm: str) -> str:
    """Signs every ``vads_`` field: values in the ASCII order of their names, then the key, joined by ``+``."""
    signed = [fields[name] for name in sorted(fields) if name.startswith("vads_")]
    message = "+".join([*signed, key]).encode("utf-8", "surrogatepass")
    if algorithm == "sha1":
        return hashlib.sha1(message, usedforsecurity=False).hexdigest()
    return base64.b64encode(hmac.digest(key.encode(), message, "sha256")).decode("ascii")


def is_signed(fields: Mapping[str, str], key: str, algorithm: str) -> bool:
    """Whether the ``signature`` field is the one of these fields, compared in constant time."""
    found = fields.get("signature", "").encode("utf-8", "surrogatepass")
    return hmac.compare_digest(found, sign(fields, key, algorithm).encode("ascii"))
