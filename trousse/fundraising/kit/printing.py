"""From the facts of a campaign to the pages themselves. Pure of any database: the same facts, the same page."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trousse.core import formats
from trousse.core.money import HARD_SPACE, THIN_SPACE, Euro
from trousse.fundraising.kit import drawing
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.facts import Facts
from trousse.fundraising.kit.words import TONGUES, day_in, money_in
from trousse.platform.documents.typesetting import typeset

TEMPLATES = Path(__file__).parent / "typst"
PENCIL_LENGTH = 540
BARREL = (46, PENCIL_LENGTH - 64)
SAFE = "Si le minimum n’est pas atteint, chaque donateur peut être remboursé."


@dataclass(frozen=True)
class Sheet:
    """How a piece is made: its template, and what is particular to it."""

    template: str
    scale: float = 1
    copies: int = 1
    grey: bool = False


SHEETS = {
    Piece.POSTER_A4: Sheet("poster.typ"),
    Piece.POSTER_A4_GREY: Sheet("poster.typ", grey=True),
    Piece.POSTER_A3: Sheet("poster.typ", scale=2**0.5),
    Piece.POSTER_A3_GREY: Sheet("poster.typ", scale=2**0.5, grey=True),
    Piece.LEAFLETS_4: Sheet("leaflets.typ", copies=4),
    Piece.LEAFLETS_8: Sheet("leaflets.typ", copies=8),
    Piece.NOTE: Sheet("note.typ", grey=True),
}
"""Notes are photocopied by thirty: always black and white."""


def content_hash(facts: Facts, piece: Piece, language: Language) -> str:
    """SHA-256 of all that the page says, and of the templates that set it: the same hash, the same page."""
    said = [edition(), piece.value, language.value, _words(facts, piece, language), facts.theme]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@cache
def edition() -> str:
    """The version of the templates: twelve characters of their SHA-256."""
    files = sorted(TEMPLATES.glob("*.typ"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def print_piece(facts: Facts, piece: Piece, language: Language) -> bytes:
    """The PDF: tagged (PDF/UA-1), in one second or less."""
    return typeset(TEMPLATES / SHEETS[piece].template, piece_data(facts, piece, language))


def piece_data(facts: Facts, piece: Piece, language: Language) -> dict[str, Any]:
    """What the template reads: the words, then the drawings."""
    sheet = SHEETS[piece]
    colours = drawing.GREY if sheet.grey else drawing.palette(facts.theme)
    code = drawing.code(facts.address)
    pencil = drawing.pencil(minimum=facts.minimum_share, colour=colours.vif, length=PENCIL_LENGTH)
    pictures = {"scene": drawing.scene(facts.theme), "mark": drawing.mark(), "pencil": pencil}
    if sheet.grey:
        pictures = {name: drawing.in_grey(svg) for name, svg in pictures.items()}
    return {
        **_words(facts, piece, language),
        **pictures,
        "code": code.svg,
        "code_edge": code.with_edge,
        "palette": {"vif": colours.vif, "clair": colours.clair, "fonce": colours.fonce},
        "barrel_start": BARREL[0] / PENCIL_LENGTH,
        "barrel_end": BARREL[1] / PENCIL_LENGTH,
        "grey": sheet.grey,
        "scale": sheet.scale,
        "copies": sheet.copies,
    }


def _words(facts: Facts, piece: Piece, language: Language) -> dict[str, Any]:
    said = {
        "document": f"{document_name(piece, language)} : {facts.title}",
        "author": "La Trousse à Projets",
        "title": french(facts.title),
        "summary": french(facts.summary),
        "school": facts.school,
        "town": facts.town,
        "signature": facts.signature,
        "short_address": facts.short_address,
        "code_address": facts.address,
        "code_alt": TONGUES[language].qr_alt.format(address=facts.short_address),
        "until": formats.day(facts.last_day).replace(" ", HARD_SPACE),
        "minimum": euros(facts.minimum),
        "optimum": euros(facts.optimum),
        "has_two_goals": facts.optimum > facts.minimum,
        "minimum_share": facts.minimum_share,
        "pencil_alt": _pencil_in_words(facts),
        "safe": SAFE,
        "legal": facts.legal,
        "language": language.value,
    }
    return {**said, **_note(facts, language)} if piece is Piece.NOTE else said


def document_name(piece: Piece, language: Language) -> str:
    """« Mot pour le cahier de liaison, en turc »: of the file, and of its window."""
    return f"{piece.label}, en {language.label}" if piece is Piece.NOTE else piece.label


def _note(facts: Facts, language: Language) -> dict[str, Any]:
    words = TONGUES[language]
    need = words.need.format(minimum=money_in(language, facts.minimum), until=day_in(language, facts.last_day))
    parts = {name: getattr(words, name) for name in ("greeting", "intro", "ways", "free", "back", "how", "thanks")}
    if language is Language.FRENCH:
        need, parts = french(need), {name: french(text) for name, text in parts.items()}
    foreign = language is not Language.FRENCH
    return {
        "words": parts,
        "need": need,
        "rtl": language.is_right_to_left,
        "language_note": f"Ce mot est en {language.label} ; le même existe en français." if foreign else "",
    }


def _pencil_in_words(facts: Facts) -> str:
    if facts.optimum > facts.minimum:
        return (
            f"Un crayon à colorier à mesure de la collecte : une marque à {euros(facts.minimum)}, l’objectif minimum ; "
            f"la pointe à {euros(facts.optimum)}, l’optimum."
        )
    return f"Un crayon à colorier à mesure de la collecte, jusqu’à {euros(facts.optimum)}."


def euros(amount: Euro) -> str:
    """Our fonts have no narrow no-break space."""
    return amount.format().replace(THIN_SPACE, HARD_SPACE)


def french(text: str) -> str:
    """Its spaces held where French holds them."""
    for sign in ":;?!»%€":
        text = text.replace(f" {sign}", f"{HARD_SPACE}{sign}")
    return text.replace("« ", f"«{HARD_SPACE}")
