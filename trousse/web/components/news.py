"""What a class told, for a timeline."""

from collections.abc import Iterable

from trousse.core import clock
from trousse.fundraising.dialogue.models import NewsItem
from trousse.web.components.cards import TimelineEvent
from trousse.web.components.typography import day


def news_events(news: Iterable[NewsItem]) -> list[TimelineEvent]:
    """What the class told, for the timeline."""
    return [
        TimelineEvent(
            clock.paris_day(item.published_at),
            item.title,
            item.text,
            anchor=f"nouvelle-{item.pk}",
            reportable="news_item",
            pk=item.pk,
            note=f"Corrigée le {day(clock.paris_day(item.corrected_at))}" if item.corrected_at else "",
        )
        for item in news
    ]
