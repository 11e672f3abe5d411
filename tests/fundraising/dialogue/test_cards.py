"""Cards of thanks: read back from the PDF, first names of those who agreed, nothing else of anybody."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.fundraising import make
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.dialogue.cards import card_names, thank_cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    campaign = make.campaign()
    given = [
        ("b", "Paul", True, "paul@exemple.fr"),
        ("a", "Élise", True, "elise@exemple.fr"),
        ("c", "Secret", False, "secret@exemple.fr"),
        ("d", "#strong[Ève] \\ $x$", True, "eve@exemple.fr"),
        ("e", "Paul", False, "paul@exemple.fr"),
    ]
    contributions_add(
        [
            make.gift(campaign, Euro.of(23), key, first_name=name, named=named, email=email)
            for key, name, named, email in given
        ]
    )
    return campaign


def test_one_a_donor_named_only_if_they_agreed(campaign: Campaign) -> None:
    assert card_names(campaign) == ["#strong[Ève] \\ $x$", "Paul", "Élise", ""]


def test_what_is_printed(campaign: Campaign) -> None:
    pdf = PdfReader(BytesIO(thank_cards(campaign)))
    text = " ".join(page.extract_text() for page in pdf.pages)
    words = " ".join(text.split())
    assert "Merci Élise" in words
    assert "Merci à un donateur discret" in words
    assert "La classe de CM1-CM2 de Nadia" in words
    assert "#strong[Ève]" in words, "what people write is text, not commands"
    assert "Secret" not in words
    assert "exemple.fr" not in words
    assert "23" not in words


def test_a_screen_reader_follows_it(campaign: Campaign) -> None:
    pdf = PdfReader(BytesIO(thank_cards(campaign)))
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("fr")
    assert "/StructTreeRoot" in catalogue
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Cartes de remerciement : Un potager pour l’école"


def test_without_donors_it_says_so() -> None:
    pdf = PdfReader(BytesIO(thank_cards(make.campaign())))
    assert "Personne n’a encore donné" in pdf.pages[0].extract_text()


def test_many_fit_eight_a_page(campaign: Campaign) -> None:
    contributions_add([make.gift(campaign, Euro.of(1), f"k{number}", first_name="Zoé") for number in range(30)])
    assert len(PdfReader(BytesIO(thank_cards(campaign))).pages) == 5
