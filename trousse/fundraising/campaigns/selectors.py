"""Reading campaigns. The catalogue is in ``catalogue.py`` and offered from here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.catalogue import TO_SEARCH_ONLY, CataloguePage, Facet, as_cards, catalogue
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign, Reservation, Supporter
from trousse.fundraising.campaigns.rules import Room
from trousse.fundraising.projects.selectors import projects_visible_to
from trousse.people.accounts.models import User
from trousse.platform.parameters.selectors import integer

__all__ = [
    "CataloguePage",
    "Facet",
    "HomeCampaigns",
    "Supporters",
    "Totals",
    "addresses_to_index",
    "campaign_for_page",
    "campaign_totals",
    "campaigns_of_holder",
    "campaigns_public",
    "campaigns_to_close",
    "campaigns_to_open",
    "campaigns_to_refund",
    "campaigns_visible_to",
    "catalogue",
    "home_campaigns",
    "open_by_departement",
    "open_by_theme",
    "room_left",
    "supporters_for_holder",
]

HOME_CANDIDATES = 200


@dataclass(frozen=True)
class HomeCampaigns:
    """Four different campaigns in progress, as far as there are: each may be None."""

    featured: Campaign | None
    ending: Campaign | None
    least_helped: Campaign | None
    newest: Campaign | None

    @property
    def cards(self) -> list[Campaign]:
        """The three smaller ones, without holes."""
        return [campaign for campaign in (self.ending, self.least_helped, self.newest) if campaign]


@dataclass(frozen=True)
class Supporters:
    """What the holder knows of the donors: how many, the words of all, the first names of those who agreed."""

    count: int
    named: list[Supporter]
    discreet: int
    words: list[str]
    """Messages of donors who are not named."""


@dataclass(frozen=True)
class Totals:
    """What the platform adds up to; ``pupils`` are those of the campaigns that succeeded."""

    open: int
    succeeded: int
    pupils: int
    supporters: int


def campaigns_public() -> QuerySet[Campaign]:
    """Every campaign has its public page, from the day it is scheduled: also suspended, also failed."""
    return Campaign.objects.all()


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    """Of the projects that this person may see (see ``projects_visible_to``), for their own working lists."""
    return Campaign.objects.filter(project__in=projects_visible_to(user))


def campaigns_of_holder(user: User) -> QuerySet[Campaign]:
    """Newest first."""
    return Campaign.objects.filter(project__holder=user).select_related("project", "school", "theme").order_by("-pk")


def campaign_for_page(pk: int) -> Campaign:
    """With its project, holder, files, school, place and theme in one statement. Raises CampaignMissing."""
    related = (
        *("project__holder", "project__theme", "theme", "school__departement__academie"),
        *("project__head_file", "project__manager_file__body__entity"),
    )
    campaign = campaigns_public().select_related(*related).defer(*TO_SEARCH_ONLY).filter(pk=pk).first()
    if campaign is None:
        raise CampaignMissing
    return campaign


def room_left(campaign: Campaign, *, besides: str = "") -> Euro:
    """What may be given right now: optimum − raised − payments under way. A promise only once reserved.

    ``besides``: the key of a gift that is being changed; what it keeps for itself is still its own.
    """
    if not campaign.is_collecting:
        return Euro.zero()
    running = Reservation.objects.filter(campaign=campaign, expires_at__gt=clock.now()).exclude(key=besides)
    reserved = running.aggregate(total=Sum("amount_cents"))["total"] or 0
    raised = Euro(campaign.raised_cents)
    return Room(optimum=campaign.optimum_goal, raised=raised, reserved={}, reserved_elsewhere=Euro(reserved)).left


def home_campaigns() -> HomeCampaigns:
    """For the home page: nearest to its minimum, nearest to its end, least helped, newest.

    The first and third are looked for among the campaigns that end soonest, found by index: this costs the same with
    60 campaigns and with 20,000.
    """
    ending = _collecting().order_by("closes_at", "pk")
    soonest = list(ending.values_list("pk", "raised_cents", "minimum_goal_cents")[:HOME_CANDIDATES])
    newest = list(_collecting().order_by("-opened_at", "-pk").values_list("pk", flat=True)[:4])
    helped = sorted(soonest, key=lambda row: row[1] / row[2])
    rankings = (
        [pk for pk, raised, minimum in reversed(helped) if raised < minimum],
        [pk for pk, _, _ in soonest],
        [pk for pk, _, _ in helped],
        newest,
    )
    chosen: list[int | None] = []
    for ranking in rankings:
        chosen.append(next((pk for pk in ranking if pk not in chosen), None))
    cards = as_cards(Campaign.objects.all()).in_bulk([pk for pk in chosen if pk is not None])
    return HomeCampaigns(*(None if pk is None else cards.get(pk) for pk in chosen))


def open_by_departement() -> dict[str, int]:
    """How many campaigns may be given to in each département, by code; those without any are left out."""
    rows = _collecting().filter(departement__isnull=False).order_by().values_list("departement_id")
    return dict(rows.annotate(count=Count("pk")))


def open_by_theme() -> dict[str, int]:
    """How many campaigns may be given to in each theme, by slug; those without any are left out."""
    return dict(_collecting().order_by().values_list("theme_id").annotate(count=Count("pk")))


def addresses_to_index(limit: int = 20_000) -> list[tuple[int, str]]:
    """Number and slug of the projects that search engines may show: open, or about to open, the newest first."""
    worth = Campaign.objects.filter(state__in=[CampaignState.OPEN, CampaignState.SCHEDULED]).order_by("-pk")
    return list(worth.values_list("pk", "slug")[:limit])


def campaign_totals() -> Totals:
    """One pass over all campaigns: for the figures of the home page."""
    succeeded = Q(state=CampaignState.SUCCEEDED)
    counted = Campaign.objects.aggregate(
        open=Count("pk", filter=Q(state=CampaignState.OPEN, closes_at__gt=clock.now())),
        succeeded=Count("pk", filter=succeeded),
        pupils=Sum("pupils", filter=succeeded),
        supporters=Sum("supporters_count"),
    )
    return Totals(**{name: count or 0 for name, count in counted.items()})


def campaigns_to_open(today: date) -> list[int]:
    """Ids of the scheduled campaigns whose day has come, oldest first."""
    due = Campaign.objects.filter(state=CampaignState.SCHEDULED, opens_on__lte=today)
    return list(due.order_by("opens_on", "pk").values_list("pk", flat=True))


def campaigns_to_close(now: datetime) -> list[int]:
    """Ids of the open campaigns whose deadline and grace have passed, oldest first."""
    grace = timedelta(minutes=integer("campaigns.grace_minutes"))
    due = Campaign.objects.filter(state=CampaignState.OPEN, closes_at__lte=now - grace)
    return list(due.order_by("closes_at", "pk").values_list("pk", flat=True))


def campaigns_to_refund() -> QuerySet[Campaign]:
    """Failed campaigns that are not settled yet: read by the refund job of ``giving``."""
    return Campaign.objects.filter(state=CampaignState.FAILED).order_by("closed_at", "pk")


def supporters_for_holder(campaign: Campaign) -> Supporters:
    """Newest first. The amounts are nowhere: the holder reads totals on the campaign itself."""
    present = list(Supporter.objects.filter(campaign=campaign, removed_at=None))
    named = [supporter for supporter in present if supporter.named and supporter.first_name]
    names = {supporter.email for supporter in named}
    return Supporters(
        count=campaign.supporters_count,
        named=named,
        discreet=campaign.supporters_count - len(names),
        words=[supporter.message for supporter in present if supporter.message and supporter not in named],
    )


def _collecting() -> QuerySet[Campaign]:
    return Campaign.objects.filter(state=CampaignState.OPEN, closes_at__gt=clock.now())
