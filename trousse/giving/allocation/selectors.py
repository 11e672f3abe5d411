"""Reading rounds and grants."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.models import Report
from trousse.giving.allocation.errors import RoundMissing
from trousse.giving.allocation.models import OPEN, Grant, GrantPart, Interest, Round, Signature
from trousse.giving.donations.models import Donation
from trousse.giving.donations.trace import Use
from trousse.people.accounts.models import User


def campaigns_to_take_back() -> list[int]:
    """Failed campaigns that still hold money of funds."""
    out = Grant.objects.filter(returned_at=None, campaign__state=CampaignState.FAILED)
    return sorted(set(out.order_by().values_list("campaign_id", flat=True)))


def grants_of_campaign(campaign_id: int) -> QuerySet[Grant]:
    """What funds gave to a project, newest first; anybody may know."""
    return Grant.objects.filter(campaign=campaign_id).select_related("fund").order_by("-posted_at", "-pk")


def gift_uses(donation: Donation) -> list[Use]:
    """What a gift to a fund did, oldest first, in two statements; for a gift to a project, the fund that doubled it."""
    if donation.fund_id is None:
        return [_match(grant) for grant in Grant.objects.filter(matched_gift=donation).select_related("fund")]
    related = ("grant__campaign__school", "grant__fund")
    parts = list(GrantPart.objects.filter(donation=donation).select_related(*related).order_by("at", "pk"))
    helped = {part.grant.campaign_id for part in parts}
    published = Report.objects.filter(pk__in=helped, state=ReportState.PUBLISHED, hidden_at=None)
    told = set(published.values_list("pk", flat=True))
    return [_use(part, told) for part in parts if part.ended_at in {None, part.grant.returned_at}]


def _match(grant: Grant) -> Use:
    return Use(
        amount=grant.amount,
        title=grant.fund.name,
        school="",
        url=reverse("public:fund", args=[grant.fund.slug]),
        at=grant.posted_at,
        came_home_at=grant.returned_at,
    )


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
        news="La classe raconte ce qu’elle en a fait." if has_report else _NEWS.get(CampaignState(campaign.state), ""),
        came_home_at=part.ended_at,
    )


_NEWS = {
    CampaignState.OPEN: "La collecte continue.",
    CampaignState.SUSPENDED: "La collecte est suspendue un moment.",
    CampaignState.SUCCEEDED: "La collecte a réussi.",
}


def granted_by_funds(campaign_ids: Iterable[int], fund_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(fund, campaign) of grants that stand, among these."""
    out = Grant.objects.filter(returned_at=None, campaign__in=list(campaign_ids), fund__in=list(fund_ids))
    return set(out.order_by().values_list("fund_id", "campaign_id"))


def round_open() -> Round | None:
    """The one that waits for signatures, if any."""
    return Round.objects.filter(state__in=OPEN).first()


def round_get(pk: int) -> Round:
    """Raises RoundMissing."""
    found = Round.objects.filter(pk=pk).first()
    if found is None:
        raise RoundMissing
    return found


def signatures_of(of: Round) -> list[Signature]:
    """Those that hold: of the plan as it is now."""
    return list(of.signatures.filter(plan_sha256=of.plan_sha256).select_related("user").order_by("at", "pk"))


def rounds_past() -> QuerySet[Round]:
    """Those that are over, newest first, without the weight of what they hold."""
    over = Round.objects.exclude(state__in=OPEN)
    given = Sum("grants__amount_cents", default=0)
    counted = over.annotate(given_cents=given, helped=Count("grants__campaign", distinct=True))
    return counted.defer("problem", "examined", "certificate", "plan").order_by("-pk")


def interests_of(user: User) -> set[int]:
    """The campaigns that ``user`` ever declared to have to do with: an interest outlives the round it was told in."""
    return set(Interest.objects.filter(user=user).values_list("campaign_id", flat=True))
