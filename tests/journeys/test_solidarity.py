"""Money given without choosing: a round, two signatures, the gauge, the donor's trace; failure, and money back home.

The first member of the committee has a telephone without JavaScript, the second a desk with it.
"""

from tests.fundraising import make
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.jobs import grants_return
from trousse.giving.funds.models import Fund
from trousse.giving.funds.services import fund_create
from trousse.people.accounts.enums import Role

LONG = "Une anticonstitutionnellement-extraordinaire-et-interminable régate des écoles"
WHY = "Le fonds donne le premier élan."


def test_from_an_unearmarked_gift_to_a_project_and_back(journey: Journey) -> None:
    theme = make.theme("journeys-solidarite")
    fund = fund_create(name="Les élans du large", theme=theme, actor=Actor.system("tests"))
    campaign = world.campaign("Une yole pour la rade", minimum=50, optimum=200, theme=theme)
    world.ends_in(campaign, days=5)
    odile = Donor("Odile", "odile@elans.exemple.fr")
    giving.gives(journey.somebody(width=390), fund, "50", odile)

    first = _member(journey, "Yasmine", javascript=False)
    first.goes_to("/comite", "Comité de solidarité")
    first.presses("Refaire le calcul maintenant")
    first.is_at("Répartition n°")
    first.reads("Une yole pour la rade", "Il manquait 50 €, à 5 jours de la fin.")
    address = first.page.url

    second = _member(journey, "Pierre", javascript=True)
    second.goes_to(address, "Répartition n°")
    _gives_another_sum(second, campaign, "40")
    second.reads(WHY)
    second.reloads()
    second.reads(WHY)
    second.ticks("Je n’ai aucun lien avec les projets aidés")
    second.presses("Donner la première signature")
    second.reads("Vous avez signé. L’argent partira quand une autre personne du comité aura signé.")

    first.goes_to(address, "Répartition n°")
    first.ticks("Je n’ai aucun lien avec les projets aidés")
    first.presses("Signer et verser l’argent")
    first.reads("L’argent est parti", "2 signatures")
    assert giving.raised(campaign) == 40
    assert _waiting(fund) == 1_000

    visitor = journey.somebody(width=390)
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    visitor.reads("40 € du fonds « Les élans du large »", WHY)
    follow = link_in(mail(odile.email, "allocation.gift_at_work"), "/mon-don/")
    visitor.goes_to(follow, "Votre don de 50 €")
    visitor.reads("Il aide « Une yole pour la rade »", "40,00 €", "Le reste attend les projets qu’il va aider")

    world.deadline_passes(campaign)
    grants_return()
    assert (giving.raised(campaign), _waiting(fund)) == (0, 5_000)
    mail(odile.email, "allocation.gift_came_home")
    visitor.reloads()
    visitor.reads("Cette part revient au fonds", "L’argent aidera un autre projet")
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    visitor.reads("L’argent des fonds est revenu aux fonds")


def test_every_state_of_the_committee_s_pages(journey: Journey) -> None:
    """Unfolded, refused, signed, over; long words as well."""
    theme = make.theme("journeys-comite")
    fund = fund_create(name="Les longues-vues", theme=theme, actor=Actor.system("tests"))
    world.ends_in(world.campaign(LONG, minimum=60, optimum=200, theme=theme), days=5)
    world.campaign("Une grande voile pour tous", minimum=5_000, optimum=5_200, theme=theme)
    giving.gives(journey.somebody(), fund, "60", Donor("Lise", "lise@longues-vues.exemple.fr"))
    tour = Tour.of(journey, make.granted(Role.COMMITTEE, first_name="Nour"))
    tour.opens("/comite", "Comité de solidarité")
    tour.presses("Refaire le calcul maintenant", "Répartition n°")
    address = tour.visitor.page.url.removeprefix(tour.visitor.site_url)
    tour.opens(address, unfolded=True)
    tour.visitor.reads(LONG, "Une grande voile pour tous")
    tour.presses("Abandonner", status=422)
    tour.opens(address, unfolded=True)
    tour.presses("Donner la première signature", status=422)
    tour.opens(address, unfolded=True)
    tour.visitor.types("Pourquoi abandonner", "Nous attendons la réunion de lundi.")
    tour.presses("Abandonner", "Comité de solidarité")
    tour.visitor.reads("Abandonnée")
    tour.opens(address, "Répartition n°")
    assert tour.seen == 9


def _member(journey: Journey, name: str, *, javascript: bool) -> Visitor:
    tour = Tour(journey.somebody(width=1280 if javascript else 390, javascript=javascript))
    tour.signs_in(make.granted(Role.COMMITTEE, first_name=name))
    return tour.visitor


def _gives_another_sum(visitor: Visitor, campaign: Campaign, euros: str) -> None:
    """In the row of the project; the rest is found anew without leaving the page."""
    row = visitor.page.locator("li.prop").filter(has_text=campaign.title)
    row.locator("summary").click()
    row.get_by_label("Autre somme").fill(euros)
    row.get_by_label("Pourquoi").fill(WHY)
    row.get_by_role("button", name="Donner cette somme").click()


def _waiting(fund: Fund) -> int:
    return Fund.objects.values_list("balance_cents", flat=True).get(pk=fund.pk)
