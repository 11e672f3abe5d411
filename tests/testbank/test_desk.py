"""The merchant's desk works by plain forms, and comes back to itself."""

from bs4 import BeautifulSoup

from tests.testbank.conftest import Bench

BROWSER = {"accept": "text/html"}


def test_an_empty_bank_says_so(bench: Bench) -> None:
    page = bench.client.get("/").text
    assert "Aucune notification" in page
    assert "Aucune opération" in page


def test_every_gesture_of_the_page_works(bench: Bench) -> None:
    bench.post("behaviour", hold=True)
    uuid = bench.pay(order_id="TAP-1")["uuid"]
    bench.post(f"transactions/{uuid}/capture")
    bench.pay(order_id="TAP-2")
    soup = BeautifulSoup(bench.client.get("/").text, "html.parser")
    forms = soup.find_all("form")
    assert len(forms) > 15
    for form in forms:
        data: dict[str, str] = {}
        for box in form.find_all("input"):
            if box.get("type") != "checkbox" or box.has_attr("checked"):
                data[str(box["name"])] = str(box["value"])
        for select in form.find_all("select"):
            chosen = select.find("option", selected=True) or select.option
            assert chosen is not None
            data[str(select["name"])] = str(chosen["value"])
        answer = bench.client.post(str(form["action"]), data=data, headers=BROWSER)
        # A gesture may come too late for what an earlier one did, and is then refused with a page.
        assert answer.status_code in (303, 400), form["action"]
        if answer.status_code == 303:
            assert answer.headers["location"] == "/"


def test_the_switches_of_the_page_are_all_set_together(bench: Bench) -> None:
    bench.post("behaviour", hold=True, notify_refunds=True)
    bench.client.post("/_bank/behaviour", data={"lose": "1", "delay": "2", "refunds": "pending"}, headers=BROWSER)
    behaviour = bench.client.get("/_bank/state").json()["behaviour"]
    assert behaviour["lose"]
    assert not behaviour["hold"]
    assert not behaviour["notify_refunds"]
    assert (behaviour["delay"], behaviour["refunds"]) == (2, "pending")


def test_one_order_can_be_looked_at_alone(bench: Bench) -> None:
    bench.pay(order_id="TAP-1")
    bench.pay(order_id="TAP-2")
    page = bench.client.get("/", params={"commande": "TAP-1"}).text
    assert "TAP-1" in page
    assert "TAP-2" not in page


def test_the_order_of_ranks_is_the_order_of_delivery(bench: Bench) -> None:
    bench.post("behaviour", hold=True)
    for order in ("A", "B", "C"):
        bench.pay(order_id=order)
    first, second, third = (each["id"] for each in bench.notifications())
    ranks = {f"rank-{first}": "2", f"rank-{second}": "", f"rank-{third}": "1"}
    bench.client.post("/_bank/release", data=ranks, headers=BROWSER)
    assert [each["vads_order_id"] for each in bench.shop.received] == ["C", "A"]


def test_reset_forgets_all(bench: Bench) -> None:
    bench.pay()
    bench.post("behaviour", hold=True)
    bench.post("reset")
    state = bench.client.get("/_bank/state").json()
    assert state["transactions"] == state["notifications"] == []
    assert not state["behaviour"]["hold"]


def test_files_of_the_page_are_served_and_nothing_else(bench: Bench) -> None:
    assert "text/css" in bench.client.get("/static/banque.css").headers["content-type"]
    assert bench.client.get("/static/banque.svg").status_code == 200
    for path in ("/static/../web.py", "/static/%2e%2e%2fweb.py", "/static/rien.css", "/favicon.ico"):
        assert bench.client.get(path).status_code == 404
    assert bench.client.get("/healthz").json() == {"ok": True}
