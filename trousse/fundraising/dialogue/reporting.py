"""News, questions, thanks and letters as moderation sees them."""

from uuid import UUID

from django.urls import reverse

from trousse.core import formats
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.errors import LetterMissing, NewsMissing, QuestionMissing, ThanksMissing
from trousse.fundraising.dialogue.models import Letter, NewsItem, Question, Thanks
from trousse.fundraising.dialogue.services import (
    letter_hide,
    letter_show,
    news_hide,
    news_show,
    question_hide,
    question_show,
    thanks_hide,
    thanks_show,
)
from trousse.people.schools.models import School
from trousse.platform.moderation.enums import Outcome
from trousse.platform.moderation.reportables import Reportable

WITH_ITS_CLASS = ("campaign__project__holder", "campaign__school")


def _news(news_id: str) -> NewsItem:
    """Raises NewsMissing."""
    found = NewsItem.objects.select_related(*WITH_ITS_CLASS).filter(published_at__isnull=False, withdrawn_at=None)
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


def _thanks(thanks_id: str) -> Thanks:
    """Raises ThanksMissing."""
    found = Thanks.objects.select_related(*WITH_ITS_CLASS).filter(sent_at__isnull=False, withdrawn_at=None)
    thanks = found.filter(pk=int(thanks_id)).first() if thanks_id.isdecimal() else None
    if thanks is None:
        raise ThanksMissing
    return thanks


def _letter(key: str) -> Letter:
    """Raises LetterMissing."""
    try:
        asked = UUID(key)
    except ValueError:
        raise LetterMissing from None
    related = ("supporter__campaign__project__holder", "supporter__campaign__school")
    letter = Letter.objects.select_related(*related).filter(key=asked).first()
    if letter is None:
        raise LetterMissing
    return letter


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
    title=lambda question_id: f"Question {formats.of(_question(question_id).first_name)}",
    url=lambda question_id: _page(_question(question_id).campaign, "#questions"),
    hide=_hide_question,
    show=_show_question,
    author_emails=lambda question_id: [_question(question_id).campaign.project.holder.email],
    school_of=_school_of_question,
    excerpt=lambda question_id: f"{_question(question_id).text}\n{_question(question_id).answer}",
)
THANKS = Reportable(
    label="Merci",
    title=lambda thanks_id: f"Merci de la classe aux donateurs : {_thanks(thanks_id).campaign.title}",
    url=lambda thanks_id: _page(_thanks(thanks_id).campaign, ""),
    hide=lambda thanks_id, actor, reason: thanks_hide(thanks_id=_thanks(thanks_id).pk, actor=actor, reason=reason),
    show=lambda thanks_id, actor, reason: thanks_show(thanks_id=_thanks(thanks_id).pk, actor=actor, reason=reason),
    author_emails=lambda thanks_id: [_thanks(thanks_id).campaign.project.holder.email],
    school_of=lambda thanks_id: _thanks(thanks_id).campaign.school,
    excerpt=lambda thanks_id: _thanks(thanks_id).text,
)


def _author_of_letter(key: str) -> list[str]:
    letter = _letter(key)
    campaign = letter.supporter.campaign
    return [campaign.project.holder.email if letter.author == Author.CLASS else letter.supporter.email]


LETTER = Reportable(
    label="Lettre privée",
    title=lambda key: f"Lettre privée au sujet de « {_letter(key).supporter.campaign.title} »",
    url=lambda key: _page(_letter(key).supporter.campaign, ""),
    hide=lambda key, actor, reason: letter_hide(key=_letter(key).key, actor=actor, reason=reason),
    show=lambda key, actor, reason: letter_show(key=_letter(key).key, actor=actor, reason=reason),
    author_emails=_author_of_letter,
    school_of=lambda key: _letter(key).supporter.campaign.school,
    excerpt=lambda key: _letter(key).text,
    outcomes=(Outcome.NO_ACTION, Outcome.HIDE),
)
"""Read by moderators only once one of the two reports it: its key is known to them alone."""
