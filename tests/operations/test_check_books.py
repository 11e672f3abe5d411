"""Every figure kept twice: when one is moved behind the ledger's back, the check says which."""

import json
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection

from tests.giving import builders
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, credit, debit
from trousse.money.ledger.services import post
from trousse.money.payments import registry
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.port import Notice, Operation, ProviderUnavailable, Status, TransactionState
from trousse.operations.books import check
from trousse.operations.books.comparisons import COMPARISONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> list[Donation]:
    """Two gifts counted, one with an excess, one owed back."""
    campaign = builders.campaign(minimum=10, optimum=60)
    gifts = [builders.give(campaign, 20), builders.give(open_fund(), 30)]
    rich, late = builders.start(campaign, 20), builders.start(campaign, 20)
    builders.give_up(late)
    builders.settle(rich, cents=2500)
    builders.give(campaign, 20)
    builders.settle(late)
    return [*gifts, rich, late]


def run(*args: str) -> tuple[dict[str, Any], int]:
    out = StringIO()
    try:
        call_command("check_books", *args, stdout=out)
    except SystemExit as stop:
        status = stop.code
        assert isinstance(status, int)
    else:
        status = 0
    [line] = out.getvalue().splitlines()
    return json.loads(line), status


def broken() -> set[str]:
    return {comparison.name for comparison in check().comparisons if not comparison.ok}


def test_an_empty_house_is_in_order() -> None:
    report, status = run()
    assert (report["ok"], status) == (True, 0)
    assert len(report) == len(COMPARISONS) + 1


def test_every_figure_is_told(season: list[Donation]) -> None:
    report, status = run()
    assert (report["ok"], status) == (True, 0)
    assert report["trial_balance"] == {"ok": True, "compared": 1, "ledger": 11_500, "elsewhere": 11_500}
    assert report["campaigns_raised"]["ledger"] == 6_000
    assert report["funds_balance"]["ledger"] == 3_000
    assert report["providers"]["elsewhere"] == 11_500
    assert report["refunds_due"]["ledger"] == 2_500


def test_a_gauge_that_moves_alone(season: list[Donation]) -> None:
    Campaign.objects.update(raised_cents=5_999)
    report, status = run()
    assert (report["ok"], status) == (False, 1)
    assert report["campaigns_raised"]["ok"] is False
    assert report["drifts"][0].startswith("campaigns_raised: campaign:")


@pytest.mark.parametrize(
    ("model", "change", "expected"),
    [
        (Fund, {"balance_cents": 2_999}, {"funds_balance"}),
        (Fund, {"received_cents": 3_001}, {"funds_gifts"}),
        (Fund, {"gifts_count": 2}, {"funds_count"}),
        (Payment, {"refunded_cents": 1}, {"payments_refunded", "gifts_refunded"}),
        (Refund, {"amount_cents": 499}, {"refunds_due"}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_any_other_figure_that_moves_alone(
    season: list[Donation], model: Any, change: dict[str, int], expected: set[str]
) -> None:
    model.objects.filter(pk=model.objects.order_by("pk").values("pk")[:1]).update(**change)
    assert expected <= broken()


def test_a_gift_without_its_entry(season: list[Donation]) -> None:
    gift = season[0]
    twin = Donation.objects.get(pk=gift.pk)
    twin.pk, twin.reference, twin.checkout_key = None, "DONTWIN", uuid4()
    twin.save(force_insert=True)
    assert {"gifts", "campaigns_gifts"} <= broken()


def test_an_entry_without_its_gift(season: list[Donation]) -> None:
    lines = (debit(accounts.psp("systempay"), Euro(500)), credit(accounts.fund(open_fund().pk), Euro(500)))
    post(Draft(key="gift:999999", kind="gift.fund", lines=lines))
    assert {"gifts", "funds_balance", "providers"} <= broken()


def test_a_payment_that_nobody_counted(season: list[Donation]) -> None:
    builders.paid(builders.start(open_fund()))
    assert {"payments_without_place", "providers"} <= broken()


def test_room_kept_for_nobody(season: list[Donation]) -> None:
    campaign = builders.campaign()
    gift = builders.start(campaign)
    assert check().ok
    Reservation.objects.filter(key=gift.key).update(key="donation:0")
    assert broken() == {"reservations_wrong"}


def test_an_account_on_its_wrong_side() -> None:
    lines = (debit(accounts.refunds_due(), Euro(500)), credit(accounts.suspense(), Euro(500)))
    post(Draft(key="odd", kind="odd", lines=lines))
    assert "accounts_negative" in broken()


def test_guards_that_were_off(season: list[Donation]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_line DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_line SET credit_cents = credit_cents + 1 WHERE credit_cents > 0")
        cursor.execute("ALTER TABLE ledger_line ENABLE TRIGGER USER")
    assert {"trial_balance", "entries_unbalanced"} <= broken()


class TestProviders:
    @pytest.fixture
    def bank(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[Operation, int]]]:
        """What the provider says of each reference; a missing one means that it does not answer."""
        says: dict[str, list[tuple[Operation, int]]] = {}

        class Bank:
            def look_up(self, reference: str) -> list[TransactionState]:
                if reference not in says:
                    raise ProviderUnavailable("silence")
                return [
                    TransactionState(
                        Notice(
                            event_id=f"{reference}:{place}",
                            reference=reference,
                            transaction=str(place),
                            operation=operation,
                            status=Status.PAID,
                            amount=Euro(cents),
                        )
                    )
                    for place, (operation, cents) in enumerate(says[reference])
                ]

        monkeypatch.setattr(registry, "provider", lambda _code: Bank())
        return says

    def test_the_provider_agrees(self, bank: dict[str, list[tuple[Operation, int]]]) -> None:
        counted, back = builders.give(open_fund(), 30), builders.give(open_fund(), 20)
        builders.desk_refund(back, 500)
        assert counted.payment
        assert back.payment
        bank[counted.payment.reference] = [(Operation.DEBIT, 3_000)]
        bank[back.payment.reference] = [(Operation.DEBIT, 2_000), (Operation.CREDIT, 500)]
        report, status = run("--provider")
        assert (report["provider:systempay"]["ledger"], status) == (4_500, 0)

    def test_the_provider_holds_something_else(self, bank: dict[str, list[tuple[Operation, int]]]) -> None:
        gift = builders.give(open_fund(), 30)
        assert gift.payment
        bank[gift.payment.reference] = []
        report, status = run("--provider")
        assert (report["provider:systempay"]["ok"], status) == (False, 1)
        assert gift.payment.reference in report["drifts"][0]

    def test_a_silent_provider_proves_nothing(self, bank: dict[str, list[tuple[Operation, int]]]) -> None:
        builders.give(open_fund(), 30)
        report, status = run("--provider")
        assert (report["ok"], status) == (False, 1)
        assert "silence" in report["drifts"][0]
