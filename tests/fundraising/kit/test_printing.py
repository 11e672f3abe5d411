"""The pages themselves: read by a machine as by a person, decoded as by a telephone."""

import re
from dataclasses import replace
from typing import Any

import pytest
from PIL import ImageChops

from tests.fundraising.kit.sheets import MM, codes, facts, long_facts, picture, plain, read, text_of
from trousse.fundraising.kit import drawing
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.printing import content_hash, print_piece
from trousse.fundraising.kit.words import TONGUES, day_in, money_in
from trousse.fundraising.projects.themes import THEMES

FRENCH = Language.FRENCH
A4, A3 = (595, 842), (842, 1191)


@pytest.mark.parametrize("piece", Piece)
def test_a_page_is_tagged_named_and_says_who_publishes_it(piece: Piece) -> None:
    reader = read(print_piece(facts(), piece, FRENCH))
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("fr")
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == f"{piece.label}{', en français' if piece is Piece.NOTE else ''} : {facts().title}"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    words = text_of(reader)
    for said in (facts().title, facts().school, facts().town, facts().short_address, facts().legal):
        assert plain(said) in words, said
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (A3 if "a3" in piece else A4)


@pytest.mark.parametrize("piece", [Piece.POSTER_A4, Piece.LEAFLETS_4, Piece.LEAFLETS_8, Piece.NOTE])
def test_the_longest_title_of_the_longest_school_still_fits(piece: Piece) -> None:
    said = long_facts()
    reader = read(print_piece(said, piece, FRENCH))
    assert len(reader.pages) == 1
    assert plain(said.title) in text_of(reader)
    copies = {Piece.LEAFLETS_4: 4, Piece.LEAFLETS_8: 8, Piece.NOTE: 2}.get(piece, 1)
    assert [code.text for code in codes(picture(said, piece))] == [said.address] * copies


@pytest.mark.parametrize("piece", [Piece.POSTER_A4, Piece.POSTER_A3_GREY])
def test_the_code_of_a_poster_is_large_and_leads_to_the_project(piece: Piece) -> None:
    [code] = codes(picture(facts(), piece))
    assert code.text == facts().address
    width = code.position.top_right.x - code.position.top_left.x
    assert width / MM >= 44.5


def test_a_page_for_the_photocopier_has_no_colour() -> None:
    red, green, blue = picture(facts(), Piece.POSTER_A4_GREY).split()
    assert not ImageChops.difference(red, green).getbbox()
    assert not ImageChops.difference(green, blue).getbbox()
    assert ImageChops.difference(*picture(facts(), Piece.POSTER_A4).split()[:2]).getbbox()


@pytest.mark.parametrize("language", Language)
def test_the_note_says_the_same_in_each_language(language: Language) -> None:
    reader = read(print_piece(facts(), Piece.NOTE, language))
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith(language.value)
    words = TONGUES[language]
    need = words.need.format(minimum=money_in(language, facts().minimum), until=day_in(language, facts().last_day))
    told = (words.greeting, words.intro, need, words.ways, words.free, words.back, words.how)
    read_back = text_of(reader)
    spoken = set(re.split(r"[ .،:!]+|(?<=[^\x00-\xff])(?=[\x00-\xff])", read_back))
    for sentence in (*told, words.thanks):
        if language.is_right_to_left:  # lines are stored as they are drawn, words as they are written
            assert {word.strip(".،:!") for word in plain(sentence).split()} <= spoken
        else:
            assert plain(sentence) in read_back
    assert facts().title in read_back
    assert len(codes(picture(facts(), Piece.NOTE, language))) == 2


def test_the_french_title_is_marked_as_french_in_a_note_in_arabic() -> None:
    """A screen reader changes its voice where the language changes."""
    content = print_piece(facts(), Piece.NOTE, Language.ARABIC)
    languages = _languages(read(content).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    assert any(language.startswith("fr") for language in languages)


def test_letters_are_those_of_the_house_whatever_the_language() -> None:
    """No foreign letter may fall back on a font that we did not choose."""
    for language in Language:
        reader = read(print_piece(facts(), Piece.NOTE, language))
        fonts = {str(font["/BaseFont"]) for font in _fonts(reader)}
        assert fonts
        assert all(any(name in font for name in ("Bricolage", "Atkinson", "NotoSans", "Cairo")) for font in fonts), (
            fonts
        )


def test_what_is_said_makes_the_fingerprint() -> None:
    first = content_hash(facts(), Piece.POSTER_A4, FRENCH)
    assert content_hash(facts(), Piece.POSTER_A4, FRENCH) == first
    others = {
        content_hash(replace(facts(), title="Une serre"), Piece.POSTER_A4, FRENCH),
        content_hash(replace(facts(), theme="mer"), Piece.POSTER_A4, FRENCH),
        content_hash(facts(), Piece.POSTER_A3, FRENCH),
        content_hash(facts(), Piece.NOTE, FRENCH),
        content_hash(facts(), Piece.NOTE, Language.TURKISH),
    }
    assert len(others | {first}) == 6


def test_every_theme_has_its_colours_and_its_scene() -> None:
    scenes = {drawing.scene(slug) for slug, *_ in THEMES}
    assert len(scenes) == len(THEMES)
    assert all("<svg" in scene for scene in scenes)
    assert drawing.palette("mer") == drawing.Palette("#1f7ae0", "#e0eefe", "#0f4a91")
    assert drawing.palette("encore-jamais-dessine") == drawing.palette("solidarite")
    assert drawing.scene("encore-jamais-dessine") == drawing.scene("solidarite")


def test_a_photocopier_keeps_the_ink_of_outlines_and_spares_large_areas() -> None:
    assert drawing.in_grey('<path fill="#141b3c"/><path fill="#2e9e5b"/><path fill="#fff"/>') == (
        '<path fill="#000000"/><path fill="#9e9e9e"/><path fill="#ffffff"/>'
    )


def _fonts(reader: Any) -> list[Any]:
    found = reader.pages[0]["/Resources"].get("/Font", {})
    return [font.get_object() for font in found.values()]


def _languages(node: Any) -> set[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*[_languages(child) for child in node])
    if not isinstance(node, dict):
        return set()
    own = {str(node["/Lang"])} if "/Lang" in node else set()
    return own | (_languages(node["/K"]) if "/K" in node else set())
