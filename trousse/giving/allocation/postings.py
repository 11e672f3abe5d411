"""From grants to what the ledger says. Pure. The table with the reasons is in docs/money.md."""

from trousse.core.money import Euro
from trousse.giving.allocation.enums import GrantKind
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, credit, debit


def granted(*, key: str, fund_id: int, campaign_id: int, kind: GrantKind, amount: Euro) -> Draft:
    """A fund gives to a project. ``key`` begins with ``grant:``."""
    return Draft(
        key=key,
        kind=f"grant.{kind.value}",
        lines=(debit(accounts.fund(fund_id), amount), credit(accounts.campaign(campaign_id), amount)),
        memo={"fund": fund_id, "campaign": campaign_id},
    )


def returned(*, grant_id: int, fund_id: int, campaign_id: int, amount: Euro) -> Draft:
    """The project failed: the money of the fund comes home."""
    return Draft(
        key=f"return:{grant_id}",
        kind="grant.return",
        lines=(debit(accounts.campaign(campaign_id), amount), credit(accounts.fund(fund_id), amount)),
        memo={"grant": grant_id, "fund": fund_id, "campaign": campaign_id},
    )
