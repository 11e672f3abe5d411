"""Each test card, and every way to leave the bank's page."""

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from trousse.giving.donations.enums import DonationState
from trousse.money.payments.models import Payment


def test_refused_then_another_card(journey: Journey) -> None:
    campaign = world.campaign("Un four à pain")
    rose = Donor("Rose", "rose@cartes.exemple.fr", word="Vive le pain !")
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, rose, campaign, "20")
    giving.pays(visitor, "refused")
    visitor.is_at(giving.NOT_PAID)
    visitor.reads("Rien n’a été prélevé")
    assert giving.raised(campaign) == 0

    visitor.follows("Réessayer")
    visitor.reads("Reprendre le paiement")
    visitor.presses("Reprendre le paiement")
    giving.goes_to_the_bank(visitor)
    giving.pays(visitor)
    visitor.is_at("Merci Rose")
    assert giving.raised(campaign) == 20
    assert Payment.objects.filter(payable_kind="donation", payable_id=str(giving.gift_of(rose).pk)).count() == 2


def test_the_code_of_3d_secure(journey: Journey) -> None:
    campaign = world.campaign("Des ruches au collège")
    wrong, right = Donor("Nour", "nour@cartes.exemple.fr"), Donor("Elsa", "elsa@cartes.exemple.fr")
    for donor, code, ending in ((wrong, "9999", giving.NOT_PAID), (right, "1234", "Merci Elsa")):
        visitor = journey.somebody(width=390)
        giving.is_on_the_bank_page(visitor, donor, campaign, "15")
        giving.pays(visitor, "challenge")
        visitor.is_at("Confirmer le paiement")
        visitor.types("Code reçu", code)
        visitor.presses("Valider")
        visitor.is_at(ending)
    assert giving.raised(campaign) == 15


def test_rejected_by_3d_secure(journey: Journey) -> None:
    campaign = world.campaign("Un journal de bord")
    malo = Donor("Malo", "malo@cartes.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, malo, campaign, "15")
    giving.pays(visitor, "rejected")
    visitor.is_at(giving.NOT_PAID)
    assert giving.gift_of(malo).state == DonationState.NOT_PAID


def test_a_typed_card(journey: Journey) -> None:
    campaign = world.campaign("Une chorale de quartier")
    agnes = Donor("Agnès", "agnes@cartes.exemple.fr")
    visitor = journey.somebody()
    giving.is_on_the_bank_page(visitor, agnes, campaign, "15")
    visitor.types("Numéro de carte", "4970 1000 0000 0014")
    visitor.types("Expire fin", "12/2030")
    visitor.types("Cryptogramme", "123")
    visitor.page.locator(".saisie button").click()
    visitor.is_at("Merci Agnès")


def test_abandoned_then_resumed(journey: Journey) -> None:
    campaign = world.campaign("Une cabane à lire")
    leon = Donor("Léon", "leon@cartes.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, leon, campaign, "15")
    visitor.presses("Abandonner et revenir au site")
    visitor.is_at(giving.NOT_PAID)

    visitor.follows("Réessayer")
    visitor.follows("Corriger mes réponses")
    visitor.is_at(giving.TO_A_CLASS)
    assert visitor.field("Prénom").input_value() == "Léon", "nothing that was typed is lost"
    visitor.presses("Continuer vers le paiement")
    giving.goes_to_the_bank(visitor)
    giving.pays(visitor)
    visitor.is_at("Merci Léon")
    assert giving.raised(campaign) == 15


def test_the_back_button_pays_once(journey: Journey) -> None:
    campaign = world.campaign("Un atlas du quartier")
    lou = Donor("Lou", "lou@cartes.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.gives(visitor, campaign, "15", lou)
    visitor.page.go_back()
    visitor.page.go_back()
    visitor.goes_to(f"/don/{giving.gift_of(lou).checkout_key}/paiement", "Merci Lou")
    assert giving.raised(campaign) == 15
