"""Telling those who follow: by batches, once each, resumed after a kill."""

from django.db import transaction

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import messages, rules
from trousse.fundraising.dialogue.models import Follower, NewsItem, NewsReader, Thanks
from trousse.fundraising.dialogue.selectors import readers_of, readers_of_thanks

BATCH = 500
"""Followers told in one transaction."""


def news_tell_due() -> int:
    """Tell every follower of every piece of news that was not told yet. Returns how many letters were written.

    By batches, each with the note of whom it told: a process that dies is resumed, and nobody is told twice.
    """
    due = NewsItem.objects.filter(told_at=None, published_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    return sum(_tell(pk) for pk in list(due))


def thanks_tell_due() -> int:
    """Tell donors of every thank-you that was sent since. Returns how many letters were written.

    Each in one transaction, in as many statements for thousands as for one: all are told, or none and it begins again.
    """
    due = Thanks.objects.filter(told_at=None, sent_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    return sum(_tell_thanks(pk) for pk in list(due))


def _tell(pk: int) -> int:
    written = 0
    while (batch := _tell_batch(pk)) is not None:
        written += batch
    return written


@transaction.atomic
def _tell_batch(pk: int) -> int | None:
    """How many were told now; None when everybody has been."""
    news = (
        NewsItem.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("campaign__project__school")
        .filter(pk=pk, told_at=None)
        .first()
    )
    if news is None:
        return None
    if news.hidden_at or not rules.may_tell(news.campaign.state):  # put back or resumed later, it is told later
        return None
    told = set(NewsReader.objects.filter(news=news).values_list("email", flat=True))
    left = sorted(readers_of(news) - told) if news.is_visible else []
    if not left:
        news.told_at = clock.now()
        news.save(update_fields=["told_at"])
        return None
    batch = left[:BATCH]
    NewsReader.objects.bulk_create(NewsReader(news=news, email=email) for email in batch)
    messages.tell_news(news, batch)
    return len(batch)


@transaction.atomic
def _tell_thanks(pk: int) -> int:
    thanks = (
        Thanks.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("campaign__project__school")
        .filter(pk=pk, told_at=None)
        .first()
    )
    if thanks is None or thanks.hidden_at or not rules.may_tell(thanks.campaign.state):
        return 0
    donors = readers_of_thanks(thanks) if thanks.is_visible else []
    messages.tell_thanks(thanks, donors)
    thanks.told_at = clock.now()
    thanks.save(update_fields=["told_at"])
    return len(donors)


def followers_tell_openings() -> int:
    """Tell those who waited for a campaign that it is open, once. Returns how many letters were written."""
    waiting = Follower.objects.filter(
        opening_told_at=None, left_at=None, confirmed_at__isnull=False, campaign__state=CampaignState.OPEN
    )
    opened = sorted(set(waiting.order_by().values_list("campaign_id", flat=True)))
    return sum(_tell_opening(pk) for pk in opened)


@transaction.atomic
def _tell_opening(campaign_id: int) -> int:
    waiting = Follower.objects.select_for_update(of=("self",), skip_locked=True).filter(
        campaign=campaign_id, opening_told_at=None, left_at=None, confirmed_at__isnull=False
    )
    followers = list(waiting.order_by("pk"))
    campaign = Campaign.objects.select_related("project__school").get(pk=campaign_id)
    if campaign.state != CampaignState.OPEN:  # suspended since the list was made
        return 0
    # Whoever began to follow once it was open knows it.
    late = [each for each in followers if campaign.opened_at and each.asked_at < campaign.opened_at]
    messages.tell_opened(campaign, [each.email for each in late])
    Follower.objects.filter(pk__in=[each.pk for each in followers]).update(opening_told_at=clock.now())
    return len(late)
