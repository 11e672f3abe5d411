"""The door of the demonstration. In production there is no such page."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import Missing
from trousse.web.access import GET, POST, demo_only
from trousse.web.demo.cast import demo_users, part_of, parts, waiting_links


@dataclass(frozen=True)
class TestCard:
    """A card of the bundled test bank."""

    number: str
    outcome: str


CARDS = (
    TestCard("4970 1000 0000 0014", "acceptée"),
    TestCard("4970 1100 0000 0013", "acceptée avec le code 1234 (3-D Secure)"),
    TestCard("4970 1000 0000 0098", "refusée, plafond dépassé"),
    TestCard("4970 1100 0000 0401", "rejetée par 3-D Secure"),
)
"""Those of the bundled test bank. It shares no code with the site: its numbers are written here as on paper."""
LONGEST_PK = 10


@demo_only(methods=GET)
def people(request: HttpRequest) -> HttpResponse:
    """Who to become, what to try in order, and the links that wait for people without account."""
    context = {
        "parts": parts(),
        "links": waiting_links(),
        "cards": CARDS,
        "bank": settings.PAYMENT_ORIGIN,
        "is_someone": request.user.is_authenticated,
    }
    return render(request, "demo/people.html", context)


@demo_only(methods=POST)
def enter(request: HttpRequest) -> HttpResponse:
    """Become one of the fictional people in one of their parts, and arrive where it works."""
    code, _, pk = request.POST.get("personne", "").partition("-")
    part = part_of(code, int(pk)) if pk.isdecimal() and len(pk) < LONGEST_PK else None
    if part is None:
        raise Missing("Cette personne n’est pas dans la démonstration. Rechargez la page, s’il vous plaît.")
    user = demo_users().get(pk=pk)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.info(request, f"Vous êtes {user.display_name}.")
    return redirect(part.home)
