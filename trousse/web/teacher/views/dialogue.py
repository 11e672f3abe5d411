"""What a holder says in the name of the class: news, answers, letters."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue import rules, selectors
from trousse.fundraising.dialogue.enums import Audience, Author
from trousse.fundraising.dialogue.errors import LetterMissing, QuestionMissing
from trousse.fundraising.dialogue.models import NewsItem, Question
from trousse.fundraising.dialogue.services import (
    letter_from_class,
    letters_read,
    news_correct,
    news_draft,
    news_publish,
    news_withdraw,
    question_answer,
    question_decline,
    thread_close,
    thread_reopen,
)
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.web.access import GET, GET_POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.letters import LetterForm
from trousse.web.components.news import news_events
from trousse.web.teacher.class_pages import about, own_campaign, picture_form, picture_hung
from trousse.web.teacher.dialogue_forms import AnswerForm, CorrectionForm, NewsForm
from trousse.web.teacher.own import signed_in_user

PER_PAGE = 20


@signed_in(methods=GET_POST)
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the class told, and a form for the next piece, which begins as a draft."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        draft = news_draft(campaign=campaign, by=user, **{**said, "audience": Audience(said["audience"])})
        return redirect("teacher:news_edit", pk, draft.pk)
    page = Paginator(selectors.news_of_class(campaign), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **about(campaign, "Nouvelles"),
        "form": form,
        "page": page,
        "can_tell": rules.may_tell(campaign.state),
        "readers": selectors.followers_count(campaign),
    }
    return render(request, "teacher/news.html", context, status=_status(form))


@signed_in(methods=GET_POST)
def news_edit(request: HttpRequest, pk: int, news_pk: int) -> HttpResponse:
    """One piece of news as it will be read, or is: its words, its pictures, and the button that publishes it."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    item = selectors.news_of_class_get(campaign, news_pk)
    publishes = "publier" in request.POST
    said = request.POST if "texte" in request.POST or (publishes and "title" in request.POST) else None
    form = (NewsForm if item.is_draft else CorrectionForm)(said, initial=_written(item))
    image = picture_form(request, user)
    if request.method == "POST" and "retirer" in request.POST:
        news_withdraw(news=item, by=user)
        gone = "Le brouillon est supprimé." if item.is_draft else "La nouvelle n’est plus sur la page."
        messages.success(request, gone)
        return redirect("teacher:news", pk)
    if publishes and (not form.is_bound or form.is_valid()):
        if form.is_bound:
            news_correct(news=item, by=user, **_said(form))
        news_publish(news=item, by=user)
        messages.success(request, "Votre nouvelle est en ligne. Nous prévenons celles et ceux qui vous suivent.")
        return redirect("teacher:news", pk)
    if form.is_bound and not publishes and form.is_valid():
        news_correct(news=item, by=user, **_said(form))
        messages.success(request, "C’est enregistré." if item.is_draft else "C’est corrigé. La page le dit.")
        return redirect("teacher:news_edit", pk, news_pk)
    if image.is_bound and picture_hung(image, user, kind="news_item", subject_id=item.pk):
        messages.success(request, "L’image est ajoutée.")
        return redirect("teacher:news_edit", pk, news_pk)
    context = {
        **about(campaign, "Une nouvelle", Crumb("Nouvelles", reverse("teacher:news", args=[pk]))),
        "form": form,
        "image": image,
        "item": item,
        "event": news_events([item])[0],
        "pictures": all_pictures_of("news_item", item.pk),
        "readers": selectors.readers_of(item),
    }
    return render(request, "teacher/news_edit.html", context, status=422 if form.is_bound or image.is_bound else 200)


@signed_in(methods=GET_POST)
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions that wait, each with its answer to write, and those that are answered."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
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
        **about(campaign, "Questions"),
        "waiting": [(question, _form_of(question, typed)) for question in waiting],
        "forms": list(typed.values()),
        "answered": selectors.questions_public(campaign).order_by("-answered_at")[:PER_PAGE],
    }
    return render(request, "teacher/questions.html", context, status=422 if typed else 200)


@signed_in(methods=GET)
def letters_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Donors with whom the class writes, the latest first."""
    campaign = own_campaign(signed_in_user(request), pk)
    page = Paginator(selectors.threads_of(campaign), PER_PAGE).get_page(request.GET.get("page"))
    context = {**about(campaign, "Lettres"), "page": page, "threads": selectors.threads_named(campaign, page)}
    return render(request, "teacher/letters_list.html", context)


@signed_in(methods=GET_POST)
def letters(request: HttpRequest, pk: int, supporter_pk: int) -> HttpResponse:
    """The letters with one donor. Answering, or the button, marks them as read; another closes the thread."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    supporter = _donor(campaign, supporter_pk)
    form = LetterForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        messages.success(request, _on_thread(request, supporter))
        return redirect("teacher:letters_list", pk)
    if request.method == "POST" and form.is_valid():
        letters_read(supporter=supporter, by=Author.CLASS)
        letter_from_class(supporter=supporter, by=user, text=form.cleaned_data["text"])
        messages.success(request, "Votre lettre est partie. Votre adresse reste cachée.")
        return redirect("teacher:letters", pk, supporter_pk)
    name = selectors.name_for_class(supporter)
    context = {
        **about(campaign, name, Crumb("Lettres", reverse("teacher:letters_list", args=[pk]))),
        "form": form,
        "name": name,
        "thread": list(selectors.letters_of(supporter)),
        "author": Author.CLASS,
        "closed_by": selectors.blocks_of(supporter),
    }
    return render(request, "teacher/letters.html", context, status=_status(form))


def _on_thread(request: HttpRequest, supporter: Supporter) -> str:
    """One button: read, close, open again. Returns what is said of it."""
    if "fermer" in request.POST:
        thread_close(supporter=supporter, by=Author.CLASS)
        return "L’échange est fermé : cette personne ne peut plus vous écrire."
    if "rouvrir" in request.POST:
        thread_reopen(supporter=supporter, by=Author.CLASS)
        return "L’échange est rouvert."
    letters_read(supporter=supporter, by=Author.CLASS)
    return "C’est noté : lu."


def _written(item: NewsItem) -> dict[str, Any]:
    return {"title": item.title, "text": item.text, "audience": item.audience}


def _said(form: NewsForm) -> dict[str, Any]:
    """For the service; the readers of a published one are not asked again."""
    audience = form.cleaned_data.get("audience")
    return {
        "title": form.cleaned_data["title"],
        "text": form.cleaned_data["text"],
        "audience": Audience(audience) if audience else None,
    }


def _asked(waiting: list[Question], number: str) -> Question:
    found = next((question for question in waiting if str(question.pk) == number), None)
    if found is None:
        raise QuestionMissing
    return found


def _form_of(question: Question, typed: Mapping[int, AnswerForm]) -> AnswerForm:
    return typed.get(question.pk) or AnswerForm(auto_id=f"question-{question.pk}-%s")


def _donor(campaign: Campaign, pk: int) -> Supporter:
    found = selectors.correspondent(campaign, pk)
    if found is None:
        raise LetterMissing
    return found


def _status(form: NewsForm | LetterForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
