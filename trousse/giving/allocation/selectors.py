"""Reading rounds and grants."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.models import Report
from trousse.giving.allocation.models import Grant, GrantPart
from trousse.giving.donations.models import Donation
from trousse.giving.donations.trace import Use


def campaigns_to_take_back() -> list[int]:
    """Failed campaigns that still hold money of funds."""
    out = Grant.objects.filter(returned_at=None, campaign__state=CampaignState.FAILED)
    return sorted(set(out.order_by().values_list("campaign_id", flat=True)))


def grants_of_campaign(campaign_id: int) -> QuerySet[Grant]:
    """What funds gave to a project, newest first; anybody may know."""
    return Grant.objects.filter(campaign=campaign_id).select_related("fund").order_by("-posted_at", "-pk")


def gift_uses(donation: Donation) -> list[Use]:
    """What a gift to a fund did, oldest first, in two statements; none for a gift to a project."""
    if donation.fund_id is None:
        return []
    related = ("grant__campaign__school", "grant__fund")
    parts = list(GrantPart.objects.filter(donation=donation).select_related(*related).order_by("at", "pk"))
    helped = {part.grant.campaign_id for part in parts}
    published = Report.objects.filter(pk__in=helped, state=ReportState.PUBLISHED, hidden_at=None)
    told = set(published.values_list("pk", flat=True))
    return [_use(part, told) for part in parts if part.ended_at in {None, part.grant.returned_at}]


def _use(part: GrantPart, told: set[int]) -> Use:
    campaign = part.grant.campaign
    url = reverse("public:project", args=[campaign.pk, campaign.slug])
    has_report = campaign.pk in told
    return Use(
        amount=part.amount,
        title=campaign.title,
        school=str(campaign.school),
        url=f"{url}#bilan" if has_report else url,
        at=part.at,
        news="La classe raconte ce qu’elle en a fait." if has_report else _NEWS.get(campaign.state, ""),
        came_home_at=part.ended_at,
    )


_NEWS = {
    CampaignState.OPEN: "La collecte continue.",
    CampaignState.SUSPENDED: "La collecte est suspendue un moment.",
    CampaignState.SUCCEEDED: "La collecte a réussi.",
}


def granted_by_capped(campaign_ids: Iterable[int], fund_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(fund, campaign) of grants that stand, among these."""
    out = Grant.objects.filter(returned_at=None, campaign__in=list(campaign_ids), fund__in=list(fund_ids))
    return set(out.order_by().values_list("fund_id", "campaign_id"))
