"""The kit of a class: printed by its teacher, shown on the site of the school, found again by a telephone."""

import io
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.fundraising import make
from tests.fundraising.kit.sheets import text_of
from tests.journeys import world
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor, pattern
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_suspend
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.facts import facts_of
from trousse.fundraising.kit.printing import SHEETS, TEMPLATES, piece_data
from trousse.people.accounts.enums import Role
from trousse.platform.documents.typesetting import paint


def downloads(visitor: Visitor, button: str) -> tuple[str, PdfReader]:
    """The name of the file and what it holds."""
    with visitor.page.expect_download() as arrival:
        visitor.presses(button)
    return arrival.value.suggested_filename, PdfReader(io.BytesIO(Path(arrival.value.path()).read_bytes()))


def code_of(campaign: Campaign) -> str:
    """What a telephone reads on the poster."""
    data = piece_data(facts_of(campaign), Piece.POSTER_A4, Language.FRENCH)
    poster = paint(TEMPLATES / SHEETS[Piece.POSTER_A4].template, data, pixels_per_inch=110)
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(poster)))
    return str(code.text)


def test_a_class_makes_itself_known(journey: Journey) -> None:
    campaign = world.campaign("Un orchestre de verres")
    tour = Tour.of(journey, campaign.project.holder)
    teacher = tour.visitor
    tour.opens("/enseignant")
    teacher.follows("Ouvrir votre kit")
    tour.looks("Votre kit")

    name, poster = downloads(teacher, "Affiche A4, en couleurs")
    assert name == "affiche-a4-un-orchestre-de-verres.pdf"
    assert "Un orchestre de verres" in text_of(poster)
    name, note = downloads(teacher, "Télécharger le mot en turc")
    assert name == "mot-tr-un-orchestre-de-verres.pdf"
    assert "Sevgili aileler" in text_of(note)
    teacher.button("Copier : Message court").click()
    teacher.reads("Texte copié")

    parent = journey.somebody(width=390, javascript=False)
    parent.goes_to(code_of(campaign), "Un orchestre de verres")
    _shown_elsewhere(journey, teacher.field("Le code à coller").input_value())
    tour.opens(f"/widget/projet/{campaign.pk}", "Un orchestre de verres")

    moderator = make.granted(Role.PLATFORM)
    campaign_suspend(campaign=campaign, by=moderator, reason="Une vérification.")
    tour.opens(f"/enseignant/projet/{campaign.pk}/kit", "Votre kit")
    teacher.reads("Ce que vous avez imprimé reste ici", "Mot pour le cahier de liaison, en turc")
    assert tour.misdeeds == []


def _shown_elsewhere(journey: Journey, code: str) -> None:
    """The site of the school, at an address that is not ours, shows the class; a click leads to it."""
    reader = journey.somebody()
    school = f"{journey.bank.url}/ecole"
    page = f'<!doctype html><html lang="fr"><title>École</title><h1>Notre école</h1>{code}'
    # A page that only exists in this browser counts as of the wide internet, from which a local address is refused.
    reader.context.grant_permissions(["local-network-access"], origin=journey.bank.url)
    reader.page.route(school, lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))
    reader.page.goto(school)
    frame = reader.page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text(pattern("Un orchestre de verres"))
    expect(frame.locator("main")).to_contain_text(pattern("0 € sur 100 €"))
    with reader.page.expect_popup() as opened:
        frame.get_by_role("link", name=pattern("Aider cette classe")).click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(pattern("Un orchestre de verres"))
