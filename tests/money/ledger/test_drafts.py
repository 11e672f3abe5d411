"""An entry that does not balance cannot even be drafted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import AccountRef, Draft, DraftLine, credit, debit
from trousse.money.ledger.enums import AccountKind

PSP = accounts.psp("systempay")
CAMPAIGN = accounts.campaign(3)


def gift(cents: int = 2000) -> Draft:
    return Draft(key="gift:7", kind="gift.campaign", lines=(debit(PSP, Euro(cents)), credit(CAMPAIGN, Euro(cents))))


def test_amount_is_what_moves() -> None:
    assert gift(1234).amount == Euro(1234)


@pytest.mark.parametrize(("left", "right"), [(0, 0), (5, 5), (-5, 0), (0, -5), (5, -5)])
def test_a_line_has_one_positive_side(left: int, right: int) -> None:
    with pytest.raises(ValueError):
        DraftLine(PSP, debit=Euro(left), credit=Euro(right))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (debit(PSP, Euro(5)),),
        (debit(PSP, Euro(5)), credit(CAMPAIGN, Euro(6))),
        (debit(PSP, Euro(5)), debit(CAMPAIGN, Euro(5))),
    ],
)
def test_a_draft_balances(lines: tuple[DraftLine, ...]) -> None:
    with pytest.raises(ValueError):
        Draft(key="k", kind="gift.campaign", lines=lines)


@pytest.mark.parametrize(("key", "kind"), [("", "gift"), ("k", ""), ("k" * 101, "gift")])
def test_a_draft_is_named(key: str, kind: str) -> None:
    with pytest.raises(ValueError):
        Draft(key=key, kind=kind, lines=gift().lines)


def test_the_opposite_of_an_entry() -> None:
    back = gift().reversed(key="gift:7:reversed")
    assert back.lines == (credit(PSP, Euro(2000)), debit(CAMPAIGN, Euro(2000)))
    assert back.kind == "reversal.gift.campaign"
    assert back.memo == {"reverses": "gift:7"}


@given(st.lists(st.integers(min_value=1, max_value=10**12), min_size=1, max_size=8))
def test_any_split_of_one_amount_balances_and_so_does_its_reversal(parts: list[int]) -> None:
    lines = [credit(accounts.campaign(place), Euro(part)) for place, part in enumerate(parts)]
    draft = Draft(key="k", kind="gift.campaign", lines=(debit(PSP, Euro(sum(parts))), *lines))
    assert draft.amount == draft.reversed(key="r").amount == Euro(sum(parts))


def test_which_side_accounts_grow_on() -> None:
    sides = {ref.code: ref.kind.grows_by_debit for ref in (PSP, CAMPAIGN, accounts.refunds_due(), accounts.suspense())}
    assert sides == {"psp:systempay": True, "campaign:3": False, "refunds:due": False, "suspense": True}


def test_earmarked_money_and_fund_money_are_never_in_the_same_class_of_accounts() -> None:
    # règlement ANC 2018-06: collected for a named body (third party) or for our own choice (dedicated funds).
    assert accounts.campaign(1).pcg.startswith("468")
    assert accounts.fund(1).pcg.startswith("196")


def test_every_account_kind_has_a_french_label() -> None:
    assert {kind.label for kind in AccountKind} == {"actif", "passif", "produit", "charge"}
    assert AccountRef("x", AccountKind.ASSET, "1") == AccountRef("x", AccountKind.ASSET, "1")
