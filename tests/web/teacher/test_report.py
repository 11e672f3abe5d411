"""The pages of the report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fundraising import make
from tests.fundraising.reports.test_reports import PDF, STORY, funded
from tests.web.reading import page, words
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.models import Receipt, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client: Client) -> Campaign:
    campaign = funded()
    client.force_login(campaign.project.holder)
    return campaign


def here(campaign: Campaign, rest: str = "") -> str:
    return f"/enseignant/projet/{campaign.pk}/bilan{rest}"


def said(campaign: Campaign, **changes: str) -> dict[str, str]:
    euros = f"{campaign.raised_cents // 100}"
    lines = {"lignes-TOTAL_FORMS": "1", "lignes-INITIAL_FORMS": "0", "lignes-0-label": "Bois", "lignes-0-spent": euros}
    return {"story": STORY, "pupils": "24", "explained": "Le reste vient de la coopérative.", **lines, **changes}


def test_from_the_dashboard_to_the_page(client: Client, campaign: Campaign) -> None:
    assert "Raconter ce qui s’est passé" in words(page(client.get("/enseignant")))
    assert "Commencer le bilan" in words(page(client.get(here(campaign))))
    assert not Report.objects.exists(), "looking begins nothing"
    begun = client.post(here(campaign), {"commencer": "1"}, follow=True)
    assert "Encore 2" in words(page(begun))
    early = client.post(here(campaign), said(campaign, story="Trop court", publier="1"), follow=True)
    assert "pas encore publié" in words(page(early))
    assert Report.objects.get().story == "Trop court", "what was typed is kept"
    saved = client.post(here(campaign), said(campaign), follow=True)
    assert "Tout est prêt" in words(page(saved))
    done = client.post(here(campaign), said(campaign, pupils="25", publier="1"), follow=True)
    assert "Votre bilan est en ligne" in words(page(done))
    client.logout()
    public = page(client.get(f"/projet/{campaign.pk}-{campaign.slug}"))
    told = words(public.select_one("#bilan"))
    assert "25 élèves ont participé" in told, "published as typed"
    assert "Bois" in told


def test_lines_are_added_without_losing_a_word(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    more = client.post(here(campaign), said(campaign, plus="1", **{"lignes-0-spent": "beaucoup"}))
    assert more.status_code == 200
    shown = page(more)
    assert len(shown.select(".ligne--bilan")) == 3
    assert shown.select_one("[name=lignes-0-spent]")["value"] == "beaucoup"  # type: ignore[index]
    refused = client.post(here(campaign), said(campaign, **{"lignes-0-spent": "beaucoup"}))
    assert refused.status_code == 422


def test_invoices(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    client.post(here(campaign), {**said(campaign), "receipts": SimpleUploadedFile("facture.pdf", PDF)})
    receipt = Receipt.objects.get()
    assert client.get(here(campaign, f"/pieces/{receipt.pk}")).status_code == 200
    bad = client.post(here(campaign), {**said(campaign), "receipts": SimpleUploadedFile("x.pdf", b"non")})
    assert bad.status_code == 422
    assert "ni un PDF" in words(page(bad))
    client.post(here(campaign, f"/pieces/{receipt.pk}/retirer"))
    assert not Receipt.objects.exists()


def test_not_before_the_money_nor_by_others(client: Client, campaign: Campaign) -> None:
    other = make.campaign()
    client.force_login(other.project.holder)
    assert client.get(here(other)).status_code == 409
    assert client.get(here(campaign)).status_code == 404
    assert client.get(here(campaign, "/pieces/1")).status_code == 404


def test_what_was_planned_cannot_be_rewritten(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    before = [(line.label, line.planned_cents) for line in Report.objects.get().lines.all()]
    client.post(here(campaign), said(campaign, **{"lignes-0-source": "0", "lignes-0-planned": "1"}))
    after = {line.label: line.planned_cents for line in Report.objects.get().lines.all()}
    assert after["Bois"] == before[0][1]
    assert all(after[label] == planned for label, planned in before[1:]), "planned lines stay in sight"
