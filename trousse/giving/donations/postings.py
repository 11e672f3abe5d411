"""From what happens to a gift to what the ledger says. Pure. The table with the reasons is in docs/money.md."""

from dataclasses import dataclass
from enum import StrEnum

from trousse.core.money import Euro
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.rules import TakenBack
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import AccountRef, Draft, filled

_NOTHING = Euro.zero()


class LegalCase(StrEnum):
    """On whose behalf the money was collected (règlement ANC 2018-06): it decides the accounts of the yearly books."""

    MANDATE = "mandate"
    OWN_NAME = "own_name"


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What a posting needs to know of a donation: where it goes, and no name."""

    donation_id: int
    campaign_id: int | None
    fund_id: int | None
    donor_kind: DonorKind
    provider: str

    @property
    def destination(self) -> AccountRef:
        if self.campaign_id is not None:
            return accounts.campaign(self.campaign_id)
        assert self.fund_id is not None, "a gift has one destination"
        return accounts.fund(self.fund_id)

    @property
    def place(self) -> str:
        """``campaign`` or ``fund``: the second half of the kind of an entry."""
        return "campaign" if self.campaign_id is not None else "fund"

    @property
    def memo(self) -> dict[str, str | int]:
        """Facts for accountants that no line says."""
        case = LegalCase.MANDATE if self.campaign_id is not None else LegalCase.OWN_NAME
        return {"donation": self.donation_id, "case": case.value, "donor": self.donor_kind.value}


def received(gift: Gift, *, paid: Euro, taken: Euro) -> Draft:
    """A payment arrived: ``taken`` is counted at its destination, the rest is owed back to the donor."""
    return Draft(
        key=f"gift:{gift.donation_id}",
        kind=f"gift.{gift.place}",
        lines=filled(
            (accounts.psp(gift.provider), paid, _NOTHING),
            (gift.destination, _NOTHING, taken),
            (accounts.refunds_due(), _NOTHING, paid - taken),
        ),
        memo=gift.memo,
    )


def paid_twice(gift: Gift, *, payment_id: int, paid: Euro) -> Draft:
    """A second payment for a gift that was counted already: all of it is owed back."""
    return Draft(
        key=f"twice:{payment_id}",
        kind="gift.twice",
        lines=filled((accounts.psp(gift.provider), paid, _NOTHING), (accounts.refunds_due(), _NOTHING, paid)),
        memo={**gift.memo, "payment": payment_id},
    )


def released(gift: Gift, *, amount: Euro) -> Draft:
    """The campaign failed, or the gift is cancelled: what was counted is owed back to the donor."""
    return Draft(
        key=f"release:{gift.donation_id}",
        kind=f"release.{gift.place}",
        lines=filled((gift.destination, amount, _NOTHING), (accounts.refunds_due(), _NOTHING, amount)),
        memo=gift.memo,
    )


def refunded_at_desk(gift: Gift, *, refund_id: int, amount: Euro) -> Draft:
    """Someone gave ``amount`` back on the provider's own desk: it leaves its destination, and is owed no more."""
    return Draft(
        key=f"desk:{refund_id}",
        kind=f"desk.{gift.place}",
        lines=filled((gift.destination, amount, _NOTHING), (accounts.refunds_due(), _NOTHING, amount)),
        memo={**gift.memo, "refund": refund_id},
    )


def refunded_for_nothing(gift: Gift, *, refund_id: int, amount: Euro) -> Draft:
    """The donor was given ``amount`` that was not owed (a charge-back had taken it already): a person must look."""
    return Draft(
        key=f"lost:{refund_id}",
        kind="refund.lost",
        lines=filled((accounts.suspense(), amount, _NOTHING), (accounts.refunds_due(), _NOTHING, amount)),
        memo={**gift.memo, "refund": refund_id},
    )


def charged_back(gift: Gift, *, payment_id: int, taken: TakenBack) -> Draft:
    """The donor's bank took the payment back, without asking us."""
    whole = taken.from_refunds_due + taken.from_destination + taken.from_suspense
    return Draft(
        key=f"chargeback:{payment_id}",
        kind=f"chargeback.{gift.place}",
        lines=filled(
            (accounts.refunds_due(), taken.from_refunds_due, _NOTHING),
            (gift.destination, taken.from_destination, _NOTHING),
            (accounts.suspense(), taken.from_suspense, _NOTHING),
            (accounts.psp(gift.provider), _NOTHING, whole),
        ),
        memo={**gift.memo, "payment": payment_id},
    )
