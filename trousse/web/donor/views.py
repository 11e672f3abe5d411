"""The donor's two pages: ask for one's links again, and follow a gift."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from trousse.giving.donations.links import FOLLOW
from trousse.giving.donations.selectors import donation_by_follow_token, donation_trace
from trousse.giving.donations.services import follow_links_send
from trousse.web.access import GET, GET_POST, Limit, by_signed_link, public

ASKING = Limit("donor-links", times=5, window=timedelta(minutes=10))


class FindForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label="Votre courriel",
        help_text="Celui que vous avez donné avec votre don.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Indiquez votre courriel.",
            "invalid": "Ce courriel n’est pas complet. Exemple : jeanne@exemple.fr",
        },
    )


@never_cache
@public(methods=GET_POST, limits=[ASKING])
def find(request: HttpRequest) -> HttpResponseBase:
    """The answer is the same whether there are gifts or not: nobody learns who gave."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        follow_links_send(email=form.cleaned_data["email"])
        return render(request, "donor/sent.html", {"email": form.cleaned_data["email"]})
    status = 422 if form.is_bound else 200
    return render(request, "donor/find.html", {"form": form, "submit_label": "Recevoir mes liens"}, status=status)


@never_cache
@by_signed_link(FOLLOW, methods=GET)
def follow(request: HttpRequest, token: str) -> HttpResponseBase:
    """One gift, from the card to the class."""
    donation = donation_by_follow_token(token)
    response = render(request, "donor/follow.html", {"donation": donation, "trace": donation_trace(donation)})
    response["Referrer-Policy"] = "no-referrer"
    return response
