"""Facts to print, and how a test reads what was printed."""

import io
import unicodedata
from datetime import date
from typing import Any

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.facts import Facts
from trousse.fundraising.kit.printing import SHEETS, TEMPLATES, piece_data
from trousse.platform.documents.typesetting import paint

PIXELS_PER_INCH = 110
MM = PIXELS_PER_INCH / 25.4


def facts(**fields: Any) -> Facts:
    given: dict[str, Any] = {
        "pk": 128,
        "title": "Un potager pour l’école",
        "summary": "Les élèves font pousser les légumes de la cantine.",
        "school": "École primaire Jean-Giono",
        "town": "Saint-Avre",
        "theme": "botanique",
        "theme_label": "Nature",
        "signature": "La classe de Nadia",
        "minimum": Euro.of(1500),
        "optimum": Euro.of(3000),
        "last_day": date(2027, 1, 12),
        "address": "https://trousse.exemple.fr/p/128",
        "short_address": "trousse.exemple.fr/p/128",
        "legal": "Nom légal, Forme, 1 rue du Siège, bonjour@exemple.fr, ORIAS 12345678",
        "state": CampaignState.OPEN,
    }
    return Facts(**{**given, **fields})


def long_facts() -> Facts:
    return facts(
        title="Œuvrer à vingt-six : écrire, imprimer et relier le journal d’un été à l’école ??",
        school="École élémentaire publique d’application Élisa-et-Jean-Rostand de Sainte-Geneviève",
        town="Saint-Germain-de-Tallevende-la-Lande-Vaumont",
        address="https://www.la-trousse-a-projets.exemple.fr/p/1234567",
        short_address="www.la-trousse-a-projets.exemple.fr/p/1234567",
    )


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return plain(" ".join(page.extract_text() for page in reader.pages))


def plain(text: str) -> str:
    """Spaces and ligatures of any kind are alike; a line cut at a hyphen is one word."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).replace("- ", "-")


def picture(said: Facts, piece: Piece, language: Language = Language.FRENCH) -> Image.Image:
    """As it comes out of the printer."""
    data = piece_data(said, piece, language)
    png = paint(TEMPLATES / SHEETS[piece].template, data, pixels_per_inch=PIXELS_PER_INCH)
    return Image.open(io.BytesIO(png)).convert("RGB")


def codes(image: Image.Image) -> list[Any]:
    """Every QR code that a telephone would find."""
    return list(zxingcpp.read_barcodes(image))
