"""A patron's agreement from the first transfer to the day after the last: followed, told, over, and its rest kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.fundraising import make
from tests.giving.allocation.grants import grant
from tests.giving.funds.patron import patron_fund
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.waiting import mail
from tests.platform.documents import samples
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.giving.allocation.jobs import grants_return
from trousse.giving.funds.endings import agreements_tell
from trousse.giving.funds.errors import FundAsleep
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.patrons import Contact, contact_add
from trousse.giving.funds.rules import Restriction
from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open

NAME = "Fonds des Phares"
PAGE = "/fonds/fonds-des-phares"
SPACE = "/mecene/fonds-des-phares"


def test_an_agreement_that_ends(journey: Journey) -> None:
    theme = make.theme("journeys-phares")
    fund = patron_fund(NAME, organisation="Société des Phares", restriction=Restriction.of(themes=[theme.pk]))
    lighthouse = world.campaign("Une lanterne au bout du quai", theme=theme)
    maud = _follower(fund, "maud@phares.exemple.fr")
    tour = Tour.of(journey, maud)

    tour.opens(SPACE, NAME)
    tour.visitor.reads("Rien n’est encore arrivé", "Aucun projet n’a encore été aidé")
    _transfer("500", "VIR PHARES 1")
    grant(lighthouse, 40, fund=fund)
    _looks_at_the_space(tour)
    _shows_its_logo(tour)
    _takes_the_report_home(tour)

    tour.opens(PAGE, NAME)
    tour.visitor.reads("460 € à répartir", "500 € reçus de Société des Phares", "1 projet aidé avec 40 €")

    _the_last_day_passes(fund)
    assert "460" in mail(maud.email, "funds.agreement_ending").text
    with pytest.raises(FundAsleep), transaction.atomic():
        grant(lighthouse, 10, fund=fund)
    world.deadline_passes(lighthouse)
    grants_return()
    tour.opens(PAGE, NAME)
    tour.visitor.reads("Sa convention est finie", "500 € gardés à part", "Revenu au fonds")
    tour.opens(SPACE, NAME)
    tour.visitor.reads("La convention est finie")
    tour.opens(giving.page_of(lighthouse))
    assert tour.seen == 9


def test_who_follows_nothing(journey: Journey) -> None:
    tour = Tour.of(journey, account_open(email="lison@phares.exemple.fr", first_name="Lison"))
    tour.opens("/mecene", "Mes fonds")
    tour.visitor.reads("Aucun fonds à suivre avec cette adresse")
    tour.opens(SPACE, status=404)


def _follower(fund: Fund, email: str) -> User:
    contact_add(agreement=fund.agreement, contact=Contact(email, "Maud"), actor=Actor.system("tests"))
    return account_open(email=email, first_name="Maud")


def _transfer(amount: str, reference: str) -> None:
    account_open(email="finance@phares.exemple.fr", first_name="Yasmine")
    received_on = clock.today().isoformat()
    said = {"reference": reference, "received_on": received_on, "by": "finance@phares.exemple.fr"}
    call_command("patron_deposit", "fonds-des-phares", amount, stdout=StringIO(), **said)


def _looks_at_the_space(tour: Tour) -> None:
    tour.opens("/mecene", "Mes fonds")
    tour.visitor.follows(NAME)
    tour.looks(NAME)
    tour.visitor.reads("Une lanterne au bout du quai", "VIR PHARES 1", "Collecte en cours")


def _shows_its_logo(tour: Tour) -> None:
    tour.visitor.field("Logo").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": samples.PNG})
    tour.presses("Montrer le logo", status=422)
    tour.visitor.reads("cochez la case pour le donner")
    tour.visitor.field("Logo").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": samples.PNG})
    tour.visitor.ticks("Nous sommes d’accord")
    tour.presses("Montrer le logo", NAME)
    tour.visitor.reads("Votre logo paraît sur la page du fonds.")


def _takes_the_report_home(tour: Tour) -> None:
    with tour.visitor.page.expect_download() as taken:
        tour.visitor.presses("Le rapport d’aujourd’hui (PDF)")
    assert taken.value.suggested_filename.startswith("rapport-fonds-des-phares")


def _the_last_day_passes(fund: Fund) -> None:
    """It was signed a year ago, and ended yesterday; the calendar does its work, as each morning."""
    begun = clock.today() - timedelta(days=366)
    Agreement.objects.filter(fund=fund).update(
        signed_on=begun, starts_on=begun, expires_on=clock.today() - timedelta(days=1)
    )
    agreements_tell(clock.today())
