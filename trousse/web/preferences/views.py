"""Choosing, and leaving with one click."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from trousse.people.accounts.models import User
from trousse.platform.notifications.links import (
    ALL,
    LEAVE,
    PREFERENCES,
    preferences_url,
    read_leave_token,
    read_preferences_token,
)
from trousse.platform.notifications.preferences import (
    everything_leave,
    preferences_choose,
    rhythms_of,
    summaries_leave,
    topic_leave,
)
from trousse.platform.notifications.topics import topics
from trousse.web.access import GET_POST, Limit, by_signed_link, one_click, signed_in
from trousse.web.components.link_pages import keep_private
from trousse.web.preferences.forms import PreferencesForm

CHOOSING = Limit("preferences", times=60, window=timedelta(minutes=10))


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

    Theirs (RFC 8058) and that of the page's button are the same. It is not counted by address: the servers of a mail
    provider leave for all its readers, and a link that nobody can forge leads to one row of one person.
    """
    address, topic = read_leave_token(token)
    if request.method == "POST":
        if topic == ALL:
            summaries_leave(address=address)
        else:
            topic_leave(address=address, topic=topic)
    context = {
        "address": address,
        "topic": None if topic == ALL else topics.get(topic),
        "is_done": request.method == "POST",
        "preferences_url": preferences_url(address),
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
