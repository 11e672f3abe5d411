"""News and questions as moderation sees them."""

from django.urls import reverse

from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue.errors import NewsMissing, QuestionMissing
from trousse.fundraising.dialogue.models import NewsItem, Question
from trousse.fundraising.dialogue.services import news_hide, news_show, question_hide, question_show
from trousse.people.schools.models import School
from trousse.platform.moderation.reportables import Reportable

WITH_ITS_CLASS = ("campaign__project__holder", "campaign__school")


def _news(news_id: str) -> NewsItem:
    """Raises NewsMissing."""
    found = NewsItem.objects.select_related(*WITH_ITS_CLASS).filter(withdrawn_at=None)
    news = found.filter(pk=int(news_id)).first() if news_id.isdecimal() else None
    if news is None:
        raise NewsMissing
    return news


def _question(question_id: str) -> Question:
    """Raises QuestionMissing."""
    found = Question.objects.select_related(*WITH_ITS_CLASS)
    question = found.filter(pk=int(question_id)).first() if question_id.isdecimal() else None
    if question is None:
        raise QuestionMissing
    return question


def _page(campaign: Campaign, fragment: str) -> str:
    return reverse("public:project", args=[campaign.pk, campaign.slug]) + fragment


def _hide_news(news_id: str, actor: Actor, reason: str) -> None:
    news_hide(news_id=_news(news_id).pk, actor=actor, reason=reason)


def _show_news(news_id: str, actor: Actor, reason: str) -> None:
    news_show(news_id=_news(news_id).pk, actor=actor, reason=reason)


def _hide_question(question_id: str, actor: Actor, reason: str) -> None:
    question_hide(question_id=_question(question_id).pk, actor=actor, reason=reason)


def _show_question(question_id: str, actor: Actor, reason: str) -> None:
    question_show(question_id=_question(question_id).pk, actor=actor, reason=reason)


def _school_of_news(news_id: str) -> School:
    return _news(news_id).campaign.school


def _school_of_question(question_id: str) -> School:
    return _question(question_id).campaign.school


NEWS = Reportable(
    label="Nouvelle",
    title=lambda news_id: f"Nouvelle : {_news(news_id).title}",
    url=lambda news_id: _page(_news(news_id).campaign, f"#nouvelle-{news_id}"),
    hide=_hide_news,
    show=_show_news,
    author_emails=lambda news_id: [_news(news_id).campaign.project.holder.email],
    school_of=_school_of_news,
    excerpt=lambda news_id: _news(news_id).text,
)
QUESTION = Reportable(
    label="Question",
    title=lambda question_id: f"Question de {_question(question_id).first_name}",
    url=lambda question_id: _page(_question(question_id).campaign, "#questions"),
    hide=_hide_question,
    show=_show_question,
    author_emails=lambda question_id: [_question(question_id).campaign.project.holder.email],
    school_of=_school_of_question,
    excerpt=lambda question_id: f"{_question(question_id).text}\n{_question(question_id).answer}",
)
