"""Reports, for those who follow: late ones, published ones, and their invoices."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.fundraising import make
from tests.fundraising.reports.test_reports import PDF, funded, published
from tests.web.reading import page, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.reports.models import Receipt
from trousse.fundraising.reports.services import receipt_add, report_begin
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.moderation.reportables import reportables

pytestmark = pytest.mark.django_db


def test_the_longest_late_first(client: Client) -> None:
    campaign = funded()
    client.force_login(make.reviewer())
    assert "Aucun bilan en retard" in words(page(client.get("/instruction/bilans")).main)
    with clock.frozen(clock.now() + timedelta(days=200)):
        told = words(page(client.get("/instruction/bilans")).main)
    assert campaign.title in told
    assert "20 jours de retard" in told


def with_invoice() -> Receipt:
    report = published()
    holder = report.campaign.project.holder
    return receipt_add(report=report, by=holder, name="facture.pdf", content=PDF)


def follower(role: Role) -> User:
    return make.granted(role, make.academie())


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.COACH])
def test_whoever_follows_reads_the_invoices(client: Client, role: Role) -> None:
    receipt = with_invoice()
    client.force_login(follower(role))
    assert "1 pièce jointe" in words(page(client.get("/instruction/bilans/publies")).main)
    told = page(client.get(f"/instruction/bilans/{receipt.report_id}"))
    assert "Coopérative 200 € 200 €" in words(told.main)
    assert "facture.pdf" in words(told.main)
    [link] = [str(a["href"]) for a in told.select("a") if "/pieces/" in str(a["href"])]
    invoice = client.get(link)
    assert invoice.content == PDF
    assert "attachment" in invoice["Content-Disposition"]


def test_nobody_else_does(client: Client) -> None:
    receipt = with_invoice()
    here = f"/instruction/bilans/{receipt.report_id}"
    elsewhere = make.academie(code="15", name="Reims", mail_domain="ac-reims.fr")
    client.force_login(make.granted(Role.REVIEWER, elsewhere))
    assert "Aucun bilan publié" in words(page(client.get("/instruction/bilans/publies")).main)
    assert client.get(here).status_code == 404
    assert client.get(f"{here}/pieces/{receipt.pk}").status_code == 404
    client.force_login(make.person("Basile"))
    assert client.get(here).status_code == 403


def test_a_draft_is_its_holders_alone(client: Client) -> None:
    campaign = funded()
    holder = campaign.project.holder
    receipt = receipt_add(report=report_begin(campaign=campaign, by=holder), by=holder, name="facture.pdf", content=PDF)
    client.force_login(make.reviewer())
    assert client.get(f"/instruction/bilans/{campaign.pk}").status_code == 404
    assert client.get(f"/instruction/bilans/{campaign.pk}/pieces/{receipt.pk}").status_code == 404


def test_one_that_moderators_hid_says_so(client: Client) -> None:
    receipt = with_invoice()
    reportables.get("report").hide(str(receipt.report_id), Actor.system("moderation"), "Un nom d’élève.")
    client.force_login(make.reviewer())
    assert "masqué" in words(page(client.get("/instruction/bilans/publies")).main)
    told = words(page(client.get(f"/instruction/bilans/{receipt.report_id}")).main)
    assert "les visiteurs ne le voient pas" in told
    assert "Le voir sur la page" not in told
