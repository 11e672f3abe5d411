"""The letters between a donor, who has no account, and the class they support."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from trousse.core.links import LinkInvalid
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue import selectors
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.links import LETTERS, read_letters_token
from trousse.fundraising.dialogue.services import letter_from_donor, letters_read
from trousse.web.access import Limit, by_signed_link
from trousse.web.components.letters import LetterForm
from trousse.web.components.link_pages import keep_private
from trousse.web.components.project_cards import card_of_campaign

WRITING = Limit("letters", times=10, window=timedelta(minutes=10))


@by_signed_link(LETTERS, limits=[WRITING])
def letters(request: HttpRequest, token: str) -> HttpResponseBase:
    """Read the class, and write to it. Writing marks what the class wrote as read."""
    supporter = _supporter(read_letters_token(token))
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        letters_read(supporter=supporter, by=Author.DONOR)
        letter_from_donor(supporter=supporter, text=form.cleaned_data["text"])
        messages.success(request, "Votre lettre est partie. La classe ne voit pas votre adresse.")
        return redirect(request.path)
    context = {
        "form": form,
        "card": card_of_campaign(supporter.campaign),
        "signature": supporter.campaign.project.class_signature or "La classe",
        "thread": list(selectors.letters_of(supporter)),
        "author": Author.DONOR,
        "submit_label": "Envoyer à la classe",
    }
    status = 422 if form.is_bound else 200
    return keep_private(render(request, "donor/letters.html", context, status=status))


def _supporter(pk: int) -> Supporter:
    """Raises LinkInvalid once the gift was returned: there is nothing to talk about any more."""
    related = ("campaign__project", "campaign__school", "campaign__theme")
    found = Supporter.objects.filter(pk=pk, removed_at=None).select_related(*related).first()
    if found is None:
        raise LinkInvalid
    return found
