"""The page of a project that is, or was, collecting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import BELOW_MINIMUM, Campaign
from trousse.fundraising.dialogue.models import Question
from trousse.fundraising.dialogue.rules import may_ask
from trousse.fundraising.dialogue.selectors import news_public, questions_latest
from trousse.fundraising.kit.card import card_of
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.review.answers import AnsweredGrid, answers_of
from trousse.fundraising.review.enums import Authority
from trousse.fundraising.review.models import HeadFile, ManagerFile
from trousse.fundraising.review.selectors import head_file_of, manager_file_of
from trousse.giving.allocation.selectors import grants_of_campaign
from trousse.giving.allocation.together import doublings_together, told_in_public
from trousse.web.components.cards import (
    AnsweredQuestion,
    CriterionView,
    EventTone,
    ProjectCard,
    ProjectPage,
    TimelineEvent,
)
from trousse.web.components.news import news_events
from trousse.web.components.project_cards import project_page, with_pictures
from trousse.web.components.typography import day

LATEST_NEWS = 8
LATEST_QUESTIONS = 6
"""What a project page shows; the others have pages of their own, however many they are."""


def answered_questions(questions: Iterable[Question]) -> list[AnsweredQuestion]:
    return [
        AnsweredQuestion(question.pk, question.first_name, question.text, question.answer) for question in questions
    ]


def page_of_campaign(campaign: Campaign, card: ProjectCard) -> ProjectPage:
    """What a visitor reads. No donor is named here: who gave is told to the class alone, by first name."""
    project, told = campaign.project, list(news_public(campaign)[: LATEST_NEWS + 1])
    news, answered = news_events(told[:LATEST_NEWS]), list(questions_latest(campaign)[: LATEST_QUESTIONS + 1])
    page, social = with_pictures(project_page(project, card, budget_of(project))), card_of(campaign)
    address = f"{settings.BASE_URL}{card.url}"
    return replace(
        page,
        receiving_body=_receiving_body(manager_file_of(project)),
        acts=_acts(head_file_of(project)),
        criteria=_criteria(answers_of(project)),
        events=sorted([*news, *_events(campaign)], key=lambda event: event.on, reverse=True),
        has_news=bool(news),
        has_more_news=len(told) > LATEST_NEWS,
        questions=answered_questions(reversed(answered[:LATEST_QUESTIONS])),
        has_more_questions=len(answered) > LATEST_QUESTIONS,
        takes_questions=may_ask(campaign.state),
        absolute_url=address,
        social_image=f"{settings.BASE_URL}{reverse('public:social_card', args=[campaign.pk, social.fingerprint])}",
        social_alt=social.alt,
        oembed_url=f"{settings.BASE_URL}{reverse('public:oembed')}?{urlencode({'url': address})}",
    )


def _receiving_body(file: ManagerFile | None) -> str:
    return str(file.body.entity.legal_name) if file and file.body else ""


def _acts(file: HeadFile | None) -> list[str]:
    """« Conseil d’administration du 12 octobre »: what the head attested."""
    acts = file.acts if file else []
    return [f"{Authority(act['authority']).label}, le {day(date.fromisoformat(act['on']))}" for act in acts]


def _criteria(answered: AnsweredGrid | None) -> list[CriterionView]:
    """What was answered when the project was accepted, in the words of that day (art. R.548-5 4° a CMF)."""
    lines = answered.lines if answered else ()
    return [CriterionView(line.label, line.met, line.note) for line in lines]


def _events(campaign: Campaign) -> list[TimelineEvent]:
    """Newest first: how it ended, and when it opened."""
    events = []
    if campaign.closed_at:
        title, text = ENDINGS[CampaignState(campaign.state)]
        events.append(TimelineEvent(clock.paris_day(campaign.closed_at), title, text))
    events += _grants(campaign)
    if campaign.opened_at:
        events.append(TimelineEvent(clock.paris_day(campaign.opened_at), "La collecte est ouverte"))
    return events


def _grants(campaign: Campaign) -> list[TimelineEvent]:
    """What solidarity funds gave, each with its published reason. Asked only where there may be some."""
    if not campaign.granted_cents and campaign.state not in BELOW_MINIMUM:
        return []
    given = doublings_together(told_in_public(grants_of_campaign(campaign.pk)))
    events = [
        TimelineEvent(
            clock.paris_day(grant.posted_at),
            f"{grant.amount} du fonds « {grant.fund} »",
            grant.reason,
            tone=EventTone.FUNDS,
        )
        for grant in given
    ]
    back = {grant.returned_at: grant for grant in given if grant.returned_at}
    return events + [
        TimelineEvent(
            clock.paris_day(at),
            "L’argent des fonds est revenu aux fonds",
            "Il aidera d’autres projets.",
            EventTone.FUNDS,
        )
        for at in list(back)[:1]
    ]


ENDINGS = {
    CampaignState.SUCCEEDED: ("Objectif atteint", "L’argent va pouvoir partir à l’école. Merci à tous."),
    CampaignState.FAILED: ("La collecte s’est arrêtée sous le minimum", "Chaque donateur est remboursé en entier."),
    CampaignState.REFUNDED: ("La collecte s’est arrêtée sous le minimum", "Chaque donateur a été remboursé en entier."),
}
