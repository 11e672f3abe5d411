"""A mandate: written, signed by two people, then the house gives by itself and doubles gifts; stopped by one member."""

from datetime import timedelta

import pytest

from tests.fundraising import make
from tests.giving.allocation.eager import Eager
from tests.giving.funds.patron import deposit, patron_fund
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.tour import Tour
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import foreseeing
from trousse.giving.allocation.enums import TurnMoment
from trousse.giving.allocation.jobs import gifts_double
from trousse.giving.allocation.models import Mandate
from trousse.giving.allocation.services import mandate_run
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.services import fund_create
from trousse.people.accounts.enums import Role

PURPOSE = "Lancer les phares du large sans attendre nos réunions-anticonstitutionnellement-interminables."
DOUBLED = "Chaque euro donné est doublé par « Fonds des Balises »"


def test_a_mandate_from_its_first_word_to_its_last(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "Memory", Eager)
    theme = make.theme("journeys-balises")
    seeding = fund_create(name="Les balises du large", theme=theme, actor=Actor.system("tests"))
    doubling = patron_fund(
        "Fonds des Balises", restriction=Restriction.of(themes=[theme.pk]), limits=FundLimits(matches=True)
    )
    deposit(doubling, 35)
    campaign = world.campaign("Une balise au bout du môle", minimum=300, optimum=400, theme=theme)
    odile = Donor("Odile", "odile@balises.exemple.fr")
    giving.gives(journey.somebody(width=390), seeding, "150", odile)

    first = _member(journey, "Yasmine")
    _writes(first, seeding, doubling)
    _signs(first, "Donner la première signature", "Une autre personne doit signer.")
    address = first.visitor.page.url.removeprefix(first.visitor.site_url)
    second = _member(journey, "Pierre", javascript=False).visitor
    second.goes_to(address, "Mandat n°")
    second.ticks("Je n’ai aucun lien avec les mécènes")
    second.presses("Signer et mettre en vigueur")
    second.reads("Le mandat est en vigueur.")

    mandate_run(TurnMoment.MORNING)
    donor, basile = journey.somebody(width=390), Donor("Basile", "basile@balises.exemple.fr")
    donor.goes_to(giving.page_of(campaign), campaign.title)
    donor.reads("100 € du fonds « Les balises du large »", "La collecte commence", DOUBLED, "encore 35 €")
    giving.gives(donor, campaign, "20", basile)
    gifts_double()
    assert giving.raised(campaign) == 140
    _everybody_sees(journey, campaign, odile, basile)

    first.opens(address, "Mandat n°", unfolded=True)
    first.visitor.reads("120 € versés à 1 projet", "Doublement", "Amorçage", "Yasmine", "Pierre")
    _is_stopped(journey, address, campaign)


def _member(journey: Journey, name: str, *, javascript: bool = True) -> Tour:
    tour = Tour(journey.somebody(width=1280 if javascript else 390, javascript=javascript))
    tour.signs_in(make.granted(Role.COMMITTEE, first_name=name))
    return tour


def _writes(tour: Tour, *funds: Fund) -> None:
    tour.opens("/comite/mandats", "Mandats")
    tour.visitor.follows("Écrire un mandat")
    tour.looks("Nouveau mandat")
    tour.presses("Écrire ce mandat", "Nouveau mandat", status=422)
    visitor = tour.visitor
    visitor.reads("Choisissez au moins une nature d’aide.")
    visitor.types("À quoi sert", PURPOSE)
    for choice in ("Amorçage", "Doublement", "Seulement ceux-ci", *(fund.name for fund in funds)):
        visitor.ticks(choice)
    visitor.types("Enveloppe", "300")
    visitor.types("Au plus pour un même projet", "200")
    visitor.types("Dernier jour", (clock.today() + timedelta(days=30)).isoformat())
    tour.presses("Écrire ce mandat", "Mandat n°")
    visitor.reads("À signer", "Ce mandat attend ses deux signatures", PURPOSE)


def _signs(tour: Tour, button: str, said: str) -> None:
    tour.visitor.ticks("Je n’ai aucun lien avec les mécènes")
    tour.presses(button, "Mandat n°")
    tour.visitor.reads(said)


def _everybody_sees(journey: Journey, campaign: Campaign, odile: Donor, basile: Donor) -> None:
    visitor = journey.somebody(width=390)
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    visitor.reads("20 € du fonds « Fonds des Balises »", "Un euro pour un euro", "encore 15 €")
    visitor.goes_to(link_in(mail(odile.email, "allocation.gift_at_work"), "/mon-don/"), "Votre don de 150 €")
    visitor.reads(f"Il aide « {campaign.title} »", "100,00 €")
    visitor.goes_to(link_in(mail(basile.email, "donation.thanks"), "/mon-don/"), "Votre don de 20 €")
    visitor.reads("« Fonds des Balises » double votre don", "20,00 €")


def _is_stopped(journey: Journey, address: str, campaign: Campaign) -> None:
    """By a third member, at once; the promise disappears from the page of the project."""
    third = _member(journey, "Nour")
    third.opens(address, unfolded=True)
    third.presses("Arrêter maintenant", status=422)
    third.visitor.types("Pourquoi arrêter", "Les règles changent lundi.")
    third.presses("Arrêter maintenant", "Mandat n°")
    third.visitor.reads("Révoqué", "Les règles changent lundi.", "Plus rien ne sera versé en son nom.")
    visitor = journey.somebody(width=390)
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    visitor.does_not_read("est doublé par")
    third.opens("/comite/mandats", "Mandats")
    third.visitor.reads("120 € versés sur 300 €")
    assert Mandate.objects.get(purpose=PURPOSE).spent_cents == 12_000
