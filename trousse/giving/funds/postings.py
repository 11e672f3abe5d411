"""From what happens to a fund to what the ledger says. Pure. The table with the reasons is in docs/money.md."""

from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, filled

_NOTHING = Euro.zero()


def deposited(*, fund_id: int, amount: Euro, bank_reference: str) -> Draft:
    """The transfer of a patron arrived: money collected in our own name (ANC 2018-06), that we hold for projects."""
    return Draft(
        key=f"deposit:{bank_reference}",
        kind="deposit.patron",
        lines=filled((accounts.bank(), amount, _NOTHING), (accounts.fund(fund_id), _NOTHING, amount)),
        memo={"case": "own_name", "donor": "company"},
    )
