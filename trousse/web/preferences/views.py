"""Asking for the way to one’s choices, choosing, and leaving with one click."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit
from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.links import (
    ALL,
    LEAVE,
    PREFERENCES,
    read_leave_token,
    read_preferences_token,
)
from trousse.platform.notifications.preferences import (
    everything_leave,
    preferences_choose,
    rhythms_of,
    summaries_leave,
)
from trousse.platform.notifications.services import preferences_link_send
from trousse.platform.notifications.topics import topics
from trousse.web.access import GET_POST, Limit, by_signed_link, one_click, public, signed_in
from trousse.web.components.link_pages import keep_private
from trousse.web.preferences.forms import AddressForm, PreferencesForm

CHOOSING = Limit("preferences", times=60, window=timedelta(minutes=10))
ASKING = Limit("preferences-link", times=5, window=timedelta(minutes=10))
MESSAGES_A_DAY = 5
"""To one mailbox, whoever asks and from wherever: nobody may fill somebody else's."""


@never_cache
@public(methods=GET_POST, limits=[ASKING])
def ask(request: HttpRequest) -> HttpResponseBase:
    """The foot of every letter leads here: whoever reads a forwarded one finds nothing of somebody else's to change."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email: str = form.cleaned_data["email"]
        hit(key=f"preferences-to:{email.lower()}", limit=MESSAGES_A_DAY, window=timedelta(days=1))
        preferences_link_send(address=email)
        return render(request, "preferences/sent.html", {"email": email})
    context = {"form": form, "submit_label": "Recevoir mon lien"}
    return render(request, "preferences/ask.html", context, status=422 if form.is_bound else 200)


@by_signed_link(PREFERENCES, limits=[CHOOSING])
def choose(request: HttpRequest, token: str) -> HttpResponseBase:
    """For anybody whom we write to: no account is asked."""
    return keep_private(_page(request, read_preferences_token(token)))


@signed_in(methods=GET_POST)
def mine(request: HttpRequest) -> HttpResponseBase:
    """The same, in one's account."""
    assert isinstance(request.user, User)
    return _page(request, request.user.email)


@one_click(LEAVE)
def leave(request: HttpRequest, token: str) -> HttpResponseBase:
    """Looking asks; only a POST leaves, for mail programs open links by themselves.

    Theirs (RFC 8058) and that of the page's button are the same; another button reads the same topic once a week. It
    is not counted by address: the servers of a mail provider leave for all its readers, and a link that nobody can
    forge leads to one row of one person. It opens nothing else of theirs: letters are forwarded.
    """
    address, topic = read_leave_token(token)
    is_weekly = topic != ALL and request.POST.get("rythme") == Rhythm.WEEKLY
    if request.method == "POST":
        if topic == ALL:
            summaries_leave(address=address)
        else:
            preferences_choose(address=address, rhythms={topic: Rhythm.WEEKLY if is_weekly else Rhythm.NEVER})
    context = {
        "address": address,
        "topic": None if topic == ALL else topics.get(topic),
        "is_done": request.method == "POST",
        "is_weekly": is_weekly,
    }
    return keep_private(render(request, "preferences/leave.html", context))


def _page(request: HttpRequest, address: str) -> HttpResponse:
    current = rhythms_of(address)
    form = PreferencesForm(request.POST or None, current=current)
    stops = "tout" in request.POST
    if request.method == "POST" and (stops or form.is_valid()):
        if stops:
            everything_leave(address=address)
        else:
            preferences_choose(address=address, rhythms=form.chosen())
        messages.success(request, "C’est noté. Vous pouvez changer d’avis à tout moment.")
        return redirect(request.path)
    context = {"form": form, "address": address, "submit_label": "Enregistrer"}
    return render(request, "preferences/choose.html", context, status=422 if form.is_bound else 200)
