"""What a holder says in the name of the class: news, answers, letters."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.selectors import campaigns_of_holder
from trousse.fundraising.dialogue import rules, selectors
from trousse.fundraising.dialogue.enums import Audience, Author
from trousse.fundraising.dialogue.errors import NotNow, QuestionMissing
from trousse.fundraising.dialogue.models import NewsItem, Question
from trousse.fundraising.dialogue.services import (
    letter_from_class,
    letters_read,
    news_correct,
    news_publish,
    news_withdraw,
    question_answer,
    question_decline,
)
from trousse.people.accounts.models import User
from trousse.web.access import GET, GET_POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.letters import LetterForm
from trousse.web.components.project_cards import card_of_campaign
from trousse.web.teacher.dialogue_forms import AnswerForm, CorrectionForm, NewsForm
from trousse.web.teacher.own import signed_in_user

PER_PAGE = 20


@signed_in(methods=GET_POST)
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the class told, and a form for the next piece: looked at first, then published."""
    user = signed_in_user(request)
    campaign = _own_campaign(user, pk)
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "publier" in request.POST:
        said = form.cleaned_data
        news_publish(campaign=campaign, by=user, **{**said, "audience": Audience(said["audience"])})
        messages.success(request, "Votre nouvelle est en ligne. Nous prévenons celles et ceux qui vous suivent.")
        return redirect("teacher:news", pk)
    page = Paginator(selectors.news_of_class(campaign), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_about(campaign, "Nouvelles"),
        "form": form,
        "page": page,
        "is_preview": form.is_bound and form.is_valid(),
        "can_tell": rules.may_tell(campaign.state),
        "readers": selectors.followers_count(campaign),
    }
    return render(request, "teacher/news.html", context, status=_status(form))


@signed_in(methods=GET_POST)
def news_edit(request: HttpRequest, pk: int, news_pk: int) -> HttpResponse:
    """Correct a piece of news, or withdraw it."""
    user = signed_in_user(request)
    campaign = _own_campaign(user, pk)
    item = selectors.news_of_class_get(campaign, news_pk)
    if request.method == "POST" and "retirer" in request.POST:
        news_withdraw(news=item, by=user)
        messages.success(request, "La nouvelle n’est plus sur la page.")
        return redirect("teacher:news", pk)
    form = CorrectionForm(request.POST or None, initial=_written(item))
    if request.method == "POST" and form.is_valid():
        news_correct(news=item, by=user, **form.cleaned_data)
        messages.success(request, "C’est corrigé. La page le dit.")
        return redirect("teacher:news", pk)
    context = {**_about(campaign, "Corriger une nouvelle"), "form": form, "item": item}
    return render(request, "teacher/news_edit.html", context, status=_status(form))


@signed_in(methods=GET_POST)
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions that wait, each with its answer to write, and those that are answered."""
    user = signed_in_user(request)
    campaign = _own_campaign(user, pk)
    waiting = list(selectors.questions_waiting(campaign))
    typed: dict[int, AnswerForm] = {}
    if request.method == "POST":
        question = _asked(waiting, request.POST.get("question", ""))
        form = AnswerForm(request.POST, auto_id=f"question-{question.pk}-%s")
        if form.is_valid():
            close = question_decline if "sans-publier" in request.POST else question_answer
            close(question=question, by=user, answer=form.cleaned_data["answer"])
            messages.success(request, f"Votre réponse part à {question.first_name}.")
            return redirect("teacher:questions", pk)
        typed[question.pk] = form
    context = {
        **_about(campaign, "Questions"),
        "waiting": [(question, _form_of(question, typed)) for question in waiting],
        "forms": list(typed.values()),
        "answered": selectors.questions_public(campaign).order_by("-answered_at")[:PER_PAGE],
    }
    return render(request, "teacher/questions.html", context, status=422 if typed else 200)


@signed_in(methods=GET)
def letters_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Donors with whom the class writes, the latest first."""
    campaign = _own_campaign(signed_in_user(request), pk)
    page = Paginator(selectors.threads_of(campaign), PER_PAGE).get_page(request.GET.get("page"))
    threads = [(supporter, selectors.name_for_class(supporter)) for supporter in page]
    return render(
        request, "teacher/letters_list.html", {**_about(campaign, "Lettres"), "page": page, "threads": threads}
    )


@signed_in(methods=GET_POST)
def letters(request: HttpRequest, pk: int, supporter_pk: int) -> HttpResponse:
    """The letters with one donor. Answering, or the button, marks them as read."""
    user = signed_in_user(request)
    campaign = _own_campaign(user, pk)
    supporter = _donor(campaign, supporter_pk)
    form = LetterForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and "lu" in request.POST:
        letters_read(supporter=supporter, by=Author.CLASS)
        return redirect("teacher:letters_list", pk)
    if request.method == "POST" and form.is_valid():
        letters_read(supporter=supporter, by=Author.CLASS)
        letter_from_class(supporter=supporter, by=user, text=form.cleaned_data["text"])
        messages.success(request, "Votre lettre est partie. Votre adresse reste cachée.")
        return redirect("teacher:letters", pk, supporter_pk)
    context = {
        **_about(campaign, "Lettres", reverse("teacher:letters_list", args=[pk])),
        "form": form,
        "name": selectors.name_for_class(supporter),
        "thread": list(selectors.letters_of(supporter)),
        "author": Author.CLASS,
    }
    return render(request, "teacher/letters.html", context, status=_status(form))


def _own_campaign(user: User, pk: int) -> Campaign:
    """Raises CampaignMissing for everybody but its holder."""
    found = campaigns_of_holder(user).filter(pk=pk).first()
    if found is None:
        raise CampaignMissing
    return found


def _about(campaign: Campaign, here: str, up: str = "") -> dict[str, object]:
    crumbs = [Crumb("Mes projets", reverse("teacher:dashboard")), Crumb(here, up)]
    return {"campaign": campaign, "card": card_of_campaign(campaign), "crumbs": crumbs}


def _written(item: NewsItem) -> dict[str, str]:
    return {"title": item.title, "text": item.text}


def _asked(waiting: list[Question], number: str) -> Question:
    found = next((question for question in waiting if str(question.pk) == number), None)
    if found is None:
        raise QuestionMissing
    return found


def _form_of(question: Question, typed: Mapping[int, AnswerForm]) -> AnswerForm:
    return typed.get(question.pk) or AnswerForm(auto_id=f"question-{question.pk}-%s")


def _donor(campaign: Campaign, pk: int) -> Supporter:
    found = Supporter.objects.filter(campaign=campaign, pk=pk, letters__isnull=False).select_related("campaign").first()
    if found is None:
        raise NotNow
    return found


def _status(form: NewsForm | AnswerForm | LetterForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
