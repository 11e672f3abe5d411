"""Following a project, asking its class a question: no account, an address that is confirmed."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaign_for_page
from trousse.fundraising.dialogue import links, rules, selectors
from trousse.fundraising.dialogue.services import follow_ask, follow_confirm, follow_leave, question_ask
from trousse.platform.limits.services import hit
from trousse.web.access import GET_POST, Limit, by_signed_link, public
from trousse.web.components.link_pages import keep_private
from trousse.web.components.news import news_events
from trousse.web.components.project_cards import card_of_campaign
from trousse.web.public.caching import for_everyone
from trousse.web.public.forms import FollowForm, QuestionForm
from trousse.web.public.pages import answered_questions

FOLLOWING = Limit("follow", times=20, window=timedelta(minutes=10))
ASKING = Limit("question", times=5, window=timedelta(minutes=10))
MESSAGES_A_DAY = 5
"""Confirmations to one mailbox, whoever asks: nobody may fill somebody else's."""


PER_PAGE = 10


@for_everyone
@public()
def news(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything the class told everybody, newest first."""
    campaign = campaign_for_page(pk)
    page = Paginator(selectors.news_public(campaign), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "public/news.html", campaign, page=page, events=news_events(page))


@for_everyone
@public()
def questions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every question that the class answered, those answered last first."""
    campaign = campaign_for_page(pk)
    page = Paginator(selectors.questions_latest(campaign), PER_PAGE).get_page(request.GET.get("page"))
    shown = answered_questions(page)
    signature = campaign.project.class_signature
    return _page(request, "public/questions.html", campaign, page=page, questions=shown, signature=signature)


@never_cache
@public(methods=GET_POST, limits=[FOLLOWING])
def follow(request: HttpRequest, pk: int) -> HttpResponseBase:
    """« Suivre ce projet », or « Me prévenir » before it opens: the address is confirmed by a letter."""
    campaign = campaign_for_page(pk)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email: str = form.cleaned_data["email"]
        hit(key=f"follow:{email.lower()}", limit=MESSAGES_A_DAY, window=timedelta(days=1))
        follow_ask(campaign=campaign, email=email)
        return _page(request, "public/follow_sent.html", campaign, email=email)
    return _page(request, "public/follow.html", campaign, form=form, submit_label="Recevoir le courriel")


@never_cache
@public(methods=GET_POST, limits=[ASKING])
def ask(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A question to the class; it is read by everybody once answered."""
    campaign = campaign_for_page(pk)
    form = QuestionForm(request.POST or None)
    if not rules.may_ask(campaign.state):
        return _page(request, "public/question_closed.html", campaign)
    if request.method == "POST" and form.is_valid():
        question_ask(campaign=campaign, **form.question())
        return _page(request, "public/question_sent.html", campaign, first_name=form.cleaned_data["first_name"])
    return _page(request, "public/question.html", campaign, form=form, submit_label="Envoyer à la classe")


@by_signed_link(links.CONFIRM)
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """The letter leads here; following starts with the button, for mail programs open links by themselves."""
    campaign_id, email = links.read(links.CONFIRM, token)
    if request.method == "POST":
        follow_confirm(campaign_id=campaign_id, email=email)
    return _following(request, "public/follow_confirm.html", campaign_id, email)


@by_signed_link(links.LEAVE)
def leave(request: HttpRequest, token: str) -> HttpResponseBase:
    """Stop following one project."""
    campaign_id, email = links.read(links.LEAVE, token)
    if request.method == "POST":
        follow_leave(campaign_id=campaign_id, email=email)
    return _following(request, "public/follow_leave.html", campaign_id, email)


def _following(request: HttpRequest, template: str, campaign_id: int, email: str) -> HttpResponse:
    campaign = campaign_for_page(campaign_id)
    return keep_private(_page(request, template, campaign, email=email, is_done=request.method == "POST"))


def _page(request: HttpRequest, template: str, campaign: Campaign, **context: object) -> HttpResponse:
    form = context.get("form")
    is_refused = bool(getattr(form, "is_bound", False))
    told = {"card": card_of_campaign(campaign), **context}
    return render(request, template, told, status=422 if is_refused else 200)
