"""One writer, idempotent, with a constant number of statements."""

from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from trousse.core.money import Euro
from trousse.money.ledger import accounts, selectors, services
from trousse.money.ledger.drafts import AccountRef, Draft, credit, debit
from trousse.money.ledger.enums import AccountKind
from trousse.money.ledger.errors import LedgerConflict
from trousse.money.ledger.models import Account, Entry, Line

PSP = accounts.psp("systempay")


def gift(number: int = 1, *, cents: int = 2000, campaign: int = 3, kind: str = "gift.campaign") -> Draft:
    lines = (debit(PSP, Euro(cents)), credit(accounts.campaign(campaign), Euro(cents)))
    return Draft(key=f"gift:{number}", kind=kind, lines=lines, memo={"donation": number})


@pytest.mark.django_db
class TestPost:
    def test_writes_the_entry_with_its_lines_and_opens_the_accounts(self) -> None:
        entry = services.post(gift())
        entry.refresh_from_db()
        assert (entry.key, entry.kind, entry.memo) == ("gift:1", "gift.campaign", {"donation": 1})
        lines = [(line.account.code, line.debit, line.credit) for line in entry.lines.select_related("account")]
        assert lines == [("psp:systempay", Euro(2000), Euro(0)), ("campaign:3", Euro(0), Euro(2000))]
        assert Account.objects.get(code="campaign:3").ref == accounts.campaign(3)

    def test_a_second_time_finds_the_first_entry(self) -> None:
        first = services.post(gift())
        again = services.post(gift())
        assert again == first
        assert Line.objects.count() == 2

    def test_the_order_of_lines_does_not_matter(self) -> None:
        draft = gift()
        other = Draft(key=draft.key, kind=draft.kind, lines=draft.lines[::-1])
        assert services.post(draft) == services.post(other)

    @pytest.mark.parametrize("other", [gift(cents=2001), gift(campaign=4), gift(kind="gift.fund")])
    def test_a_key_never_says_two_things(self, other: Draft) -> None:
        services.post(gift())
        with pytest.raises(LedgerConflict, match="gift:1"), transaction.atomic():
            services.post(other)
        assert selectors.balance(accounts.campaign(3)) == Euro(2000)

    def test_a_code_never_names_two_kinds_of_account(self) -> None:
        services.post(gift())
        twin = AccountRef("campaign:3", AccountKind.ASSET, "468500")
        draft = Draft(key="k", kind="odd", lines=(debit(twin, Euro(1)), credit(accounts.bank(), Euro(1))))
        with pytest.raises(LedgerConflict, match="campaign:3"), transaction.atomic():
            services.post(draft)

    def test_a_reversal_leaves_nothing_and_keeps_both(self) -> None:
        entry = services.post(gift())
        undone = services.reverse(entry, key="gift:1:reversed")
        assert services.reverse(entry, key="gift:1:reversed") == undone
        assert selectors.balances() == {"campaign:3": Euro(0), "psp:systempay": Euro(0)}
        assert undone.memo["reverses"] == "gift:1"
        assert Entry.objects.count() == 2


@pytest.mark.django_db
class TestPostMany:
    def test_nothing_to_write(self) -> None:
        assert services.post_many([]) == []

    def test_old_and_new_keys_together_come_back_in_order(self) -> None:
        old = services.post(gift(2))
        entries = services.post_many([gift(3), gift(2), gift(1), gift(3)])
        assert [entry.key for entry in entries] == ["gift:3", "gift:2", "gift:1", "gift:3"]
        assert entries[1] == old
        assert Entry.objects.count() == 3
        assert selectors.balance(PSP) == Euro(6000)

    def test_one_batch_does_not_contradict_itself(self) -> None:
        with pytest.raises(LedgerConflict), transaction.atomic():
            services.post_many([gift(1), gift(1, cents=5)])

    def test_a_conflict_writes_nothing_of_the_batch(self) -> None:
        services.post(gift(1))
        with pytest.raises(LedgerConflict), transaction.atomic():
            services.post_many([gift(2), gift(1, cents=5)])
        assert Entry.objects.count() == 1

    @pytest.mark.parametrize("how_many", [1, 40, 400])
    def test_statements_do_not_grow_with_the_batch(self, django_assert_num_queries: Any, how_many: int) -> None:
        services.post_many([gift(0, campaign=campaign) for campaign in [0]])
        with django_assert_num_queries(3):  # accounts, entries with their lines, balance check
            services.post_many([gift(number, campaign=0) for number in range(1, how_many + 1)])
        with django_assert_num_queries(5):  # all known: their entries and lines are compared
            services.post_many([gift(number, campaign=0) for number in range(1, how_many + 1)])


@pytest.mark.django_db
class TestSelectors:
    def test_balances_are_told_on_their_natural_side(self) -> None:
        services.post_many([gift(1, cents=500), gift(2, cents=700, campaign=4)])
        refund = (debit(accounts.campaign(4), Euro(200)), credit(accounts.refunds_due(), Euro(200)))
        services.post(Draft(key="release:2", kind="gift.release", lines=refund))
        assert selectors.balances("campaign:") == {"campaign:3": Euro(500), "campaign:4": Euro(500)}
        assert selectors.balance(PSP) == Euro(1200)
        assert selectors.balance(accounts.refunds_due()) == Euro(200)
        assert selectors.balance(accounts.bank()) == Euro(0)

    def test_trial_balance(self) -> None:
        assert selectors.trial_balance().is_balanced
        services.post(gift())
        totals = selectors.trial_balance()
        assert (totals.debit, totals.credit, totals.is_balanced) == (Euro(2000), Euro(2000), True)


movements = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=25),
        st.sampled_from([accounts.campaign(1), accounts.campaign(2), accounts.fund(1), accounts.refunds_due(), PSP]),
        st.sampled_from([accounts.bank(), accounts.suspense(), accounts.campaign(3)]),
        st.integers(min_value=1, max_value=10**9),
    ),
    max_size=30,
)


class TestAnyHistory(TestCase):
    """Whatever is posted, in batches or one by one, once or many times, the books say the same and balance."""

    @settings(max_examples=40, deadline=None)
    @given(movements=movements, cuts=st.lists(st.integers(min_value=0, max_value=30), max_size=4), again=st.booleans())
    def test_batches_and_repetitions_change_nothing(
        self, movements: list[tuple[int, AccountRef, AccountRef, int]], cuts: list[int], again: bool
    ) -> None:
        drafts = {
            number: Draft(key=f"k:{number}", kind="test", lines=(debit(left, Euro(cents)), credit(right, Euro(cents))))
            for number, left, right, cents in movements
        }
        batch = list(drafts.values())
        edges = [0, *sorted(min(cut, len(batch)) for cut in cuts), len(batch)]
        for start, end in pairwise(edges):
            services.post_many(batch[start:end])
        if again:
            services.post_many(batch[::-1])

        expected: dict[str, int] = {}
        for draft in batch:
            for line in draft.lines:
                side = 1 if line.account.kind.grows_by_debit else -1
                change = side * (line.debit.cents - line.credit.cents)
                expected[line.account.code] = expected.get(line.account.code, 0) + change
        assert selectors.balances() == {code: Euro(cents) for code, cents in expected.items()}
        assert selectors.trial_balance().is_balanced
        assert Entry.objects.count() == len(drafts)
