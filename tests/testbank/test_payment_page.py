"""The buyer's way: a form opens a page, a card decides, the buyer goes back and the shop is told."""

import re
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from tests.testbank.conftest import Bench


def open_page(bench: Bench, **changes: str) -> str:
    answer = bench.client.post("/vads-payment/", data=bench.form(**changes))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def click(bench: Bench, page: str, action: str, **typed: str) -> httpx.Response:
    return bench.client.post(f"{page}/{action}", data=typed)


def card(number: str) -> dict[str, str]:
    return {"number": number, "expiry": "12/2030", "cryptogram": "123"}


def returned(answer: httpx.Response) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query, keep_blank_values=True))


def test_the_page_says_what_is_paid_and_offers_every_card(bench: Bench) -> None:
    page = bench.client.get(open_page(bench, order_id="TAP-42")).text
    soup = BeautifulSoup(page, "html.parser")
    assert soup.h1 is not None
    assert soup.h1.text == "Payer 20,00\u00a0€"
    assert "TAP-42" in page
    assert [button["data-card"] for button in soup.select("button[data-card]")] == [
        "accepted",
        "challenge",
        "refused",
        "rejected",
    ]
    assert "Abandonner" in page


def test_an_accepted_card_pays_and_tells_the_shop(bench: Bench) -> None:
    page = open_page(bench)
    assert click(bench, page, "payer", **card("4970 1000 0000 0014")).headers["location"] == page
    assert "Paiement accepté" in bench.client.get(page).text
    bench.settle()
    message = bench.shop.last
    assert bench.shop.believes(message)
    assert message["vads_trans_status"] == "AUTHORISED"
    assert message["vads_result"] == message["vads_auth_result"] == "00"
    assert message["vads_operation_type"] == "DEBIT"
    assert message["vads_card_number"] == "497010XXXXXX0014"
    assert message["vads_url_check_src"] == "PAY"
    assert re.fullmatch("[0-9a-f]{64}", message["vads_hash"])
    assert re.fullmatch("[0-9a-f]{32}", message["vads_trans_uuid"])
    assert "vads_url_return" not in message


def test_a_refused_card_is_told_with_the_reason_of_the_bank(bench: Bench) -> None:
    page = open_page(bench)
    click(bench, page, "payer", **card("4970100000000098"))
    assert "Paiement refusé" in bench.client.get(page).text
    bench.settle()
    assert bench.shop.statuses == ["REFUSED"]
    assert bench.shop.last["vads_result"] == "05"
    assert bench.shop.last["vads_auth_result"] == "61"


@pytest.mark.parametrize(("code", "status"), [("1234", "AUTHORISED"), ("0000", "REFUSED"), ("", "REFUSED")])
def test_a_challenge_waits_for_the_code(bench: Bench, code: str, status: str) -> None:
    page = open_page(bench)
    click(bench, page, "payer", **card("4970110000000013"))
    assert "1234" in bench.client.get(page).text
    bench.settle()
    assert bench.shop.received == []
    click(bench, page, "code", code=code)
    bench.settle()
    assert bench.shop.statuses == [status]
    assert bench.shop.last["vads_threeds_status"] == ("Y" if status == "AUTHORISED" else "N")


def test_a_card_may_be_rejected_without_a_code(bench: Bench) -> None:
    page = open_page(bench)
    click(bench, page, "payer", **card("4970110000000401"))
    bench.settle()
    assert bench.shop.statuses == ["REFUSED"]
    assert bench.shop.last["vads_auth_result"] == ""


def test_leaving_goes_straight_back_and_the_shop_is_told_that_nothing_was_paid(bench: Bench) -> None:
    page = open_page(bench, url_cancel=f"{bench.shop.url}/annule")
    answer = click(bench, page, "abandonner")
    assert answer.headers["location"].startswith(f"{bench.shop.url}/annule?")
    assert returned(answer)["vads_trans_status"] == "ABANDONED"
    bench.settle()
    assert bench.shop.last["vads_result"] == "17"
    assert bench.shop.last["vads_trans_uuid"] == ""
    assert "vads_operation_type" not in bench.shop.last


def test_a_session_expires_and_the_shop_is_told(bench: Bench) -> None:
    page = open_page(bench)
    assert bench.post("expire") == {"expired": 1}
    bench.settle()
    assert bench.shop.statuses == ["ABANDONED"]
    click(bench, page, "payer", **card("4970100000000014"))
    assert "Paiement expiré" in bench.client.get(page).text
    bench.settle()
    assert bench.shop.statuses == ["ABANDONED"]


def test_two_clicks_pay_once(bench: Bench) -> None:
    page = open_page(bench)
    click(bench, page, "payer", **card("4970100000000014"))
    click(bench, page, "payer", **card("4970100000000098"))
    click(bench, page, "abandonner")
    bench.settle()
    assert bench.shop.statuses == ["AUTHORISED"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("number", "4111111111111111", "Choisissez une carte"),
        ("expiry", "12/2001", "valable"),
        ("expiry", "13/2030", "valable"),
        ("cryptogram", "12", "trois chiffres"),
    ],
)
def test_a_mistake_is_explained_and_what_was_typed_stays(bench: Bench, field: str, value: str, message: str) -> None:
    page = open_page(bench)
    answer = click(bench, page, "payer", **card("4970100000000014") | {field: value})
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.text, "html.parser")
    box = soup.find("input", id=field)
    assert box is not None
    assert box["value"] == value
    assert box["aria-invalid"] == "true"
    assert message in answer.text
    assert soup.title is not None
    assert soup.title.text.startswith("Erreur")


def test_back_at_once_when_the_shop_does_not_want_to_wait(bench: Bench) -> None:
    page = open_page(bench, redirect_success_timeout="0", url_success=f"{bench.shop.url}/merci?don=1")
    answer = click(bench, page, "payer", **card("4970100000000014"))
    assert answer.headers["location"].startswith(f"{bench.shop.url}/merci?don=1&")
    fields = returned(answer)
    assert fields.pop("don") == "1"
    assert bench.shop.believes(fields)
    assert "vads_hash" not in fields
    assert "vads_url_check_src" not in fields


def test_back_by_a_form_when_the_shop_wants_a_post(bench: Bench) -> None:
    page = open_page(bench, return_mode="POST", redirect_success_timeout="0")
    click(bench, page, "payer", **card("4970100000000014"))
    soup = BeautifulSoup(bench.client.get(page).text, "html.parser")
    form = soup.find("form")
    assert form is not None
    assert form["action"] == f"{bench.shop.url}/retour"
    assert bench.shop.believes({str(box["name"]): str(box["value"]) for box in form.find_all("input")})


def test_back_with_nothing_when_the_shop_wants_nothing(bench: Bench) -> None:
    page = open_page(bench, return_mode="NONE")
    click(bench, page, "payer", **card("4970100000000014"))
    assert f'href="{bench.shop.url}/retour"' in bench.client.get(page).text


def test_no_inline_style_or_script_anywhere(bench: Bench) -> None:
    page = open_page(bench)
    bench.pay()
    for address in (page, "/", "/introuvable", "/?commande=TAP00002"):
        answer = bench.client.get(address)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", answer.text)
        assert answer.text.count("<h1>") == 1


def test_an_unknown_page_says_so(bench: Bench) -> None:
    answer = bench.client.get("/vads-payment/nulle-part")
    assert answer.status_code == 404
    assert "ne mène à aucun paiement" in answer.text
