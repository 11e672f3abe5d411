"""The signature of the form V2, in both directions. Pure.

Every field whose name begins with ``vads_`` counts, empty ones too: their values, in the ASCII order of the names
(capitals first), then the key, are joined by ``+`` and read as UTF-8. Today's shops take base64(HMAC-SHA-256) of that
text, old ones the SHA-1 of it in hexadecimal.

The example of the guide ("Calcul de la signature"):

>>> fields = {
...     "vads_action_mode": "INTERACTIVE", "vads_amount": "5124", "vads_ctx_mode": "TEST", "vads_currency": "978",
...     "vads_page_action": "PAYMENT", "vads_payment_config": "SINGLE", "vads_site_id": "12345678",
...     "vads_trans_date": "20170129130025", "vads_trans_id": "123456", "vads_version": "V2",
... }
>>> sign(fields, "1122334455667788")
'ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0='
>>> verify(fields | {"signature": "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0="}, "1122334455667788")
True
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping

PREFIX = "vads_"
SIGNATURE = "signature"


def sign(fields: Mapping[str, str], key: str, algorithm: str = "sha256") -> str:
    """The signature of ``fields`` (those that do not begin with ``vads_`` are left out).

    ``algorithm`` is "sha256", or "sha1" for a shop that never changed. Raises ValueError for another one or for an
    empty key, TypeError for a value that is not text: a list of values has no signature.
    """
    if algorithm not in ("sha256", "sha1"):
        raise ValueError(f"unknown signature algorithm: {algorithm!r}")
    if not key:
        raise ValueError("an empty key signs nothing")
    names = sorted(name for name in fields if name.startswith(PREFIX))
    message = "+".join([*(_text(name, fields[name]) for name in names), key])
    return _digest(_bytes(message), _bytes(key), algorithm)


def verify(fields: Mapping[str, str], key: str, algorithm: str = "sha256") -> bool:
    """Whether the ``signature`` field is that of the other fields, compared in constant time.

    False for whatever cannot have been signed: no signature, no key, a value that is not text. Raises ValueError only
    for an unknown algorithm, which is a mistake of ours.
    """
    found = fields.get(SIGNATURE)
    if not isinstance(found, str) or not key:
        found, key = "", key or " "
    try:
        expected = sign(fields, key, algorithm)
    except TypeError:
        return False
    return hmac.compare_digest(_bytes(found), _bytes(expected))


def _digest(message: bytes, key: bytes, algorithm: str) -> str:
    if algorithm == "sha1":
        return hashlib.sha1(message, usedforsecurity=False).hexdigest()
    return base64.b64encode(hmac.digest(key, message, "sha256")).decode("ascii")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    return value


def _bytes(text: str) -> bytes:
    """UTF-8. Half a surrogate pair, which no gateway sends, must not make us fail: it will simply not match."""
    return text.encode("utf-8", "surrogatepass")
