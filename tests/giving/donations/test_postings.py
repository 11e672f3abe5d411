"""Each row of the table of docs/money.md, as the ledger will read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.giving.donations import postings, rules
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.postings import Gift
from trousse.money.ledger.drafts import Draft

TO_CAMPAIGN = Gift(donation_id=7, campaign_id=3, fund_id=None, donor_kind=DonorKind.INDIVIDUAL, provider="systempay")
TO_FUND = Gift(donation_id=8, campaign_id=None, fund_id=2, donor_kind=DonorKind.COMPANY, provider="systempay")


def lines(draft: Draft) -> list[tuple[str, int, int]]:
    return [(line.account.code, line.debit.cents, line.credit.cents) for line in draft.lines]


def test_a_gift_to_a_project_is_held_for_a_third_party() -> None:
    draft = postings.received(TO_CAMPAIGN, paid=Euro(2000), taken=Euro(2000))
    assert (draft.key, draft.kind) == ("gift:7", "gift.campaign")
    assert lines(draft) == [("psp:systempay", 2000, 0), ("campaign:3", 0, 2000)]
    assert draft.memo == {"donation": 7, "case": "mandate", "donor": "individual"}


def test_a_gift_to_a_fund_is_collected_in_our_own_name() -> None:
    draft = postings.received(TO_FUND, paid=Euro(2000), taken=Euro(2000))
    assert (draft.key, draft.kind) == ("gift:8", "gift.fund")
    assert lines(draft) == [("psp:systempay", 2000, 0), ("fund:2", 0, 2000)]
    assert draft.memo == {"donation": 8, "case": "own_name", "donor": "company"}


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (1500, [("psp:systempay", 2000, 0), ("campaign:3", 0, 1500), ("refunds:due", 0, 500)]),
        (0, [("psp:systempay", 2000, 0), ("refunds:due", 0, 2000)]),
    ],
)
def test_what_found_no_room_is_owed_back(taken: int, expected: list[tuple[str, int, int]]) -> None:
    assert lines(postings.received(TO_CAMPAIGN, paid=Euro(2000), taken=Euro(taken))) == expected


def test_a_second_payment_is_owed_back_whole() -> None:
    draft = postings.paid_twice(TO_CAMPAIGN, payment_id=40, paid=Euro(2000))
    assert (draft.key, lines(draft)) == ("twice:40", [("psp:systempay", 2000, 0), ("refunds:due", 0, 2000)])


def test_a_released_gift_is_owed_back() -> None:
    draft = postings.released(TO_CAMPAIGN, amount=Euro(2000))
    assert (draft.key, lines(draft)) == ("release:7", [("campaign:3", 2000, 0), ("refunds:due", 0, 2000)])


def test_a_refund_made_at_the_desk_leaves_its_destination() -> None:
    draft = postings.refunded_at_desk(TO_FUND, refund_id=5, amount=Euro(500))
    assert (draft.key, lines(draft)) == ("desk:5", [("fund:2", 500, 0), ("refunds:due", 0, 500)])


def test_a_refund_that_nobody_owed_waits_for_a_person() -> None:
    draft = postings.refunded_for_nothing(TO_CAMPAIGN, refund_id=5, amount=Euro(500))
    assert (draft.key, lines(draft)) == ("lost:5", [("suspense", 500, 0), ("refunds:due", 0, 500)])


@given(amounts=st.tuples(*[st.integers(min_value=0, max_value=10**9)] * 3).filter(any))
def test_a_charge_back_empties_what_it_was_taken_from(amounts: tuple[int, int, int]) -> None:
    due, destination, suspense = map(Euro, amounts)
    taken = rules.TakenBack(from_refunds_due=due, from_destination=destination, from_suspense=suspense)
    draft = postings.charged_back(TO_CAMPAIGN, payment_id=40, taken=taken)
    assert draft.key == "chargeback:40"
    assert draft.amount == due + destination + suspense
    assert lines(draft)[-1] == ("psp:systempay", 0, draft.amount.cents)
