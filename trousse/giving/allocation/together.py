"""Grants as they are told in public: what doubled gifts is one sum a fund and campaign, not one a gift.

Else whoever reads the page of a project could tell what each donor gave.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.giving.allocation.models import Grant

LIVING = (CampaignState.OPEN.value, CampaignState.SUSPENDED.value, CampaignState.SUCCEEDED.value)


def told_in_public(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """All but what doubled a gift that its bank took back while the campaign went on: alone, it would tell its sum."""
    return grants.exclude(matched_gift__isnull=False, returned_at__isnull=False, campaign__state__in=LIVING)


def doublings_together(grants: Iterable[Grant]) -> list[Grant]:
    """In the order given. Doublings of one fund in one campaign (that stand, or that came home) are the first of them.

    The sums are in memory only: these rows are for reading.
    """
    told: list[Grant] = []
    sums: dict[tuple[int, int, bool], Grant] = {}
    for grant in grants:
        if grant.matched_gift_id is None:
            told.append(grant)
            continue
        key = (grant.fund_id, grant.campaign_id, grant.returned_at is None)
        if key in sums:
            sums[key].amount_cents += grant.amount_cents
        else:
            sums[key] = grant
            told.append(grant)
    return told
