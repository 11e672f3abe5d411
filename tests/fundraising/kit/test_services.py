"""A piece is made once, kept for ever, and only for those who may use the kit."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.fundraising import make
from tests.fundraising.kit.sheets import plain, read, text_of
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_suspend, contributions_add
from trousse.fundraising.kit import printing
from trousse.fundraising.kit.card import card_of, card_png
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.errors import KitClosed, PieceMissing
from trousse.fundraising.kit.models import PrintedPiece
from trousse.fundraising.kit.selectors import kit_campaign, piece_get
from trousse.fundraising.kit.services import piece_print
from trousse.people.accounts.enums import Role
from trousse.platform.documents.models import Document
from trousse.platform.documents.selectors import document_read

pytestmark = pytest.mark.django_db


def printed(campaign: Campaign, piece: Piece = Piece.POSTER_A4, language: Language = Language.FRENCH) -> PrintedPiece:
    return piece_print(campaign=campaign, piece=piece, language=language, actor=Actor.of_user(campaign.project.holder))


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


def test_the_same_piece_is_made_once(campaign: Campaign) -> None:
    first = printed(campaign)
    assert printed(campaign) == first
    assert Document.objects.filter(kind="kit.affiche-a4").count() == 1
    assert first.edition == printing.edition()
    assert first.document.name == "affiche-a4-un-potager-pour-lecole.pdf"
    assert "Un potager pour l’école" in text_of(read(document_read(first.document)))


def test_gifts_do_not_change_a_poster(campaign: Campaign) -> None:
    first = printed(campaign)
    contributions_add([make.gift(campaign, Euro.of(300), "a")])
    campaign.refresh_from_db()
    assert printed(campaign) == first


def test_a_note_is_made_in_each_language_and_a_poster_in_french_alone(campaign: Campaign) -> None:
    turkish = printed(campaign, Piece.NOTE, Language.TURKISH)
    assert turkish.document.name.startswith("mot-tr-")
    assert "Sevgili aileler" in plain(text_of(read(document_read(turkish.document))))
    with pytest.raises(PieceMissing):
        printed(campaign, Piece.POSTER_A4, Language.TURKISH)


def test_nothing_new_for_a_campaign_that_does_not_collect(campaign: Campaign) -> None:
    first = printed(campaign)
    campaign_suspend(campaign=campaign, by=make.reviewer(campaign.school.academie), reason="Une vérification.")
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.SUSPENDED
    assert printed(campaign) == first
    with pytest.raises(KitClosed):
        printed(campaign, Piece.LEAFLETS_8)


def test_one_prints_before_the_opening_too() -> None:
    project = make.accepted()
    make.attest(project)
    make.complete(project)
    scheduled = Campaign.objects.get(pk=project.pk)
    assert scheduled.state == CampaignState.SCHEDULED
    assert printed(scheduled).piece == Piece.POSTER_A4


def test_the_kit_is_for_the_holder_and_the_coaches_of_the_place(campaign: Campaign) -> None:
    elsewhere = make.academie("14", "Rennes", "ac-rennes.fr")
    assert kit_campaign(campaign.project.holder, campaign.pk) == campaign
    assert kit_campaign(make.granted(Role.COACH, campaign.school.academie), campaign.pk) == campaign
    for other in (make.granted(Role.COACH, elsewhere), make.person(), make.granted(Role.REVIEWER, elsewhere)):
        with pytest.raises(CampaignMissing):
            kit_campaign(other, campaign.pk)


def test_a_piece_of_another_campaign_is_not_found(campaign: Campaign) -> None:
    other = make.campaign(title="Une serre de poche")
    with pytest.raises(PieceMissing):
        piece_get(campaign, printed(other).pk)


def test_the_social_card_changes_by_steps_and_is_drawn_once(campaign: Campaign) -> None:
    first = card_of(campaign)
    png = card_png(first)
    assert png.startswith(b"\x89PNG")
    assert len(png) < 80_000
    assert card_png(first) == png
    campaign.raised_cents = 100
    assert card_of(campaign).fingerprint == first.fingerprint
    campaign.raised_cents = 31_000
    assert card_of(campaign).fingerprint != first.fingerprint
    assert card_png(card_of(campaign)) != png
    folder = Path(settings.MEDIA_ROOT) / "social-cards" / str(campaign.pk)
    assert [file.stem for file in folder.iterdir()] == [card_of(campaign).fingerprint]
    assert plain(card_of(campaign).alt) == (
        "Un potager pour l’école. École Jean-Giono, Saint-Avre. Déjà 60 % du minimum."
    )
