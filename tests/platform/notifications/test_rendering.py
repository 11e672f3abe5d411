import re
from dataclasses import replace
from typing import Any

import pytest

from tests.platform.notifications.note import Note
from trousse.platform.notifications import styles
from trousse.platform.notifications.rendering import render
from trousse.platform.notifications.rules import LONGEST_SUBJECT
from trousse.platform.notifications.templatetags import courriel


def test_both_bodies_tell_the_same_in_their_own_way() -> None:
    words = render(replace(Note.sample(), remarks=("Bravo à l'école & aux élèves",)))
    assert words.subject == "Merci Jeanne, l'école vous écrit"
    for said in (
        "25,50\u00a0€",
        "1er décembre 2026",
        "https://trousse.example/mon-don/exemple",
        "58\u00a0% de l’objectif",
    ):
        assert said in words.text
        assert said in words.html
    assert "l'école & aux élèves" in words.text
    assert "Bravo à l&#x27;école &amp; aux élèves" in words.html


def test_what_a_person_typed_cannot_become_html_nor_a_header() -> None:
    words = render(replace(Note.sample(), first_name="<b>Jeanne</b>\nBcc: a@exemple.fr"))
    assert "<b>Jeanne" not in words.html
    assert words.subject == "Merci <b>Jeanne</b> Bcc: a@exemple.fr, l'école vous écrit"


def test_a_long_title_is_cut_at_a_word_rather_than_losing_the_message() -> None:
    subject = render(replace(Note.sample(), first_name="Jeanne " * 20)).subject
    assert len(subject) <= LONGEST_SUBJECT
    assert subject.endswith("Jeanne…")


def test_the_legal_identity_is_on_every_letter(settings: Any) -> None:
    settings.SITE_LEGAL = {**settings.SITE_LEGAL, "name": "Association Exemple", "orias": "12345678"}
    words = render(Note.sample())
    for body in (words.text, words.html):
        assert "Association Exemple" in body
        assert "ORIAS sous le numéro 12345678" in body


def test_no_two_blank_lines_in_a_text_body() -> None:
    assert "\n\n\n" not in render(Note.sample()).text


def test_plain_html_gets_its_style_and_keeps_its_own() -> None:
    assert styles.inline("<p>a</p>") == f'<p style="{styles.STYLES["p"]}">a</p>'
    assert styles.inline('<a href="/x">a</a>') == f'<a href="/x" style="{styles.STYLES["a"]}">a</a>'
    assert styles.inline('<p style="margin:0">a</p>') == '<p style="margin:0">a</p>'
    assert styles.inline("<pre>a</pre>") == "<pre>a</pre>"


@pytest.mark.parametrize(
    ("percent", "fund", "widths", "sentence"),
    [
        (0, 0, ["100%"], "0\u00a0% de l’objectif"),
        (58, 12, ["46%", "12%", "42%"], "58\u00a0% de l’objectif, dont 12\u00a0% grâce au fonds de solidarité"),
        (100, 0, ["100%"], "100\u00a0% de l’objectif"),
        (112, 0, ["100%"], "112\u00a0% de l’objectif"),
        (40, 40, ["40%", "60%"], "40\u00a0% de l’objectif, dont 40\u00a0% grâce au fonds de solidarité"),
    ],
)
def test_the_pencil_adds_up_to_its_length(percent: int, fund: int, widths: list[str], sentence: str) -> None:
    html = courriel.crayon_courriel(percent, fonds=fund)
    assert re.findall(r'<td width="(\d+%)"', html) == widths
    assert sentence in html
    assert sentence in courriel.crayon_texte(percent, fonds=fund)


def test_the_text_pencil_has_a_constant_length() -> None:
    lengths = {courriel.crayon_texte(percent).index(">") for percent in (0, 1, 50, 99, 100, 250)}
    assert lengths == {courriel.TEXT_PENCIL_CELLS + 1}


def test_addresses_become_whole_and_must_be_pages() -> None:
    assert courriel.absolue("/don") == "https://trousse.example/don"
    assert courriel.absolue("https://ailleurs.example/a") == "https://ailleurs.example/a"
    for wrong in ("javascript:alert(1)", "don", "mailto:a@exemple.fr", ""):
        with pytest.raises(ValueError, match="not the address of a page"):
            courriel.absolue(wrong)


def test_a_button_escapes_its_label() -> None:
    assert "L&#x27;école &lt;b&gt;" in courriel.bouton("/don", "L'école <b>")
