"""The letters between a donor, who has no account, and the class they support."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from trousse.core.links import LinkInvalid
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue import selectors
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.links import LETTERS, letters_url, read_letters_token
from trousse.fundraising.dialogue.services import letter_from_donor, letters_read, thread_close, thread_reopen
from trousse.web.access import Limit, by_signed_link, signed_in
from trousse.web.components.letters import LetterForm
from trousse.web.components.link_pages import keep_private
from trousse.web.components.news import news_events, thanks_views
from trousse.web.components.project_cards import card_of_campaign

WRITING = Limit("letters", times=10, window=timedelta(minutes=10))
LATEST = 6
"""Thanks and news that the page shows of each."""


@signed_in()
def my_classes(request: HttpRequest) -> HttpResponseBase:
    """For a donor who has an account with the address they gave with: their classes, without looking for a letter."""
    assert request.user.is_authenticated, "the decorator sees to it"
    classes = [
        (card_of_campaign(supporter.campaign), letters_url(supporter.pk))
        for supporter in selectors.classes_of(request.user.email)
    ]
    return keep_private(render(request, "donor/my_classes.html", {"classes": classes}))


@by_signed_link(LETTERS, limits=[WRITING])
def letters(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the class says to this donor: thanks, news, letters. Writing back marks its letters as read."""
    supporter = _supporter(read_letters_token(token))
    form = LetterForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        messages.success(request, _on_thread(request, supporter))
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        letters_read(supporter=supporter, by=Author.DONOR)
        letter_from_donor(supporter=supporter, text=form.cleaned_data["text"])
        messages.success(request, "Votre lettre est partie. La classe ne voit pas votre adresse.")
        return redirect(request.path)
    context = {
        "form": form,
        "card": card_of_campaign(supporter.campaign),
        "signature": supporter.campaign.project.class_signature or "La classe",
        "thanks": thanks_views(selectors.thanks_for(supporter)[:LATEST]),
        "news": news_events(selectors.news_for_donors(supporter.campaign)[:LATEST]),
        "thread": list(selectors.letters_of(supporter)),
        "author": Author.DONOR,
        "closed_by": selectors.blocks_of(supporter),
    }
    status = 422 if form.is_bound else 200
    return keep_private(render(request, "donor/letters.html", context, status=status))


def _on_thread(request: HttpRequest, supporter: Supporter) -> str:
    """One button: close the thread, or open it again. Returns what is said of it."""
    if "fermer" in request.POST:
        thread_close(supporter=supporter, by=Author.DONOR)
        return "L’échange est fermé : la classe ne peut plus vous écrire."
    thread_reopen(supporter=supporter, by=Author.DONOR)
    return "L’échange est rouvert."


def _supporter(pk: int) -> Supporter:
    """Raises LinkInvalid once every gift of this donor was returned."""
    found = selectors.donor_by_pk(pk)
    if found is None:
        raise LinkInvalid
    return found
