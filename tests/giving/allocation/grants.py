"""Grants for tests."""

from itertools import count

from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.models import Grant
from trousse.giving.allocation.services import Ask, grants_post
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund

ACTOR = Actor.system("tests")
_numbers = count(1)


def ask(campaign: Campaign, euros: int, *, fund: Fund | None = None, key: str = "") -> Ask:
    """The open fund, or another, wants to complete a campaign."""
    return Ask(
        key=key or f"grant:test-{next(_numbers)}",
        fund_id=(fund or open_fund()).pk,
        campaign_id=campaign.pk,
        amount=Euro.of(euros),
        kind=GrantKind.TOP_UP,
        reason="Il manquait peu.",
    )


def grant(campaign: Campaign, euros: int, *, fund: Fund | None = None) -> Grant:
    """Posted."""
    [made] = grants_post([ask(campaign, euros, fund=fund)], actor=ACTOR)
    return made
