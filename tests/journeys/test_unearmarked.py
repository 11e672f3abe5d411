"""Giving without choosing a class: the open fund, a fund with a theme, and what becomes of the money."""

from tests.fundraising import make
from tests.journeys import giving
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.waiting import link_in, mail
from trousse.core.actors import Actor
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create


def test_to_the_open_fund(journey: Journey) -> None:
    fund = open_fund()
    claude = Donor("Claude", "claude@fonds.exemple.fr")
    visitor = journey.somebody(width=390)
    visitor.goes_to("/", "Ouvrez la trousse")
    visitor.follows("Donner sans choisir")
    visitor.page.wait_for_url("**/fonds")
    giving.gives(visitor, fund, "50", claude)
    visitor.reads("Votre don de 50 € a rejoint")
    assert _received(fund) == fund.received_cents + 5_000

    visitor.goes_to(giving.page_of(fund), fund.name)
    visitor.reads("à répartir")
    visitor.goes_to(link_in(mail(claude.email, "donation.thanks_fund"), "/mon-don/"), "Votre don de 50 €")
    visitor.reads("Votre don a rejoint le fonds", "Votre don attend les projets qu’il va aider")


def test_to_the_fund_of_a_theme(journey: Journey) -> None:
    theme = make.theme("journeys-astronomie")
    fund = fund_create(name="La tête dans les étoiles", theme=theme, actor=Actor.system("tests"))
    farid = Donor("Farid", "farid@fonds.exemple.fr")
    visitor = journey.somebody()
    visitor.goes_to("/fonds")
    visitor.reads("La tête dans les étoiles")
    giving.gives(visitor, fund, "30", farid)
    assert _received(fund) == 3_000
    visitor.goes_to(giving.page_of(fund), fund.name)
    visitor.reads("30 € à répartir", "30 € reçus de 1 don")


def test_links_found_again(journey: Journey) -> None:
    """No account: the link is sent again to whoever reads the mailbox, and to nobody else."""
    bea = Donor("Béa", "bea@fonds.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.gives(visitor, open_fund(), "10", bea)
    for address in (bea.email, "inconnue@fonds.exemple.fr"):
        visitor.goes_to("/mon-don", "Retrouver mon don")
        visitor.types("Votre courriel", address)
        visitor.presses("Recevoir mes liens")
        visitor.is_at("Regardez vos courriels")
    visitor.goes_to(link_in(mail(bea.email, "donation.links"), "/mon-don/"), "Votre don de 10 €")


def _received(fund: Fund) -> int:
    return Fund.objects.values_list("received_cents", flat=True).get(pk=fund.pk)
