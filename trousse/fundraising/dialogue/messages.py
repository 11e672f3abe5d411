"""From what happened to the messages that tell it; each goes to the outbox in the caller's transaction."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue.links import confirm_url, leave_url, letters_url
from trousse.fundraising.dialogue.models import Letter, NewsItem, Question, Thanks
from trousse.fundraising.dialogue.notifications import (
    FollowConfirm,
    LetterToDonor,
    LetterToHolder,
    NewsPublished,
    OpenedToFollowers,
    QuestionAnswered,
    QuestionToHolder,
    ThanksFromClass,
)
from trousse.fundraising.dialogue.selectors import donor_links
from trousse.platform.notifications.services import notify, notify_many


def tell_news(news: NewsItem, emails: Iterable[str]) -> None:
    """One letter a follower. News for donors are read on a donor's own page: their link leads there."""
    campaign, here = news.campaign, f"#nouvelle-{news.pk}"
    about = {
        **_about(campaign, here),
        "headline": news.title,
        "text": news.text,
        "signature": campaign.project.class_signature,
        "news_id": news.pk,
    }
    own = donor_links(campaign) if news.is_for_donors else {}
    urls = {email: letters_url(pk) + here for email, pk in own.items()}
    notify_many(
        (
            NewsPublished(
                **{**about, "url": urls.get(email, about["url"])}, unfollow_url=leave_url(campaign.pk, email)
            ),
            email,
        )
        for email in emails
    )


def tell_thanks(thanks: Thanks, donors: Iterable[Supporter]) -> None:
    """One letter a donor, with the link of their own page."""
    campaign = thanks.campaign
    about = {
        **_about(campaign),
        "text": thanks.text,
        "signature": campaign.project.class_signature,
        "thanks_id": thanks.pk,
    }
    notify_many(
        (
            ThanksFromClass(
                **{**about, "url": f"{letters_url(donor.pk)}#merci-{thanks.pk}"},
                first_name=donor.first_name,
                unfollow_url=leave_url(campaign.pk, donor.email),
            ),
            donor.email,
        )
        for donor in donors
    )


def tell_opened(campaign: Campaign, emails: Iterable[str]) -> None:
    about = {**_about(campaign), "campaign_id": campaign.pk}
    notify_many((OpenedToFollowers(**about, unfollow_url=leave_url(campaign.pk, email)), email) for email in emails)


def ask_confirmation(campaign: Campaign, email: str) -> None:
    notify(FollowConfirm(**{**_about(campaign), "url": confirm_url(campaign.pk, email)}), to=email)


def tell_question(question: Question) -> None:
    here = f"{settings.BASE_URL}{reverse('teacher:questions', args=[question.campaign_id])}"
    message = QuestionToHolder(
        **{**_about(question.campaign), "url": here}, who=question.first_name, text=question.text
    )
    notify(message, to=question.campaign.project.holder.email)


def tell_answer(question: Question, *, is_public: bool) -> None:
    message = QuestionAnswered(
        **_about(question.campaign, "#questions"),
        first_name=question.first_name,
        question=question.text,
        answer=question.answer,
        is_public=is_public,
    )
    notify(message, to=question.email)


def tell_letter_to_class(letter: Letter, who: str) -> None:
    campaign = letter.supporter.campaign
    here = f"{settings.BASE_URL}{reverse('teacher:letters', args=[campaign.pk, letter.supporter_id])}"
    notify(LetterToHolder(**{**_about(campaign), "url": here}, who=who), to=campaign.project.holder.email)


def tell_letter_to_donor(letter: Letter) -> None:
    supporter = letter.supporter
    message = LetterToDonor(
        **{**_about(supporter.campaign), "url": letters_url(supporter.pk)},
        first_name=supporter.first_name,
        signature=supporter.campaign.project.class_signature,
    )
    notify(message, to=supporter.email)


def _about(campaign: Campaign, fragment: str = "") -> dict[str, Any]:
    return {
        "title": campaign.title,
        "school": campaign.project.school_in_words,
        "url": reverse("public:project", args=[campaign.pk, campaign.slug]) + fragment,
    }
