"""The chart of accounts. Numbers follow the French chart for associations (règlement ANC 2018-06); see docs/money.md.

An earmarked gift is collected *in the name of* the receiving body: it is never our income, only money held for a third
party (468, PCG art. 621-11). A gift to a fund is ours to direct: dedicated money of public generosity (196).
"""

from trousse.money.ledger.drafts import AccountRef
from trousse.money.ledger.enums import AccountKind


def psp(provider: str) -> AccountRef:
    """What a payment provider holds for us."""
    return AccountRef(f"psp:{provider}", AccountKind.ASSET, "517000")


def bank() -> AccountRef:
    """Our own bank account."""
    return AccountRef("bank", AccountKind.ASSET, "512000")


def campaign(campaign_id: int) -> AccountRef:
    """Money held for the receiving body of one project."""
    return AccountRef(f"campaign:{campaign_id}", AccountKind.LIABILITY, "468500")


def fund(fund_id: int) -> AccountRef:
    """Un-earmarked money waiting in one fund for the projects that it will help."""
    return AccountRef(f"fund:{fund_id}", AccountKind.LIABILITY, "196000")


def refunds_due() -> AccountRef:
    """What we owe to donors and have not sent back yet. A refund that a provider refuses stays visible here."""
    return AccountRef("refunds:due", AccountKind.LIABILITY, "468600")


def suspense() -> AccountRef:
    """Money whose place is not decided: a person must look. At rest it is empty."""
    return AccountRef("suspense", AccountKind.ASSET, "471000")
