"""No JavaScript: an old phone, a cautious browser, a network that drops scripts. Nothing is missing."""

from tests.fundraising import make
from tests.journeys import world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor, gives, raised
from tests.journeys.waiting import link_in, mail


def test_a_gift_and_its_trace(journey: Journey) -> None:
    campaign = world.campaign("Un potager sans souris")
    world.body_is_verified()
    jeanne = Donor("Jeanne", "jeanne@sans-souris.exemple.fr", word="Bravo à tous !", is_named=True, wants_receipt=True)
    visitor = journey.somebody(width=390, javascript=False)

    visitor.goes_to("/projets", "classe")
    visitor.types("Rechercher un projet", "potager sans souris")
    visitor.presses("Chercher")
    visitor.reads("1 projet")
    visitor.follows("Un potager sans souris")
    visitor.is_at("Un potager sans souris")
    gives(visitor, campaign, "25", jeanne)

    assert raised(campaign) == 25
    letter = mail(jeanne.email, "donation.thanks")
    visitor.goes_to(link_in(letter, "/mon-don/"), "Votre don de 25 €")
    visitor.reads("Le chemin de votre don")


def test_a_mistake_loses_nothing(journey: Journey) -> None:
    campaign = make.campaign(title="Une serre sans souris")
    visitor = journey.somebody(width=390, javascript=False)

    visitor.goes_to(f"/don/projet/{campaign.pk}", "Votre don à cette classe")
    visitor.types("Autre montant", "deux euros")
    visitor.presses("Continuer")
    visitor.reads("Indiquez un montant en euros")
    visitor.types("Autre montant", "12,50")
    visitor.presses("Continuer")

    visitor.types("Prénom", "Amina")
    visitor.types("Courriel", "amina")
    visitor.types("Votre mot à la classe", "Bon courage")
    visitor.presses("Continuer vers le paiement")
    visitor.reads("Rien n’est perdu")
    assert visitor.field("Prénom").input_value() == "Amina"
    assert visitor.field("Votre mot à la classe").input_value() == "Bon courage"
    visitor.reads_in_title("3 erreurs")


def test_the_filters_of_the_catalogue(journey: Journey) -> None:
    make.campaign(title="Une fresque au lycée du Lac", levels=["2de"], theme=make.theme("culture"))
    make.campaign(title="Des nichoirs à l’école du Lac", levels=["cm1"])
    visitor = journey.somebody(javascript=False)

    visitor.goes_to("/projets?q=Lac", "classe")
    visitor.reads("2 projets", "Une fresque au lycée du Lac", "Des nichoirs à l’école du Lac")
    visitor.ticks("Culture")
    visitor.page.locator("#voir-resultats").click()
    visitor.reads("Une fresque au lycée du Lac")
    visitor.does_not_read("Des nichoirs à l’école du Lac")
    visitor.follows("Tout effacer")
    visitor.does_not_read("pour votre recherche")
    visitor.goes_to("/projets?q=nichoirs", "classe")
    visitor.reads("Des nichoirs à l’école du Lac")
