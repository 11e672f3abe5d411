"""News: drafted, published, corrected, withdrawn. Followers are told by a job (`telling`)."""

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import jobs, rules
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.errors import NewsMissing, NotNow
from trousse.fundraising.dialogue.models import NewsItem
from trousse.fundraising.dialogue.services import hiding
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.fundraising.dialogue.services.images import images_drop
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record


@transaction.atomic
def news_draft(*, campaign: Campaign, by: User, title: str, text: str, audience: Audience) -> NewsItem:
    """Keep a piece of news that its class alone sees, to look at it, to add pictures. Raises NotYourClass, NotNow."""
    require_class(by, campaign)
    if not rules.may_tell(campaign.state):
        raise NotNow
    return NewsItem.objects.create(campaign=campaign, title=title.strip(), text=text.strip(), audience=audience)


@transaction.atomic
def news_publish(*, news: NewsItem, by: User) -> NewsItem:
    """Put it on the page at once; followers are told by a job. Twice is once. Raises NotYourClass, NotNow."""
    locked = _locked(news)
    require_class(by, locked.campaign)
    if not rules.may_tell(locked.campaign.state):
        raise NotNow
    if locked.is_draft:
        locked.published_at = clock.now()
        locked.save(update_fields=["published_at"])
        record(verb="news.publish", subject=locked, actor=Actor.of_user(by), data={"audience": locked.audience})
        jobs.tell_news.enqueue_once()
    return locked


@transaction.atomic
def news_correct(*, news: NewsItem, by: User, title: str, text: str, audience: Audience | None = None) -> NewsItem:
    """Change what it says; the page tells that a published one was corrected, and nobody is written to again.

    ``audience`` counts for a draft only: those who were told cannot be chosen again. Raises NotYourClass.
    """
    locked = _locked(news)
    require_class(by, locked.campaign)
    before = {"title": locked.title, "text": locked.text}
    locked.title, locked.text = title.strip(), text.strip()
    if locked.is_draft:
        locked.audience = audience or locked.audience
        locked.save(update_fields=["title", "text", "audience"])
    elif before != {"title": locked.title, "text": locked.text}:
        locked.corrected_at = clock.now()
        locked.save(update_fields=["title", "text", "corrected_at"])
        record(verb="news.correct", subject=locked, actor=Actor.of_user(by), data=before)
    return locked


@transaction.atomic
def news_withdraw(*, news: NewsItem, by: User) -> None:
    """Take it off the page: what was mailed cannot be taken back. A draft is forgotten. Raises NotYourClass."""
    locked = _locked(news)
    require_class(by, locked.campaign)
    if locked.is_draft:
        images_drop(kind="news_item", subject_id=locked.pk, actor=Actor.of_user(by))
        locked.delete()
    elif locked.withdrawn_at is None:
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_at"])
        record(verb="news.withdraw", subject=locked, actor=Actor.of_user(by))


def news_hide(*, news_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the page, with the reason its class is told."""
    hiding.hide(NewsItem.objects.filter(pk=news_id), kind="news", actor=actor, reason=reason)


def news_show(*, news_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    hiding.show(NewsItem.objects.filter(pk=news_id), kind="news", actor=actor, reason=reason)


def _locked(news: NewsItem) -> NewsItem:
    """Raises NewsMissing for a draft forgotten meanwhile."""
    found = NewsItem.objects.select_for_update(of=("self",)).select_related("campaign__project").filter(pk=news.pk)
    locked = found.first()
    if locked is None:
        raise NewsMissing
    return locked
