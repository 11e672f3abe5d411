"""Reading pages as people do: words, errors, what fields hold."""

from typing import Any

from bs4 import BeautifulSoup, Tag

TRANSACTION = 3
"""Statements around those of a page that only shows: it begins, it is read only, it ends."""


def page(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words(found: BeautifulSoup | Tag | None) -> str:
    """Its text with ordinary spaces, one between words."""
    assert found is not None
    return " ".join(found.get_text(" ").split())


def problems(answer: Any) -> list[str]:
    """The lines of the summary of errors."""
    return [words(line) for line in page(answer).select(".resume-erreurs li")]


def value_of(answer: Any, name: str) -> str:
    """What a text field shows."""
    field = page(answer).select_one(f"[name={name}]")
    assert field is not None, name
    return field.text.strip() if field.name == "textarea" else str(field.get("value", ""))


def is_ticked(answer: Any, name: str, value: str = "") -> bool:
    chosen = f"[value={value}]" if value else ""
    field = page(answer).select_one(f"[name={name}]{chosen}")
    assert field is not None, name
    return field.has_attr("checked")
