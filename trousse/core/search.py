"""Text search that needs no PostgreSQL extension.

Text is folded in Python (lower case, no accents), stored beside the row, and turned into a generated ``tsvector`` of
the ``simple`` configuration; a query is the conjunction of its words as prefixes: ``pota lyc`` finds
« Potager du lycée ». One dialect on every machine, whichever way its PostgreSQL was installed.
"""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models

MAX_WORDS = 8

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": " ", "'": " "})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Lower case, without accents or punctuation, single spaces."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", plain).strip()


def matches(query: str) -> SearchQuery | None:
    """Every word of ``query`` as a prefix; None when there is no word to look for."""
    words = normalise(query).split()[:MAX_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")


def search_vector_field(source: str = "search_text") -> Any:
    """The generated column that ``matches`` is compared with; index it with a GinIndex."""
    return models.GeneratedField(
        expression=SearchVector(source, config="simple"), output_field=SearchVectorField(), db_persist=True
    )
