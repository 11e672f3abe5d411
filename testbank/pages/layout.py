"""What every page shares: the frame, and how money, moments and hidden fields are written."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
NBSP = "\u00a0"


def page(title: str, content: str, *, wide: bool = False) -> str:
    """A whole page. ``content`` is HTML, ``title`` is not."""
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)} · Banque d'essai</title>
<link rel="icon" href="/static/banque.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/banque.css">
</head>
<body>
<header class="bandeau"><p class="enseigne">Banque d'essai</p>
<p>Aucune vraie carte, aucun vrai argent.</p></header>
<main class="{"large" if wide else "etroit"}">
{content}
</main>
<footer class="pied"><p>Banque d'essai de La Trousse à Projets, pour les essais et les démonstrations.</p></footer>
</body>
</html>
"""


def euros(cents: int) -> str:
    """``1 234,50 €`` with unbreakable spaces."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", NBSP)
    return f"{grouped},{rest:02d}{NBSP}€"


def clock(moment: float) -> str:
    """Day and time of day in Paris."""
    return datetime.fromtimestamp(moment, PARIS).strftime("%d/%m %H:%M:%S")


def hidden(fields: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()
    )


def definitions(fields: Mapping[str, str]) -> str:
    """A list of names and values."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value) or '∅'}</dd></div>" for name, value in fields.items()
    )
    return f'<dl class="champs">{rows}</dl>'
