"""News: published, corrected, withdrawn. Followers are told by a job (`telling`)."""

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import jobs, rules
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.errors import NotNow
from trousse.fundraising.dialogue.models import NewsItem
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record


@transaction.atomic
def news_publish(*, campaign: Campaign, by: User, title: str, text: str, audience: Audience) -> NewsItem:
    """Put a piece of news on the page at once; followers are told by a job. Raises NotYourClass, NotNow."""
    require_class(by, campaign)
    if not rules.may_tell(campaign.state):
        raise NotNow
    news = NewsItem.objects.create(
        campaign=campaign, title=title.strip(), text=text.strip(), audience=audience, published_at=clock.now()
    )
    record(verb="news.publish", subject=news, actor=Actor.of_user(by), data={"audience": audience})
    jobs.tell_news.enqueue_once()
    return news


@transaction.atomic
def news_correct(*, news: NewsItem, by: User, title: str, text: str) -> NewsItem:
    """Change what it says; the page tells that it was corrected. Nobody is written to again. Raises NotYourClass."""
    locked = _locked(news)
    require_class(by, locked.campaign)
    if (locked.title, locked.text) == (title.strip(), text.strip()):
        return locked
    before = {"title": locked.title, "text": locked.text}
    locked.title, locked.text, locked.corrected_at = title.strip(), text.strip(), clock.now()
    locked.save(update_fields=["title", "text", "corrected_at"])
    record(verb="news.correct", subject=locked, actor=Actor.of_user(by), data=before)
    return locked


@transaction.atomic
def news_withdraw(*, news: NewsItem, by: User) -> NewsItem:
    """Take it off the page. What was mailed cannot be taken back. Raises NotYourClass."""
    locked = _locked(news)
    require_class(by, locked.campaign)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_at"])
        record(verb="news.withdraw", subject=locked, actor=Actor.of_user(by))
    return locked


@transaction.atomic
def news_hide(*, news_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the page, with the reason its class is told."""
    NewsItem.objects.filter(pk=news_id, hidden_at=None).update(hidden_at=clock.now())
    record(verb="news.hide", subject=NewsItem.objects.get(pk=news_id), actor=actor, reason=reason)


@transaction.atomic
def news_show(*, news_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    NewsItem.objects.filter(pk=news_id).update(hidden_at=None)
    record(verb="news.show", subject=NewsItem.objects.get(pk=news_id), actor=actor, reason=reason)


def _locked(news: NewsItem) -> NewsItem:
    return NewsItem.objects.select_for_update(of=("self",)).select_related("campaign__project").get(pk=news.pk)
