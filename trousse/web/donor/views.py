"""The donor's two pages: ask for one's links again, and follow a gift."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from trousse.fundraising.dialogue.links import letters_url
from trousse.fundraising.dialogue.selectors import news_for_donors, supporter_by_key, thanks_for
from trousse.giving.allocation.selectors import gift_uses
from trousse.giving.donations.links import FOLLOW
from trousse.giving.donations.selectors import donation_by_follow_token, donation_trace
from trousse.giving.donations.services import follow_links_send
from trousse.platform.limits.services import hit
from trousse.web.access import GET, GET_POST, Limit, by_signed_link, public
from trousse.web.components.giving_cards import fund_card
from trousse.web.components.link_pages import keep_private
from trousse.web.components.news import news_events, thanks_views
from trousse.web.components.project_cards import card_of_campaign
from trousse.web.donor.forms import FindForm

ASKING = Limit("donor-links", times=5, window=timedelta(minutes=10))
MESSAGES_A_DAY = 5
"""To one mailbox, whoever asks and from wherever: nobody may fill somebody else's."""

LATEST_NEWS = 3
"""On the page of a gift; the class's own page shows more."""


@never_cache
@public(methods=GET_POST, limits=[ASKING])
def find(request: HttpRequest) -> HttpResponseBase:
    """The answer is the same whether there are gifts or not: nobody learns who gave."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email: str = form.cleaned_data["email"]
        hit(key=f"donor-links-to:{email.lower()}", limit=MESSAGES_A_DAY, window=timedelta(days=1))
        follow_links_send(email=email)
        return render(request, "donor/sent.html", {"email": email})
    status = 422 if form.is_bound else 200
    return render(request, "donor/find.html", {"form": form, "submit_label": "Recevoir mes liens"}, status=status)


@by_signed_link(FOLLOW, methods=GET)
def follow(request: HttpRequest, token: str) -> HttpResponseBase:
    """One gift, from the card to the class."""
    donation = donation_by_follow_token(token)
    supporter = supporter_by_key(donation.key)
    context = {
        "donation": donation,
        "trace": donation_trace(donation, gift_uses(donation)),
        "card": card_of_campaign(donation.campaign) if donation.campaign else None,
        "fund": fund_card(donation.fund) if donation.fund else None,
        "signature": (supporter.campaign.project.class_signature if supporter else "") or "La classe",
        "thanks": thanks_views(thanks_for(supporter)[:1]) if supporter else [],
        "news": news_events(news_for_donors(supporter.campaign)[:LATEST_NEWS]) if supporter else [],
        "letters_url": letters_url(supporter.pk) if supporter else "",
    }
    return keep_private(render(request, "donor/follow.html", context))
