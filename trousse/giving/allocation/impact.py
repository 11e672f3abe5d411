"""What the grants of one fund did."""

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.models import Grant
from trousse.giving.allocation.together import doublings_together, told_in_public
from trousse.giving.funds.impact import Help, Impact, Outcome
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.reporting import ReportFacts
from trousse.giving.funds.words import terms_words


def impact_of(fund: Fund) -> Impact:
    """Every grant of a fund, the latest first, in one statement. Nothing in it that the project's page does not say."""
    given = told_in_public(Grant.objects.filter(fund=fund)).defer("campaign__search_text")
    grants = given.select_related("campaign__school", "campaign__departement").order_by("-posted_at", "-pk")
    return Impact([_help(grant) for grant in doublings_together(grants)])


def report_facts(agreement: Agreement) -> ReportFacts:
    """What the report of its patron says today."""
    fund, today = agreement.fund, clock.today()
    return ReportFacts(
        fund=fund.name,
        organisation=agreement.organisation,
        siren=agreement.siren,
        on=today,
        terms=terms_words(agreement),
        received=fund.received,
        balance=fund.balance,
        is_over=agreement.is_over(today),
        impact=impact_of(fund),
        deposits=[(each.received_on, each.bank_reference, each.amount) for each in fund.deposits.all()],
    )


def _help(grant: Grant) -> Help:
    campaign = grant.campaign
    return Help(
        campaign_id=campaign.pk,
        title=campaign.title,
        slug=campaign.slug,
        school=str(campaign.school),
        place=campaign.departement.name if campaign.departement else "",
        pupils=campaign.pupils,
        amount=grant.amount,
        kind=GrantKind(grant.kind).label,
        on=clock.paris_day(grant.posted_at),
        outcome=_outcome(grant),
    )


def _outcome(grant: Grant) -> Outcome:
    if grant.returned_at is not None:
        return Outcome.CAME_HOME
    return Outcome.FUNDED if grant.campaign.state == CampaignState.SUCCEEDED else Outcome.UNDER_WAY
