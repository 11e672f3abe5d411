"""The bank keeps telling the shop until it understands, and plays every trick that real life plays."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from testbank.models import Tamper
from testbank.server import RunningBank
from tests.testbank.conftest import CONFIG, Bench, Shop


def test_it_tries_again_until_the_shop_understands(bench: Bench) -> None:
    bench.shop.answers = [500, 403]
    bench.pay()
    while len(bench.shop.received) < 3:
        bench.settle()
    assert [each["vads_url_check_src"] for each in bench.shop.received] == ["PAY", "RETRY", "RETRY"]
    assert all(bench.shop.believes(each) for each in bench.shop.received)
    assert len({each["vads_hash"] for each in bench.shop.received}) == 1
    [notification] = bench.notifications()
    assert (notification["state"], notification["attempts"]) == ("delivered", 3)


@pytest.mark.parametrize("understood", [200, 204, 206, 301, 302])
def test_these_answers_mean_that_the_shop_understood(bench: Bench, understood: int) -> None:
    bench.shop.answers = [understood]
    bench.pay()
    assert [each["state"] for each in bench.notifications()] == ["delivered"]


def test_it_gives_up_in_the_end_and_can_be_asked_again(bench: Bench) -> None:
    bench.shop.answers = [500] * 4
    bench.pay()
    while len(bench.shop.received) < 4:
        bench.settle()
    bench.settle()
    [notification] = bench.notifications()
    assert (notification["state"], notification["attempts"]) == ("given_up", 4)
    bench.post(f"notifications/{notification['id']}/send")
    bench.settle()
    assert [each["state"] for each in bench.notifications()] == ["delivered"]


def test_a_shop_that_is_down_is_told_when_it_comes_back(bench: Bench) -> None:
    bench.pay(url_check="http://127.0.0.1:9/notification")
    [notification] = bench.notifications()
    assert notification["state"] in ("pending", "given_up")
    assert "refused" in notification["answer"]


def test_duplicates_are_the_very_same_message(bench: Bench) -> None:
    bench.post("behaviour", duplicates=2)
    bench.pay()
    assert len(bench.shop.received) == 3
    assert bench.shop.received[0] == bench.shop.received[1] == bench.shop.received[2]


def test_a_replay_comes_from_the_back_office(bench: Bench) -> None:
    bench.pay()
    [notification] = bench.notifications()
    bench.post(f"notifications/{notification['id']}/replay")
    bench.settle()
    assert [each["vads_url_check_src"] for each in bench.shop.received] == ["PAY", "BO"]
    assert bench.shop.believes(bench.shop.last)


def test_the_desk_sends_the_state_of_today(bench: Bench) -> None:
    uuid = bench.pay()["uuid"]
    bench.post(f"transactions/{uuid}/capture")
    bench.post(f"transactions/{uuid}/notify")
    bench.settle()
    assert bench.shop.statuses == ["AUTHORISED", "CAPTURED"]


def test_held_notifications_wait_and_go_in_the_order_asked(bench: Bench) -> None:
    bench.post("behaviour", hold=True)
    for order in ("A", "B", "C"):
        bench.pay(order_id=order)
    assert bench.shop.received == []
    ids = [each["id"] for each in bench.notifications()]
    bench.post("release", ids=[ids[2], ids[0]])
    assert [each["vads_order_id"] for each in bench.shop.received] == ["C", "A"]
    bench.post("release")
    assert [each["vads_order_id"] for each in bench.shop.received] == ["C", "A", "B"]


def test_holding_can_end_at_once(bench: Bench) -> None:
    bench.post("behaviour", hold=True)
    for order in ("A", "B", "C"):
        bench.pay(order_id=order)
    assert bench.post("resume") == {"released": 3}
    bench.settle()
    bench.pay(order_id="D")
    assert sorted(each["vads_order_id"] for each in bench.shop.received) == ["A", "B", "C", "D"]


def test_lost_notifications_never_leave(bench: Bench) -> None:
    bench.post("behaviour", lose=True)
    bench.pay()
    assert bench.shop.received == []
    assert [each["state"] for each in bench.notifications()] == ["lost"]


def test_one_notification_can_be_lost_delayed_held_or_let_go(bench: Bench) -> None:
    bench.post("behaviour", hold=True)
    bench.pay(order_id="A")
    [notification] = bench.notifications()
    base = f"notifications/{notification['id']}"
    assert bench.post(f"{base}/delay", seconds=3600)["state"] == "pending"
    assert bench.post(f"{base}/hold")["state"] == "held"
    assert bench.post(f"{base}/lose")["state"] == "lost"
    assert bench.shop.received == []
    bench.post(f"{base}/send")
    bench.settle()
    assert bench.shop.statuses == ["AUTHORISED"]


def test_delay_applies_to_every_notification(bench: Bench) -> None:
    bench.post("behaviour", delay=3600)
    bench.pay()
    assert bench.shop.received == []
    assert [each["state"] for each in bench.notifications()] == ["pending"]


BELIEVED = {Tamper.SIGNED_AMOUNT, Tamper.SIGNED_ENVIRONMENT, Tamper.SIGNED_SHOP, Tamper.SIGNED_CURRENCY}


@pytest.mark.parametrize("kind", [each for each in Tamper if each])
def test_each_falsification_is_what_it_says(bench: Bench, kind: Tamper) -> None:
    bench.pay()
    [notification] = bench.notifications()
    bench.post(f"notifications/{notification['id']}/tamper", kind=kind)
    bench.settle()
    good, wrong = bench.shop.received
    assert bench.shop.believes(good)
    assert bench.shop.believes(wrong) is (kind in BELIEVED)
    assert wrong != good


def test_a_false_status_differs_even_from_a_captured_one(bench: Bench) -> None:
    uuid = bench.pay()["uuid"]
    bench.post(f"transactions/{uuid}/capture")
    bench.post("behaviour", tamper="status")
    bench.post(f"transactions/{uuid}/notify")
    bench.settle()
    assert not bench.shop.believes(bench.shop.last)


def test_every_notification_can_be_falsified(bench: Bench) -> None:
    bench.post("behaviour", tamper="wrong_key")
    bench.pay()
    assert not bench.shop.believes(bench.shop.last)


def test_unknown_levers_are_refused_with_a_reason(bench: Bench) -> None:
    for path, body in [
        ("behaviour", {"holdd": True}),
        ("behaviour", {"refunds": "never"}),
        ("behaviour", {"duplicates": "many"}),
        ("notifications/1/eat", {}),
        ("transactions/none/capture", {}),
    ]:
        answer = bench.client.post(f"/_bank/{path}", json=body)
        assert answer.status_code in (400, 404), path
        assert answer.json()


def test_the_notification_goes_to_the_shops_own_address_by_default(shop: Shop, tmp_path: Path) -> None:
    config = replace(CONFIG, notification_url=f"{shop.url}/ailleurs")
    running = RunningBank(config, tmp_path / "other")
    with httpx.Client(base_url=running.url, verify=False) as client:
        bench = Bench(running, shop, client)
        bench.pay(drop="url_check")
    running.close()
    assert shop.statuses == ["AUTHORISED"]


def test_a_restart_forgets_nothing(bench: Bench, shop: Shop, tmp_path: Path) -> None:
    bench.post("behaviour", hold=True)
    bench.pay(order_id="KEPT")
    bench.running.close()
    again = RunningBank(CONFIG, tmp_path / "bank")
    bench.running = again
    bench.client.base_url = again.url
    assert bench.client.get("/_bank/state").json()["behaviour"]["hold"]
    bench.post("release")
    assert shop.last["vads_order_id"] == "KEPT"
