"""When an académie opens: told to whoever asks, by a letter on the day."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from trousse.people.rollout import links
from trousse.people.rollout.selectors import openness
from trousse.people.rollout.services import alert_ask, alert_confirm
from trousse.people.schools.models import Academie
from trousse.platform.limits.services import hit
from trousse.web.access import GET_POST, Limit, by_signed_link, public
from trousse.web.components.link_pages import keep_private
from trousse.web.public.forms import FollowForm

ASKING = Limit("alerts", times=20, window=timedelta(minutes=10))
MESSAGES_A_DAY = 5


@never_cache
@public(methods=GET_POST, limits=[ASKING])
def alert(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Whether an académie is open, and the form to be told."""
    academie = get_object_or_404(Academie, slug=slug)
    form = FollowForm(request.POST or None)
    context = {"academie": academie, "openness": openness(academie), "form": form, "submit_label": "Me prévenir"}
    if request.method == "POST" and form.is_valid():
        email: str = form.cleaned_data["email"]
        hit(key=f"alert:{email.lower()}", limit=MESSAGES_A_DAY, window=timedelta(days=1))
        alert_ask(academie=academie, email=email)
        return render(request, "public/alert_sent.html", {**context, "email": email})
    return render(request, "public/alert.html", context, status=422 if form.is_bound else 200)


@by_signed_link(links.CONFIRM)
def alert_confirmed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The letter leads here; the alert begins with the button."""
    code, email = links.read(token)
    if request.method == "POST":
        alert_confirm(code=code, email=email)
    context = {"academie": get_object_or_404(Academie, pk=code), "email": email, "is_done": request.method == "POST"}
    return keep_private(render(request, "public/alert_confirm.html", context))
