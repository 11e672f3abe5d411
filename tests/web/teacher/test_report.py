"""The pages of the report."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fundraising import make
from tests.fundraising.reports.test_reports import PDF, STORY, funded
from tests.platform.pictures import samples
from tests.web.reading import page, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.models import Receipt, Report
from trousse.platform.limits.services import hit
from trousse.platform.moderation.reportables import reportables
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.platform.pictures.services import picture_take_down
from trousse.web.teacher.class_pages import UPLOADS_PER_HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client: Client) -> Campaign:
    campaign = funded()
    client.force_login(campaign.project.holder)
    return campaign


def here(campaign: Campaign, rest: str = "") -> str:
    return f"/enseignant/projet/{campaign.pk}/bilan{rest}"


def said(campaign: Campaign, **changes: str) -> dict[str, str]:
    """Everything the page sends: what the cooperative brought, what was planned (nothing spent), and wood."""
    euros = f"{campaign.raised_cents // 100}"
    version = Report.objects.filter(pk=campaign.pk).values_list("version", flat=True).first() or 1
    lists = {
        "recettes-TOTAL_FORMS": "1",
        "recettes-INITIAL_FORMS": "1",
        "recettes-0-source": "0",
        "recettes-0-amount": "150",
        "depenses-TOTAL_FORMS": "3",
        "depenses-INITIAL_FORMS": "2",
        "depenses-0-source": "0",
        "depenses-1-source": "1",
        "depenses-2-label": "Bois",
        "depenses-2-amount": euros,
    }
    texts = {"story": STORY, "pupils": "24", "explained": "Le reste vient de la coopérative.", "thanks": ""}
    return {"version": str(version), **texts, **lists, **changes}


def pdf(name: str = "facture.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_picture(**changes: object) -> dict[str, object]:
    photo = SimpleUploadedFile("IMG_1.jpg", samples.photo())
    return {"image-file": photo, "image-alt": "Des mains d’élèves plantent un radis", "image-minors": "non", **changes}


def test_from_the_dashboard_to_the_page(client: Client, campaign: Campaign) -> None:
    assert "Raconter ce qui s’est passé" in words(page(client.get("/enseignant")))
    assert "Commencer le bilan" in words(page(client.get(here(campaign))))
    assert not Report.objects.exists(), "looking begins nothing"
    begun = client.post(here(campaign), {"commencer": "1"}, follow=True)
    assert "Encore 3" in words(page(begun))
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
    more = client.post(here(campaign), said(campaign, plus="depenses", **{"depenses-2-amount": "beaucoup"}))
    assert more.status_code == 200
    shown = page(more)
    assert len(shown.select("[name^=depenses-][name$=-amount]")) == 5
    assert shown.select_one("[name=depenses-2-amount]")["value"] == "beaucoup"  # type: ignore[index]
    assert shown.select_one("[name=recettes-0-amount]")["value"] == "150"  # type: ignore[index]
    refused = client.post(here(campaign), said(campaign, **{"depenses-2-amount": "beaucoup"}))
    assert refused.status_code == 422


def test_what_came_besides_is_asked_and_shown_to_donors(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    asked = words(page(client.get(here(campaign))).main)
    assert "Dites ce qui est vraiment venu de « Coopérative »" in asked
    client.post(here(campaign), said(campaign, publier="1", **{"recettes-0-amount": ""}))
    assert not Report.objects.get().is_published
    unforeseen = {"recettes-TOTAL_FORMS": "2", "recettes-1-label": "Vente de gâteaux", "recettes-1-amount": "0"}
    client.post(here(campaign), said(campaign, publier="1", **unforeseen))
    public = words(page(client.get(f"/projet/{campaign.pk}-{campaign.slug}")).select_one("#bilan"))
    assert "Coopérative 200 € 150 €" in public
    assert "Vente de gâteaux non prévu 0 €" in public
    assert "Il reste 150 €" in public


def test_two_tabs(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    first, second = (said(campaign, thanks=f"Écrit dans l’onglet {number}") for number in (1, 2))
    client.post(here(campaign), first)
    refused = client.post(here(campaign), {**second, "publier": "1"})
    assert refused.status_code == 409
    shown = page(refused)
    told = words(shown.select_one("[role=alert]"))
    assert "Ici, non enregistré : Écrit dans l’onglet 2" in told
    assert "Enregistré ailleurs : Écrit dans l’onglet 1" in told
    assert Report.objects.get().thanks == "Écrit dans l’onglet 1"
    assert not Report.objects.get().is_published
    assert "onglet 2" in words(shown.select_one("[name=thanks]"))
    version = str(shown.select_one("[name=version]")["value"])  # type: ignore[index]
    client.post(here(campaign), {**second, "version": version})
    assert Report.objects.get().thanks == "Écrit dans l’onglet 2", "a choice"


def test_two_tabs_differ_in_their_lines(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    first, second = said(campaign), said(campaign, **{"recettes-0-amount": "", "depenses-2-label": "Planches"})
    client.post(here(campaign), first)
    told = words(page(client.post(here(campaign), second)).select_one("[role=alert]"))
    assert "Coopérative : pas encore dit" in told
    assert "Planches : 900 €" in told
    assert "Bois : 900 €" in told


def test_invoices(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    client.post(here(campaign), {**said(campaign), "receipts": pdf()})
    receipt = Receipt.objects.get()
    assert client.get(here(campaign, f"/pieces/{receipt.pk}")).status_code == 200
    bad = client.post(here(campaign), {**said(campaign), "thanks": "Merci !", "receipts": pdf("x.pdf", b"non")})
    assert bad.status_code == 422
    assert "x.pdf : Ce fichier n’est ni un PDF" in words(page(bad))
    assert Report.objects.get().thanks == "Merci !", "the rest is saved"
    dropped = client.post(here(campaign, f"/pieces/{receipt.pk}/retirer"), said(campaign, thanks="Encore merci"))
    assert dropped.status_code == 302
    assert not Receipt.objects.exists()
    assert Report.objects.get().thanks == "Encore merci", "what was typed around it too"


@pytest.mark.parametrize("changes", [{"plus": "depenses"}, {"pupils": "zéro"}, {"version": "0", "thanks": "Autre"}])
def test_chosen_files_are_kept_whatever_the_rest_says(
    client: Client, campaign: Campaign, changes: dict[str, str]
) -> None:
    client.post(here(campaign), {"commencer": "1"})
    files = {"receipts": [pdf("facture.pdf"), pdf("ticket.pdf", PDF.replace(b"1 0", b"2 0"))]}
    answer = client.post(here(campaign), {**said(campaign), **changes, **files, **a_picture()})
    assert answer.status_code in {200, 409, 422}
    told = words(page(answer))
    assert "La pièce facture.pdf est gardée" in told
    assert sorted(str(receipt) for receipt in Receipt.objects.all()) == ["facture.pdf", "ticket.pdf"]
    assert len(all_pictures_of("report", campaign.pk)) == 1
    assert "Choisissez de nouveau le fichier" not in told


def test_pictures_are_told_with_the_report(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    hung = client.post(here(campaign), {**said(campaign, image="1"), **a_picture()}, follow=True)
    assert "L’image est ajoutée" in words(page(hung))
    assert Report.objects.get().story == STORY.strip(), "the button saves what is typed"
    waiting = a_picture(**{"image-minors": "oui", "image-later": "on", "image-alt": "Deux élèves, de face"})
    client.post(here(campaign), {**said(campaign, image="1"), **waiting})
    shown, hidden = all_pictures_of("report", campaign.pk)
    assert hidden.is_pending
    arranged = client.post(here(campaign), said(campaign, voir=str(hidden.pk)))
    assert arranged.url == f"/enseignant/images/{hidden.pk}"  # type: ignore[attr-defined]
    assert client.get(arranged.url).status_code == 200  # type: ignore[attr-defined]
    client.post(here(campaign), said(campaign, publier="1"))
    client.logout()
    public = page(client.get(f"/projet/{campaign.pk}-{campaign.slug}")).select_one("#bilan")
    assert public is not None
    assert [image["alt"] for image in public.select("img")] == [shown.alt]
    assert "Signaler cette image" in words(public)


def test_a_picture_is_shown_only_while_it_may_be(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    today = clock.today()
    attested = {
        "image-minors": "oui",
        "image-attestation_name": "Nadia",
        "image-attestation_on": today.isoformat(),
        "image-attestation_scope": "La page du projet",
        "image-attestation_expires_on": (today + timedelta(days=30)).isoformat(),
    }
    client.post(here(campaign), {**said(campaign, publier="1"), **a_picture(**attested)})
    client.logout()
    [picture] = all_pictures_of("report", campaign.pk)
    address = f"/images/{picture.pk}/{picture.widths[0]}.webp"
    assert shown(client, campaign) == [picture.alt]
    assert client.get(address).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert shown(client, campaign) == []
        assert client.get(address).status_code == 404
    reportables.get("report").hide(str(campaign.pk), Actor.system("moderation"), "Un nom d’élève.")
    assert client.get(address).status_code == 404, "hidden with its report"
    reportables.get("report").show(str(campaign.pk), Actor.system("moderation"), "Corrigé.")
    picture_take_down(picture=picture, actor=Actor.system("moderation"), reason="Un visage.")
    assert shown(client, campaign) == []
    assert client.get(address).status_code == 404


def shown(client: Client, campaign: Campaign) -> list[str]:
    """What the pictures of the report say on the public page."""
    public = page(client.get(f"/projet/{campaign.pk}-{campaign.slug}")).select_one("#bilan")
    return [str(image["alt"]) for image in public.select("img")] if public else []


def test_a_picture_that_is_refused_loses_nothing(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    bad = a_picture(**{"image-file": SimpleUploadedFile("x.jpg", b"non"), "image-alt": "Une serre, dans la cour"})
    refused = client.post(here(campaign), {**said(campaign, thanks="Merci !"), **bad})
    assert refused.status_code == 422
    shown = page(refused)
    assert shown.select_one("[name=image-alt]")["value"] == "Une serre, dans la cour"  # type: ignore[index]
    assert Report.objects.get().thanks == "Merci !"
    assert client.post(here(campaign), said(campaign, thanks="Encore")).status_code == 302, "saved over what is there"


def test_too_many_pictures_in_an_hour_lose_no_word(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    for _ in range(UPLOADS_PER_HOUR):
        hit(key=f"pictures.add:{campaign.project.holder_id}", limit=UPLOADS_PER_HOUR, window=timedelta(hours=1))
    refused = client.post(here(campaign), {**said(campaign, thanks="Merci !"), **a_picture()})
    assert refused.status_code == 422
    assert "Merci !" in words(page(refused).select_one("[name=thanks]"))
    assert Report.objects.get().thanks == "Merci !"


def test_a_published_report_is_corrected_in_the_open(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), said(campaign, publier="1"))
    corrected = client.post(here(campaign), said(campaign, pupils="26"), follow=True)
    assert "Votre bilan est corrigé. La page le dit." in words(page(corrected))
    holes = client.post(here(campaign), said(campaign, story="Plus rien"))
    assert holes.status_code == 409
    assert "doit rester complet" in words(page(holes))


def test_not_before_the_money_nor_by_others(client: Client, campaign: Campaign) -> None:
    other = make.campaign()
    client.force_login(other.project.holder)
    assert client.get(here(other)).status_code == 409
    assert client.get(here(campaign)).status_code == 404
    assert client.get(here(campaign, "/pieces/1")).status_code == 404


def test_what_was_planned_cannot_be_rewritten(client: Client, campaign: Campaign) -> None:
    client.post(here(campaign), {"commencer": "1"})
    before = [(line.label, line.planned_cents) for line in Report.objects.get().lines.all()]
    forged = {"depenses-0-label": "Autre chose", "depenses-0-planned": "1", "depenses-0-amount": "12,50"}
    client.post(here(campaign), said(campaign, **forged, **{"depenses-1-source": "0", "depenses-1-amount": "7"}))
    after = list(Report.objects.get().lines.all())
    assert [(line.label, line.planned_cents) for line in after[:2]] == before, "planned lines stay in sight"
    assert [line.spent_cents for line in after] == [1_250, 0, campaign.raised_cents]
