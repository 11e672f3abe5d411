"""A collection that does not reach its minimum: every euro goes back, by itself, and everybody is told."""

from django.db.models import QuerySet

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.waiting import link_in, mail, until
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.jobs import campaigns_refund
from trousse.money.payments.enums import RefundState
from trousse.money.payments.jobs import follow_refunds
from trousse.money.payments.models import Refund


def test_every_gift_goes_back(journey: Journey) -> None:
    campaign = world.campaign("Un observatoire sur le toit", minimum=100, optimum=200)
    lucie, marc = Donor("Lucie", "lucie@toit.exemple.fr"), Donor("Marc", "marc@toit.exemple.fr", is_named=True)
    giving.gives(journey.somebody(width=390), campaign, "20", lucie)
    giving.gives(journey.somebody(), campaign, "35", marc)
    assert giving.raised(campaign) == 55

    # The bank takes its time, and says nothing when it is done: it has to be asked.
    journey.bank.behaves(refunds="pending", refund_seconds=0.5, notify_refunds=False)
    world.deadline_passes(campaign)
    campaigns_refund()
    giving.wait_for(lucie, DonationState.REFUNDING)
    told = mail(marc.email, "donation.campaign_failed")
    visitor = journey.somebody(width=390)
    visitor.goes_to(link_in(told, "/mon-don/"), "Votre don de 35 €")
    visitor.reads("La collecte n’a pas atteint son minimum", "Remboursement demandé à la banque")

    until("both refunds at the bank", lambda: _sent(campaign) == 2)
    until("both refunds done", lambda: _followed(campaign) == 2)
    until("campaign refunded", lambda: _state(campaign) == CampaignState.REFUNDED)
    assert giving.raised(campaign) == 0
    for donor, euros in ((lucie, 20), (marc, 35)):
        assert giving.wait_for(donor, DonationState.REFUNDED).refunded_cents == euros * 100
        given_back = [each for each in journey.bank.transactions(giving.payment_of(donor).reference) if each["parent"]]
        assert [each["amount"] for each in given_back] == [euros * 100], "given back once"

    mail(lucie.email, "donation.refunded")
    visitor.reloads()
    visitor.reads("Remboursement fait", "Tout vous a été rendu")
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    visitor.reads("Le minimum n’a pas été atteint", "55 €")
    assert visitor.button("Donner à cette classe").count() == 0


def _state(campaign: Campaign) -> str:
    return Campaign.objects.values_list("state", flat=True).get(pk=campaign.pk)


def _sent(campaign: Campaign) -> int:
    return _refunds(campaign).exclude(provider_ref="").count()


def _followed(campaign: Campaign) -> int:
    """What each minute does, without waiting for it."""
    _refunds(campaign).filter(state=RefundState.SENT).update(next_try_at=clock.now())
    follow_refunds()
    return _refunds(campaign).filter(state=RefundState.DONE).count()


def _refunds(campaign: Campaign) -> QuerySet[Refund]:
    gifts = campaign.donations.values_list("payment_id", flat=True)
    return Refund.objects.filter(payment__in=list(gifts))
