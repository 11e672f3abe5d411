"""The signature of the form V2. The vectors are facts: the guide's example, then made up and computed by hand."""

import base64
import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.money.payments.providers.systempay.signature import sign, verify

KEY = "1122334455667788"
GUIDE = {
    "vads_action_mode": "INTERACTIVE",
    "vads_amount": "5124",
    "vads_ctx_mode": "TEST",
    "vads_currency": "978",
    "vads_page_action": "PAYMENT",
    "vads_payment_config": "SINGLE",
    "vads_site_id": "12345678",
    "vads_trans_date": "20170129130025",
    "vads_trans_id": "123456",
    "vads_version": "V2",
}
TEXT = "INTERACTIVE+5124+TEST+978+PAYMENT+SINGLE+12345678+20170129130025+123456+V2+1122334455667788"
# Capitals sort before small letters, an empty value counts, accents are UTF-8, "+" and line ends are values like any.
ODD = {
    "vads_threeds_eci": "c",
    "vads_threeds_cavvAlgorithm": "b",
    "vads_threeds_cavv": "",
    "vads_order_info": "Été à l’école + goûter\r\n€",
    "Vads_amount": "not ours",
    "montant": "1",
}
ODD_TEXT = "Été à l’école + goûter\r\n€++b+c+" + KEY


def test_the_example_of_the_guide() -> None:
    assert sign(GUIDE, KEY) == "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0="
    assert sign(GUIDE, KEY, "sha1") == "59c96b34c74b9375c332b0b6a32e6deeec87de2b"


@pytest.mark.parametrize(("fields", "text"), [(GUIDE, TEXT), (ODD, ODD_TEXT), ({}, KEY)])
def test_what_is_signed(fields: dict[str, str], text: str) -> None:
    expected = base64.b64encode(hmac.new(KEY.encode(), text.encode(), "sha256").digest()).decode()
    assert sign(fields, KEY) == expected
    assert sign(fields, KEY, "sha1") == hashlib.sha1(text.encode()).hexdigest()
    assert sign(dict(reversed(fields.items())), KEY) == expected


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_signature_verifies_and_nothing_else_does(algorithm: str) -> None:
    other = "sha1" if algorithm == "sha256" else "sha256"
    signed = GUIDE | {"signature": sign(GUIDE, KEY, algorithm)}
    assert verify(signed, KEY, algorithm)
    assert verify(signed | {"unsigned": "1"}, KEY, algorithm)
    assert not verify(signed, KEY, other)
    assert not verify(signed, KEY + " ", algorithm)
    assert not verify(signed | {"vads_amount": "5125"}, KEY, algorithm)
    assert not verify(signed | {"vads_extra": ""}, KEY, algorithm)
    for name in GUIDE:
        assert not verify({key: value for key, value in signed.items() if key != name}, KEY, algorithm)


@pytest.mark.parametrize(
    "signature", ["", "é", "\udcff", "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0", None, ["x"], 1]
)
def test_a_strange_signature_is_simply_wrong(signature: object) -> None:
    fields: Any = GUIDE | {"signature": signature}
    assert not verify(fields, KEY)


def test_a_missing_signature_is_wrong() -> None:
    assert not verify(GUIDE, KEY)


@pytest.mark.parametrize("value", [None, 5124, ["5124"], b"5124"])
def test_values_are_text(value: object) -> None:
    fields: Any = GUIDE | {"vads_amount": value}
    with pytest.raises(TypeError):
        sign(fields, KEY)
    assert not verify(fields | {"signature": "x"}, KEY)


def test_an_empty_key_signs_nothing_and_believes_nothing() -> None:
    with pytest.raises(ValueError, match="empty key"):
        sign(GUIDE, "")
    forged = base64.b64encode(hmac.new(b"", TEXT.removesuffix(KEY).encode(), "sha256").digest()).decode()
    assert not verify(GUIDE | {"signature": forged}, "")


def test_an_unknown_algorithm_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="unknown signature algorithm"):
        sign(GUIDE, KEY, "md5")
    with pytest.raises(ValueError, match="unknown signature algorithm"):
        verify(GUIDE | {"signature": "x"}, KEY, "md5")


VALUES = st.text(max_size=20)
FIELDS = st.dictionaries(st.from_regex(r"(vads_)?[A-Za-z_]{1,8}", fullmatch=True), VALUES, max_size=8)
KEYS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=20)


@given(FIELDS, KEYS, st.sampled_from(["sha256", "sha1"]))
def test_whatever_is_signed_verifies(fields: dict[str, str], key: str, algorithm: str) -> None:
    fields = fields | {"signature": sign(fields, key, algorithm)}
    assert verify(fields, key, algorithm)
    assert verify(dict(sorted(fields.items(), reverse=True)), key, algorithm)


@given(FIELDS, KEYS, st.from_regex(r"vads_[A-Za-z_]{1,8}", fullmatch=True), VALUES)
def test_whatever_is_changed_does_not(fields: dict[str, str], key: str, name: str, value: str) -> None:
    signed = fields | {"signature": sign(fields, key)}
    changed = signed | {name: value + "x"}
    if changed.get(name) != signed.get(name):
        assert verify(changed, key) is (sign(changed, key) == signed["signature"])


@given(st.dictionaries(st.text(max_size=8), st.text(st.characters(), max_size=8), max_size=5), st.text(max_size=9))
def test_verifying_never_fails(fields: dict[str, str], key: str) -> None:
    assert verify(fields, key) in (True, False)
