"""Reading mandates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, QuerySet, Sum

from trousse.fundraising.projects.models import Project
from trousse.giving.allocation.enums import GrantKind, MandateState
from trousse.giving.allocation.errors import MandateMissing
from trousse.giving.allocation.mandating import Cover
from trousse.giving.allocation.models import OVER, Grant, Interest, Mandate, MandateSignature
from trousse.people.accounts.models import User


def mandates_alive() -> QuerySet[Mandate]:
    """Those that give or may give soon, the latest first."""
    return Mandate.objects.exclude(state__in=OVER).order_by("-pk")


def mandates_over() -> QuerySet[Mandate]:
    """Those that gave, or never will."""
    return Mandate.objects.filter(state__in=OVER).order_by("-pk")


def mandate_get(pk: int) -> Mandate:
    """Raises MandateMissing."""
    found = Mandate.objects.filter(pk=pk).first()
    if found is None:
        raise MandateMissing
    return found


def mandate_signatures(of: Mandate) -> list[MandateSignature]:
    return list(of.signatures.select_related("user").order_by("at", "pk"))


def mandate_grants(of: Mandate) -> QuerySet[Grant]:
    """What was given under it besides doublings, the latest first."""
    decided = of.grants.filter(matched_gift=None)
    return decided.select_related("fund", "campaign__school").order_by("-posted_at", "-pk")


@dataclass(frozen=True)
class Doubled:
    """What one fund added to the gifts of one project under a mandate: a sum, so that no gift is told apart."""

    campaign_id: int
    title: str
    slug: str
    fund: str
    cents: int
    gifts: int
    last_at: datetime


def mandate_doublings(of: Mandate, most: int) -> list[Doubled]:
    """By project and fund, those that moved last first, ``most`` at most. What came home is left out."""
    standing = of.grants.filter(matched_gift__isnull=False, returned_at=None).order_by()
    rows = standing.values_list("campaign_id", "campaign__title", "campaign__slug", "fund__name")
    summed = rows.annotate(cents=Sum("amount_cents"), gifts=Count("pk"), last_at=Max("posted_at"))
    return [Doubled(*row) for row in summed.order_by("-last_at", "campaign_id")[:most]]


@dataclass(frozen=True)
class MandateFigures:
    """What it did so far: grants, projects, and cents that came home since."""

    grants: int
    projects: int
    came_home: int


def mandate_figures(of: Mandate) -> MandateFigures:
    told = of.grants.aggregate(
        grants=Count("pk"),
        projects=Count("campaign", distinct=True),
        came_home=Sum("returned_cents", default=0),
    )
    return MandateFigures(told["grants"], told["projects"], told["came_home"])


def mandate_end_reason(of: Mandate) -> str:
    """What whoever stopped it said, if somebody did."""
    log = of.log.filter(to_state=MandateState.REVOKED).first()
    return log.reason if log else ""


def mandate_interests(of: Mandate, user: User) -> list[str]:
    """The titles of the projects that ``user`` declared on its page to have to do with."""
    mine = of.interests.filter(user=user).order_by("campaign__title")
    return list(mine.values_list("campaign__title", flat=True))


def mandates_giving(day: date, kind: GrantKind | None = None) -> QuerySet[Mandate]:
    """Those in force that day with something left, the first to end first; of one ``kind``, or any."""
    alive = Mandate.objects.filter(
        state=MandateState.IN_FORCE, begins_on__lte=day, ends_on__gte=day, spent_cents__lt=F("envelope_cents")
    )
    wanted = alive if kind is None else alive.filter(kinds__contains=[kind.value])
    return wanted.order_by("ends_on", "pk")


def covers_of(mandates: Iterable[Mandate], campaign_ids: Iterable[int]) -> list[Cover]:
    """What these mandates still cover for these campaigns, in their order: five statements for any number of them.

    A campaign is shunned by a mandate when one of its signers holds the project, or declared an interest in it.
    """
    listed, campaigns = list(mandates), list(campaign_ids)
    if not listed:
        return []
    given, signed = _given(listed, campaigns), MandateSignature.objects.filter(mandate__in=listed)
    signers: dict[int, set[int]] = {}
    for mandate, user in signed.values_list("mandate_id", "user_id"):
        signers.setdefault(mandate, set()).add(user)
    bound = _bound({user for users in signers.values() for user in users}, campaigns)
    funds = _funds(listed)
    return [
        Cover(
            mandate=each.pk,
            kinds=frozenset(GrantKind(kind) for kind in each.kinds),
            funds=None if each.every_fund else funds.get(each.pk, frozenset()),
            left=each.left.cents,
            grant_cap=each.grant_cap_cents,
            project_cap=each.project_cap_cents,
            given=given.get(each.pk, {}),
            shunned=frozenset(c for user in signers.get(each.pk, ()) for c in bound.get(user, ())),
        )
        for each in listed
    ]


def _funds(mandates: list[Mandate]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for mandate, fund in Mandate.funds.through.objects.filter(mandate__in=mandates).values_list(
        "mandate_id", "fund_id"
    ):
        found.setdefault(mandate, set()).add(fund)
    return {mandate: frozenset(funds) for mandate, funds in found.items()}


def _given(mandates: list[Mandate], campaigns: list[int]) -> dict[int, dict[int, int]]:
    rows = Grant.objects.filter(mandate__in=mandates, campaign__in=campaigns).order_by()
    found: dict[int, dict[int, int]] = {}
    for mandate, campaign, cents in rows.values_list("mandate_id", "campaign_id").annotate(sum=Sum("amount_cents")):
        found.setdefault(mandate or 0, {})[campaign] = cents
    return found


def _bound(users: set[int], campaigns: list[int]) -> dict[int, set[int]]:
    """By person, the campaigns that they hold or declared to have to do with."""
    found: dict[int, set[int]] = {}
    declared = Interest.objects.filter(user__in=users, campaign__in=campaigns).order_by()
    held = Project.objects.filter(holder__in=users, pk__in=campaigns).order_by()
    pairs = [*declared.values_list("user_id", "campaign_id"), *held.values_list("holder_id", "pk")]
    for user, campaign in pairs:
        found.setdefault(user, set()).add(campaign)
    return found
