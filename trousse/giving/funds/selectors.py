"""Reading funds."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.catalogue import as_cards
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import LevelGroup
from trousse.giving.funds import rules
from trousse.giving.funds.enums import FundKind, Priority, Zone
from trousse.giving.funds.errors import AgreementMissing, FundMissing
from trousse.giving.funds.models import Agreement, Deposit, Fund
from trousse.giving.funds.rules import ProjectFeatures, Restriction, deposit_reference
from trousse.people.accounts.models import User
from trousse.people.schools.models import Departement, School


def funds_public() -> QuerySet[Fund]:
    """Every fund that anybody may give to, the open one first: those of patrons receive from their patron only."""
    return Fund.objects.filter(is_active=True).exclude(kind=FundKind.PATRON).order_by("-kind", "name", "pk")


def fund_public(slug: str) -> Fund:
    """The fund that a gift goes to. Raises FundMissing."""
    fund = funds_public().filter(slug=slug).first()
    if fund is None:
        raise FundMissing
    return fund


def patron_funds_shown() -> QuerySet[Fund]:
    """The funds of patrons that have a page, with their agreement; also when it is over."""
    return Fund.objects.filter(is_active=True, kind=FundKind.PATRON).select_related("agreement").order_by("name", "pk")


def funds_shown() -> QuerySet[Fund]:
    """Every fund that has a page, those of patrons included."""
    return Fund.objects.filter(is_active=True).order_by("name", "pk")


def fund_shown(slug: str) -> Fund:
    """The fund of a page, with its agreement if it has one. Raises FundMissing."""
    fund = funds_shown().filter(slug=slug).select_related("agreement").first()
    if fund is None:
        raise FundMissing
    return fund


def agreements_visible_to(user: User) -> QuerySet[Agreement]:
    """The agreements that somebody follows for a patron: those that hold the address of their account."""
    return Agreement.objects.filter(contacts__email=user.email).select_related("fund", "logo").order_by("fund__name")


def agreements() -> QuerySet[Agreement]:
    """Every agreement with its fund, for those who write them."""
    return Agreement.objects.select_related("fund", "signed_document", "logo").order_by("organisation", "pk")


def agreement_get(pk: int) -> Agreement:
    """Raises AgreementMissing."""
    found = agreements().filter(pk=pk).first()
    if found is None:
        raise AgreementMissing
    return found


def agreement_written(*, name: str, siren: str, signed_on: date) -> Agreement | None:
    """The agreement that these words already wrote, for a form that is sent twice."""
    return Agreement.objects.filter(fund__name=name, siren=siren, signed_on=signed_on).first()


def deposit_alike(fund: Fund, *, amount: Euro, received_on: date, bank_reference: str) -> Deposit | None:
    """A transfer of the same sum on the same day under another reference: perhaps the same, read twice."""
    same = fund.deposits.filter(amount_cents=amount.cents, received_on=received_on)
    return same.exclude(bank_reference=deposit_reference(bank_reference)).first()


def deposit_known(bank_reference: str) -> Deposit | None:
    """The transfer that was counted under this reference."""
    return Deposit.objects.select_related("fund").filter(bank_reference=deposit_reference(bank_reference)).first()


def open_fund() -> Fund:
    """The fund that helps any project: it exists from the first migration on."""
    return Fund.objects.get(kind=FundKind.OPEN)


def fund_for(
    *,
    theme: str | None = None,
    departement: str | None = None,
    level: LevelGroup | None = None,
    academie: str | None = None,
    priorities: Iterable[Priority] = (),
    zone: Zone | None = None,
) -> Fund:
    """The active fund closest to a donor's wish (slug of a theme, codes of a département or académie, levels…).

    It never asks for anything that the donor did not wish: the fund of an académie serves a wish for one of its
    départements. The open fund serves every wish, for want of a closer one.
    """
    around = academie or (departement and _academie_of(departement))
    wish = Restriction.of(
        themes=[theme] if theme else [],
        departements=[departement] if departement else [],
        academies=[around] if around else [],
        level_groups=[level.value] if level else [],
        priorities=priorities,
        zones=[zone.value] if zone else [],
    )
    by_restriction = {fund.restriction: fund for fund in funds_public()}
    found = rules.closest(list(by_restriction), wish)
    if found is None:
        raise FundMissing
    return by_restriction[found]


def funds_to_grant(today: date) -> list[Fund]:
    """Those that may give to projects that day, with their agreement: open, live, and holding something."""
    holding = Fund.objects.filter(is_active=True, balance_cents__gt=0).select_related("agreement").order_by("pk")
    return [fund for fund in holding if fund.is_live(today)]


def features_of(campaigns: Iterable[Campaign]) -> dict[int, ProjectFeatures]:
    """What funds look at, by campaign; one statement, besides that of a queryset."""
    listed = list(campaigns)
    schools = School.objects.in_bulk({campaign.school_id for campaign in listed})
    return {campaign.pk: _features(campaign, schools[campaign.school_id]) for campaign in listed}


def campaigns_allowed(fund: Fund) -> QuerySet[Campaign]:
    """The campaigns, in any state, that the criteria of ``fund`` allow: the SQL of ``Restriction.allows``."""
    asked = fund.restriction
    conditions: dict[str, Iterable[str | bool]] = {
        "theme__in": asked.themes,
        "departement__in": asked.departements,
        "academie__in": asked.academies,
        "level_groups__overlap": asked.level_groups,
        "school__education_priority__in": {Priority(value).network.value for value in asked.priorities},
        "school__rural__in": {value == Zone.RURAL for value in asked.zones},
    }
    found = Q(**{name: list(values) for name, values in conditions.items() if values})
    return Campaign.objects.filter(found)


def campaigns_to_help(fund: Fund) -> QuerySet[Campaign]:
    """The campaigns under way that its criteria allow, ready for cards, those that end soonest first."""
    collecting = campaigns_allowed(fund).filter(state=CampaignState.OPEN, closes_at__gt=clock.now())
    return as_cards(collecting).order_by("closes_at", "pk")


def _features(campaign: Campaign, school: School) -> ProjectFeatures:
    return ProjectFeatures(
        themes=frozenset({campaign.theme_id}),
        departement=campaign.departement_id,
        academie=campaign.academie_id,
        level_groups=frozenset(campaign.level_groups),
        priority=Priority.of(school.education_priority).value,
        zone=None if school.rural is None else (Zone.RURAL if school.rural else Zone.URBAN).value,
        ips=None if school.ips is None else int(school.ips * 10),
    )


def _academie_of(departement: str) -> str | None:
    return Departement.objects.filter(pk=departement).values_list("academie", flat=True).first()
