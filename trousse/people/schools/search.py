"""The text by which a school is found: its name, its town, its postcode, its UAI."""

from trousse.core.search import normalise

EDGE = "|"
"""Stands between the parts of a search text; not a word, so PostgreSQL's dictionaries pass over it."""

_SAINTS = {"st": "saint", "ste": "sainte", "saint": "st", "sainte": "ste"}


def search_text(*, name: str, commune_name: str, postcode: str, uai: str) -> str:
    """``college saint exupery st | lille | 59000 0590001x``; saints are found under both spellings."""
    plain_name, town = normalise(name), normalise(commune_name)
    others = {_SAINTS[word] for word in f"{plain_name} {town}".split() if word in _SAINTS}
    return f"{plain_name} {EDGE} {town} {EDGE} {' '.join([postcode, normalise(uai), *sorted(others)])}".strip()
