"""The gallery page."""

import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trousse.web.access import not_in_production
from trousse.web.components import gallery
from trousse.web.components.samples import THEMES

_ICON = re.compile(r'<symbol id="i-([a-z-]+)"')


@not_in_production()
def show(request: HttpRequest) -> HttpResponse:
    """Every component in its states, the colours of the themes, the icons."""
    sprite = Path(settings.BASE_DIR) / "trousse" / "web" / "static" / "sprite.svg"
    context = {
        "entries": gallery.entries(request),
        "themes": {**THEMES, "solidarite": "Le fonds de solidarité"},
        "icons": _ICON.findall(sprite.read_text(encoding="utf-8")),
    }
    return render(request, "gallery.html", context)
