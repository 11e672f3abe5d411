"""Every message of the product, whichever app writes it: its sample is rendered and read like a letter."""

import json
import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest

from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.rendering import render
from trousse.platform.notifications.rules import LONGEST_SUBJECT
from trousse.platform.notifications.styles import BLUE

EVERY = [pytest.param(cls, id=kind) for kind, cls in sorted(registry.items())]
DECLINABLE = [pytest.param(cls, id=kind) for kind, cls in sorted(registry.items()) if cls.topic]
VOID = {"br", "hr", "img", "meta", "link", "input", "base", "wbr"}
NAMES = {"who", "holder", "first_name", "academie", "coach", "delegate", "head"}
"""Fields that hold the name of a person or of an académie."""
LINK = re.compile(r"https?://[^\s<>\")]+")


class Letter(HTMLParser):
    """Reads a body and remembers its links, its titles, and every tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.links: set[str] = set()
        self.seen: list[str] = []
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> has an attribute twice")
        self.links |= {value or "" for name, value in attrs if name == "href"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")


@pytest.mark.parametrize("notification", EVERY)
def test_a_sample_is_written_in_both_forms_and_says_the_same(notification: type[Notification]) -> None:
    words = render(notification.sample(), to="jeanne@exemple.fr")
    letter = Letter(words.html)
    assert len(words.subject) <= LONGEST_SUBJECT
    assert letter.problems == []
    web_links = {link for link in letter.links if not link.startswith("mailto:")}
    text_links = {link.rstrip(".,;") for link in LINK.findall(words.text)}
    assert all(LINK.fullmatch(link) for link in web_links), web_links
    assert text_links == web_links


@pytest.mark.parametrize("notification", EVERY)
def test_a_letter_has_one_title_one_button_at_most_and_our_identity(notification: type[Notification]) -> None:
    words = render(notification.sample(), to="jeanne@exemple.fr")
    letter = Letter(words.html)
    assert letter.seen.count("h1") == 1
    assert words.html.count(f'bgcolor="{BLUE}" style="border-radius') <= 1, "one button an e-mail"
    assert not {"script", "style", "link", "form", "iframe"} & set(letter.seen)
    for body in (words.text, words.html):
        assert "ORIAS" in body


@pytest.mark.parametrize("notification", EVERY)
def test_a_text_body_is_plain_text(notification: type[Notification]) -> None:
    text = render(notification.sample(), to="jeanne@exemple.fr").text
    assert not re.search(r"&(?:#\w+|amp|lt|gt|quot|nbsp);|</?(?:p|a|strong|br|li)\b", text)


@pytest.mark.parametrize("notification", EVERY)
def test_a_message_waits_as_json_and_says_what_it_is(notification: type[Notification]) -> None:
    sample = notification.sample()
    assert notification.from_params(json.loads(json.dumps(sample.to_params()))) == sample
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", notification.kind)
    assert notification.label, "the gallery needs a French name"
    assert (notification.__doc__ or "").strip()
    assert not (notification.__doc__ or "").startswith(f"{notification.__name__}("), "say when it is sent"


@pytest.mark.parametrize("notification", DECLINABLE)
def test_what_may_be_declined_can_be_told_in_one_line(notification: type[Notification]) -> None:
    line = notification.sample().digest_line()
    assert line.url, "a summary leads somewhere"
    assert len(line.title) <= LONGEST_SUBJECT
    assert "\n" not in line.title + line.text
    words = render(notification.sample(), to="jeanne@exemple.fr")
    assert words.leave_url in words.text


@pytest.mark.parametrize("notification", EVERY)
def test_it_is_french_whoever_it_is_about(notification: type[Notification]) -> None:
    """Before a name that begins with a vowel « de » is elided; « de La classe » is not French either."""
    sample = notification.sample()
    named = {field.name: "Élise" for field in fields(sample) if field.name in NAMES}
    signed = {field.name: "Les CM2 d’Élise" for field in fields(sample) if field.name == "signature"}
    for words in (
        render(replace(sample, **named, **signed), to="jeanne@exemple.fr"),
        render(sample, to="jeanne@exemple.fr"),
    ):
        written = f"{words.subject}\n{words.text}"
        assert not re.findall(r"\b(?:de|que) (?:Élise|La classe|Les CM2)|\b(?:à|de) (?:le|les|Le|Les) ", written)


@pytest.mark.parametrize("notification", EVERY)
def test_nobody_makes_no_plural(notification: type[Notification]) -> None:
    """In French zero is singular, as one is."""
    sample = notification.sample()
    counts = {field.name for field in fields(sample) if field.name in {"supporters", "more", "count"}}
    for number in (0, 1):
        written = render(replace(sample, **dict.fromkeys(counts, number)), to="jeanne@exemple.fr").text
        assert not re.findall(r"\b[01] \w+s\b", written)
