"""The pictures of news and of thanks: their class arranges them, whoever reads the text sees them.

Pictures of what only donors read are served to whoever has their address, which nobody can guess and only their pages
give: donors have no account.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from trousse.fundraising.dialogue.models import NewsItem, Thanks
from trousse.people.schools.models import School
from trousse.platform.pictures.owners import Owner

Told = NewsItem | Thanks


def _owner(label: str, find: Callable[[str], Told | None], page: str) -> Owner:
    """``page``: the name of the class's own page of one of them."""

    def may_edit(user: Any, told_id: str) -> bool:
        told = find(told_id)
        return told is not None and bool(user.is_authenticated) and told.campaign.project.holder_id == user.pk

    def is_public(told_id: str) -> bool:
        told = find(told_id)
        return told is not None and told.is_visible

    def edit_url(told_id: str) -> str:
        told = find(told_id)
        return reverse(page, args=[told.campaign_id, told.pk]) if told else reverse("teacher:dashboard")

    def url(told_id: str) -> str:
        told = find(told_id)
        if isinstance(told, NewsItem) and told.is_visible and not told.is_for_donors:
            return reverse("public:news", args=[told.campaign_id]) + f"#nouvelle-{told.pk}"
        return edit_url(told_id)

    def author_email(told_id: str) -> str:
        told = find(told_id)
        return told.campaign.project.holder.email if told else ""

    def school_of(told_id: str) -> School | None:
        told = find(told_id)
        return told.campaign.school if told else None

    return Owner(
        label=label,
        may_edit=may_edit,
        is_public=is_public,
        url=url,
        edit_url=edit_url,
        author_email=author_email,
        school_of=school_of,
    )


def _news(news_id: str) -> NewsItem | None:
    if not news_id.isdecimal():
        return None
    related = ("campaign__project__holder", "campaign__school")
    return NewsItem.objects.select_related(*related).filter(pk=int(news_id)).first()


def _thanks(thanks_id: str) -> Thanks | None:
    if not thanks_id.isdecimal():
        return None
    related = ("campaign__project__holder", "campaign__school")
    return Thanks.objects.select_related(*related).filter(pk=int(thanks_id)).first()


NEWS = _owner("Image d’une nouvelle", _news, "teacher:news_edit")
THANKS = _owner("Image d’un merci", _thanks, "teacher:thanks_edit")
