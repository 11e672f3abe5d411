"""Two tabs: what was typed here beside what somebody saved elsewhere meanwhile. See ``components/conflit.html``."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A field that somebody saved otherwise meanwhile: what was typed here, beside what is stored now."""

    label: str
    typed: str
    stored: str


@dataclass(frozen=True)
class Conflict:
    """``text``: what happened; ``url``: the page with what is stored, for whoever prefers it."""

    text: str
    differences: Sequence[Difference]
    url: str
