"""What a class told, for a timeline; its thanks, for donors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trousse.core import clock
from trousse.fundraising.dialogue.models import NewsItem, Thanks
from trousse.platform.pictures.selectors import pictures_of_many
from trousse.web.components.cards import TimelineEvent
from trousse.web.components.pictures import PictureView, picture_view
from trousse.web.components.typography import day


@dataclass(frozen=True)
class ThanksView:
    """A thank-you as a donor sees it."""

    pk: int
    on: date
    text: str
    pictures: tuple[PictureView, ...] = ()


def news_events(news: Iterable[NewsItem]) -> list[TimelineEvent]:
    """What the class told, with its pictures: one statement for all of them. A draft is of today."""
    items = list(news)
    pictures = pictures_of_many("news_item", [item.pk for item in items])
    return [
        TimelineEvent(
            clock.paris_day(item.published_at) if item.published_at else clock.today(),
            item.title,
            item.text,
            anchor=f"nouvelle-{item.pk}",
            reportable="" if item.is_draft else "news_item",
            pk=item.pk,
            note=f"Corrigée le {day(clock.paris_day(item.corrected_at))}" if item.corrected_at else "",
            pictures=[picture_view(picture) for picture in pictures[str(item.pk)]],
        )
        for item in items
    ]


def thanks_views(thanks: Iterable[Thanks]) -> list[ThanksView]:
    """Thanks with their pictures: one statement for all of them. A draft is of today."""
    items = list(thanks)
    pictures = pictures_of_many("thanks", [item.pk for item in items])
    return [
        ThanksView(
            item.pk,
            clock.paris_day(item.sent_at) if item.sent_at else clock.today(),
            item.text,
            tuple(picture_view(picture) for picture in pictures[str(item.pk)]),
        )
        for item in items
    ]
