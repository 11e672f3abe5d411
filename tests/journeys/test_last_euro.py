"""Two people at the last euro: the optimum is never overshot, and nobody pays for nothing."""

from datetime import timedelta

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.giving.donations.enums import DonationState


def test_the_second_is_told_what_is_left(journey: Journey) -> None:
    campaign = world.campaign("Des vélos pour la cour", minimum=20, optimum=50)
    ines, hugo = Donor("Inès", "ines@velos.exemple.fr"), Donor("Hugo", "hugo@velos.exemple.fr")
    first, second = journey.somebody(width=390), journey.somebody()
    giving.chooses_amount(first, campaign, "40")
    giving.chooses_amount(second, campaign, "40")

    giving.says_who(first, ines)
    giving.tells_who(second, hugo)
    second.reads("Il ne reste que 10 €")
    assert second.field("Prénom").input_value() == "Hugo"
    second.types("Votre don", "10")
    second.presses("Continuer vers le paiement")
    second.reads("Une dernière vérification", "10,00 €")

    giving.goes_to_the_bank(first)
    giving.goes_to_the_bank(second)
    giving.pays(first)
    giving.pays(second)
    first.is_at("Merci Inès")
    second.is_at("Merci Hugo")
    second.reads("Un courriel part vers hugo@velos.exemple.fr")

    found = Campaign.objects.get(pk=campaign.pk)
    assert (found.raised_cents, found.state) == (5_000, CampaignState.SUCCEEDED)
    first.goes_to(giving.page_of(campaign), campaign.title)
    first.reads("L’objectif optimum est atteint")
    third = journey.somebody(width=390)
    third.goes_to(f"/don/projet/{campaign.pk}", "Cette collecte ne reçoit pas de dons")


def test_a_payment_that_comes_late_takes_what_room_is_left(journey: Journey) -> None:
    campaign = world.campaign("Un verger derrière la cantine", minimum=20, optimum=50)
    slow, quick = Donor("Solène", "solene@verger.exemple.fr"), Donor("Karim", "karim@verger.exemple.fr")
    first, second = journey.somebody(width=390), journey.somebody()
    giving.is_on_the_bank_page(first, slow, campaign, "40")

    # Solène looks for her card so long that her place is given to others.
    Reservation.objects.filter(campaign=campaign).update(expires_at=clock.now() - timedelta(minutes=1))
    giving.gives(second, campaign, "35", quick)
    giving.pays(first)
    first.is_at("Merci Solène")
    first.reads("Il ne manquait plus que 15 € : la différence, 25 €, repart sur votre carte.")

    assert giving.raised(campaign) == 50
    gift = giving.gift_of(slow)
    assert (gift.taken_cents, gift.state) == (1_500, DonationState.SETTLED)
    mail(slow.email, "donation.refunded")
    first.goes_to(link_in(mail(slow.email, "donation.thanks"), "/mon-don/"), "Votre don de 40 €")
    first.reads("Votre don a rejoint la collecte", "15,00 €", "Remboursement fait", "25,00 €")


def test_a_payment_that_comes_when_all_is_full_goes_back_whole(journey: Journey) -> None:
    campaign = world.campaign("Une mare pour les grenouilles", minimum=20, optimum=30)
    slow, quick = Donor("Odile", "odile@mare.exemple.fr"), Donor("Yanis", "yanis@mare.exemple.fr")
    first, second = journey.somebody(width=390), journey.somebody()
    giving.is_on_the_bank_page(first, slow, campaign, "30")
    Reservation.objects.filter(campaign=campaign).update(expires_at=clock.now() - timedelta(minutes=1))
    giving.gives(second, campaign, "30", quick)

    giving.pays(first)
    first.is_at("Votre don vous revient")
    mail(slow.email, "donation.not_taken")
    giving.wait_for(slow, DonationState.REFUNDED)
    assert giving.raised(campaign) == 30
