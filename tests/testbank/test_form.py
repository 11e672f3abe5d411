"""Forms that the gateway refuses, with its own error numbers."""

import time

import pytest

from tests.testbank.conftest import Bench

HOURS = 3600


def stamp(shift: float) -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + shift))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("01", {"version": "V1"}),
        ("02", {"site_id": "1234567"}),
        ("02", {"site_id": "87654321"}),
        ("03", {"trans_id": "12345"}),
        ("03", {"drop": "trans_id"}),
        ("04", {"trans_date": "20261340000000"}),
        ("04", {"trans_date": stamp(-2 * HOURS)}),
        ("04", {"trans_date": stamp(3 * HOURS)}),
        ("07", {"payment_config": "MULTI:first=1;count=2;period=30"}),
        ("09", {"amount": "0"}),
        ("09", {"amount": "-100"}),
        ("09", {"amount": "20,00"}),
        ("10", {"currency": "840"}),
        ("11", {"ctx_mode": "PRODUCTION"}),
        ("13", {"order_id": "a b"}),
        ("15", {"cust_email": "personne"}),
        ("28", {"url_return": "javascript:alert(1)"}),
        ("46", {"page_action": "REGISTER"}),
        ("47", {"drop": "action_mode"}),
        ("48", {"return_mode": "PUT"}),
        ("99", {"ext_info_note": "<b>"}),
    ],
)
def test_each_mistake_has_its_number(bench: Bench, code: str, changes: dict[str, str]) -> None:
    answer = bench.client.post("/_bank/pay", data=bench.form(**changes) | {"card": "accepted"})
    assert answer.status_code == 400
    assert [each["code"] for each in answer.json()["errors"]] == [code]


@pytest.mark.parametrize("signature", ["", "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0=", "é"])
def test_a_wrong_signature_is_error_00(bench: Bench, signature: str) -> None:
    answer = bench.client.post("/vads-payment/", data=bench.form() | {"signature": signature})
    assert answer.status_code == 400
    assert "Formulaire de paiement refusé" in answer.text
    assert "<td>00</td>" in answer.text


def test_every_mistake_is_told_at_once(bench: Bench) -> None:
    answer = bench.client.post("/_bank/pay", data={"card": "accepted"})
    codes = [each["code"] for each in answer.json()["errors"]]
    assert codes == ["00", "01", "02", "03", "04", "07", "09", "10", "11", "46", "47"]


def test_what_was_received_is_shown_and_harmless(bench: Bench) -> None:
    answer = bench.client.post("/vads-payment/", data=bench.form(order_info="<script>alert(1)</script>"))
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_number_serves_once_a_day_whatever_its_case(bench: Bench) -> None:
    assert bench.client.post("/vads-payment/", data=bench.form(trans_id="ABc123")).status_code == 303
    answer = bench.client.post("/vads-payment/", data=bench.form(trans_id="abC123"))
    assert answer.status_code == 400
    assert "déjà servi" in answer.text


def test_a_form_that_is_not_utf8_is_refused(bench: Bench) -> None:
    answer = bench.client.post(
        "/vads-payment/",
        content=b"vads_amount=%E9",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400
    assert "UTF-8" in answer.text


def test_a_huge_body_is_refused(bench: Bench) -> None:
    answer = bench.client.post("/vads-payment/", content=b"a" * 1_000_001)
    assert answer.status_code == 413
