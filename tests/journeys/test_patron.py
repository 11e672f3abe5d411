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
from tests.journeys.waiting import mail, until
from tests.platform.documents import samples
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.giving.allocation.jobs import grants_return
from trousse.giving.funds.endings import agreements_tell
from trousse.giving.funds.errors import FundAsleep
from trousse.giving.funds.models import Agreement, Deposit, Fund
from trousse.giving.funds.patrons import Contact, contact_add
from trousse.giving.funds.rules import Restriction
from trousse.people.accounts.enums import Role
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


def test_an_agreement_is_written_paid_prolonged_and_ended(journey: Journey) -> None:
    """Finance at its desk writes what was signed; a form sent twice counts once; the patron is told of the end."""
    make.theme("mer")
    desk = Tour.of(journey, make.granted(Role.FINANCE, first_name="Yasmine"))
    desk.opens("/comite/conventions", "Conventions")
    desk.visitor.follows("Écrire une convention")
    desk.looks("Nouvelle convention")
    desk.presses("Écrire la convention", status=422)
    _writes_the_terms(desk)
    desk.presses("Écrire la convention", "Fonds des Goélands")
    desk.visitor.reads("La convention est écrite, son fonds est ouvert.", "Lise Goéland", "lise@goelands.exemple.fr")
    page = desk.visitor.page.url.removeprefix(desk.visitor.site_url)

    _counts_a_transfer(desk)
    desk.opens(page, unfolded=True)
    desk.visitor.types("Ce qui a été signé", "Avenant.")
    desk.visitor.types("Nouveau dernier jour", "2020-01-01")
    desk.presses("Prolonger la convention", status=422)
    desk.visitor.types("Nouveau dernier jour", "2099-06-30")
    desk.presses("Prolonger la convention", "Fonds des Goélands")
    desk.visitor.reads("La convention va jusqu’au 30 juin 2099.", "« Avenant. »")

    lise = Tour.of(journey, account_open(email="lise@goelands.exemple.fr", first_name="Lise"))
    lise.opens("/mecene/fonds-des-goelands", "Fonds des Goélands")
    lise.visitor.reads("1 250,50 € reçus", "VIR GOÉLANDS 1", "Jusqu’au 30 juin 2099")

    desk.visitor.page.locator("summary", has_text="Arrêter cette convention").click()
    desk.presses("Arrêter la convention", status=422)
    desk.visitor.types("Pourquoi l’arrêter", "L’entreprise ferme.")
    desk.presses("Arrêter la convention", "Fonds des Goélands")
    desk.visitor.reads("La convention est finie", "L’entreprise ferme.")
    assert "1 250,50" in _spaced(mail("lise@goelands.exemple.fr", "funds.agreement_ending").text)
    lise.opens("/mecene/fonds-des-goelands", "Fonds des Goélands")
    lise.visitor.reads("La convention est finie")
    lise.visitor.does_not_read("L’entreprise ferme.")
    lise.opens("/fonds/fonds-des-goelands", "Fonds des Goélands")
    desk.opens("/comite/conventions", "Conventions")
    desk.visitor.reads("Arrêtée")


def test_an_agreement_on_a_telephone_without_javascript(journey: Journey) -> None:
    desk = Tour(journey.somebody(width=390, javascript=False))
    desk.signs_in(make.granted(Role.FINANCE, first_name="Pierre"))
    visitor = desk.visitor
    visitor.goes_to("/comite/conventions/nouvelle", "Nouvelle convention")
    visitor.types("Organisme", "Société des Balises")
    visitor.types("SIREN", "732829321")
    visitor.types("Nom du fonds", "Fonds des Balises")
    visitor.types("Signée le", "2026-09-01")
    visitor.presses("Écrire la convention")
    visitor.reads("Le numéro SIREN a neuf chiffres")
    visitor.types("SIREN", "732 829 320")
    visitor.presses("Écrire la convention")
    visitor.is_at("Fonds des Balises")


def test_who_follows_nothing(journey: Journey) -> None:
    tour = Tour.of(journey, account_open(email="lison@phares.exemple.fr", first_name="Lison"))
    tour.opens("/mecene", "Mes fonds")
    tour.visitor.reads("Aucun fonds à suivre avec cette adresse")
    tour.opens(SPACE, status=404)


def _writes_the_terms(desk: Tour) -> None:
    visitor = desk.visitor
    visitor.types("Organisme", "Conserverie des Goélands")
    visitor.types("SIREN", "732 829 320")
    visitor.types("Nom du fonds", "Fonds des Goélands")
    visitor.types("Signée le", "2026-09-01")
    visitor.types("Dernier jour", "2098-06-30")
    visitor.types("Au plus, par projet", "400")
    visitor.types("Au plus, en part", "12,5")
    visitor.page.locator("summary", has_text="Départements").click()
    visitor.ticks("Nord (59)")
    visitor.ticks("L’organisme accepte")
    visitor.types("Courriels", "lise@goelands.exemple.fr Lise Goéland")


def _counts_a_transfer(desk: Tour) -> None:
    """Typed, read again, mended, read again, and counted by two hasty clicks."""
    visitor = desk.visitor
    visitor.page.locator("summary", has_text="Entrer un versement").click()
    desk.presses("Vérifier avant de compter", status=422)
    visitor.types("Montant reçu", "12500,50")
    visitor.types("Arrivé le", "2026-09-20")
    visitor.types("Référence de la banque", "VIR GOÉLANDS 1")
    desk.presses("Vérifier avant de compter", "Vérifier un versement")
    visitor.reads("12 500,50 € pour « Fonds des Goélands »")
    desk.presses("Corriger", "Fonds des Goélands")
    visitor.types("Montant reçu", "1250,50")
    desk.presses("Vérifier avant de compter", "Vérifier un versement")
    counting = visitor.button("Compter ce versement")
    counting.evaluate("button => { button.form.requestSubmit(button); button.form.requestSubmit(button); }")
    until("the transfer", lambda: Deposit.objects.filter(bank_reference="VIR GOÉLANDS 1").exists())
    visitor.is_at("Fonds des Goélands")
    fund = Fund.objects.get(slug="fonds-des-goelands")
    assert (fund.received_cents, fund.deposits.count()) == (125_050, 1)


def _spaced(text: str) -> str:
    return " ".join(text.split())


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
