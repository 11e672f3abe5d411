"""Two people at once, in real transactions on two connections."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import NoRoomLeft
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.fundraising.campaigns.services import (
    campaigns_close_due,
    contributions_add,
    contributions_remove,
    room_reserve,
)
from trousse.fundraising.review.models import HeadFile, ManagerFile

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in its own thread and connection, started together; an exception is an outcome like another."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            outcomes[index] = act()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_two_donors_at_the_last_euro() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(899), "before")])
    until = clock.now() + timedelta(minutes=20)

    def reserve(key: str) -> Callable[[], Euro]:
        return lambda: room_reserve(campaign_id=campaign.pk, amount=Euro.of(1), key=key, until=until)

    outcomes = at_once(reserve("a"), reserve("b"))
    assert {type(outcome) for outcome in outcomes} == {Euro, NoRoomLeft}


def test_late_payments_at_once_never_overshoot() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(850), "before")])

    def pay(key: str) -> Callable[[], dict[str, Euro]]:
        return lambda: contributions_add([make.gift(campaign, Euro.of(30), key)])

    outcomes = at_once(pay("a"), pay("b"), pay("c"))
    taken = sorted(euro.cents for outcome in outcomes for euro in outcome.values())
    assert taken == [0, 20_00, 30_00]
    stored = Campaign.objects.get(pk=campaign.pk)
    assert (stored.raised, stored.state) == (Euro.of(900), CampaignState.SUCCEEDED)
    assert stored.log.filter(transition="reach_optimum").count() == 1


def test_the_same_notification_twice_at_once_counts_once() -> None:
    campaign = make.campaign()
    add = lambda: contributions_add([make.gift(campaign, Euro.of(30), "same")])  # noqa: E731
    assert at_once(add, add) == [{"same": Euro.of(30)}] * 2
    assert Campaign.objects.get(pk=campaign.pk).raised == Euro.of(30)
    assert Intake.objects.count() == 1


def test_batches_over_the_same_campaigns_do_not_wait_for_each_other_for_ever() -> None:
    first, second = make.campaign(), make.campaign()

    def pay(prefix: str, campaigns: list[Campaign]) -> Callable[[], dict[str, Euro]]:
        gifts = [make.gift(campaign, Euro.of(1), f"{prefix}{n}") for n, campaign in enumerate(campaigns * 20)]
        return lambda: contributions_add(gifts)

    outcomes = at_once(pay("a", [first, second]), pay("b", [second, first]))
    assert [len(outcome) for outcome in outcomes] == [40, 40]
    assert Campaign.objects.get(pk=first.pk).raised == Campaign.objects.get(pk=second.pk).raised == Euro.of(40)


def test_a_gift_returned_twice_at_once_is_returned_once() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(30), "g1"), make.gift(campaign, Euro.of(5), "g2")])
    remove = lambda: contributions_remove(["g1"])  # noqa: E731
    assert at_once(remove, remove) == [{"g1": Euro.of(30)}] * 2
    assert Campaign.objects.get(pk=campaign.pk).raised == Euro.of(5)


def test_two_workers_close_a_campaign_once() -> None:
    campaign = make.campaign()
    assert campaign.closes_at is not None
    later = campaign.closes_at + timedelta(days=1)

    def close() -> int:
        with clock.frozen(later):
            return campaigns_close_due()

    assert sorted(at_once(close, close)) == [0, 1]
    assert Campaign.objects.get(pk=campaign.pk).log.filter(transition="close_failed").count() == 1


def test_head_and_manager_answering_at_the_same_moment_schedule_one_campaign() -> None:
    project = make.accepted()
    outcomes = at_once(lambda: make.attest(project), lambda: make.complete(project))
    assert outcomes == [None, None]
    assert HeadFile.objects.get().state == "attested"
    assert ManagerFile.objects.get().state == "completed"
    assert Campaign.objects.filter(project=project).count() == 1
