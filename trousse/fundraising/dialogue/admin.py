"""The dialogue in the administration: read, never written."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.fundraising.dialogue.models import Follower, NewsItem, Question


@admin.register(NewsItem)
class NewsItemAdmin(ReadOnlyAdmin):
    list_display = ("title", "campaign", "audience", "published_at", "withdrawn_at", "hidden_at")
    list_select_related = ("campaign",)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """Without the address of who asked."""

    list_display = ("campaign", "first_name", "state", "asked_at", "answered_at")
    list_select_related = ("campaign",)
    exclude = ("email",)


@admin.register(Follower)
class FollowerAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "asked_at", "confirmed_at", "left_at")
    list_select_related = ("campaign",)
    search_fields = ("=email",)
