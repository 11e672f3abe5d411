"""Coaching in the administration: read, never written. Messages and notes are read on their pages alone."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.fundraising.coaching.models import CoachAssignment, Nudge


@admin.register(CoachAssignment)
class CoachAssignmentAdmin(ReadOnlyAdmin):
    list_display = ("project", "coach", "since", "cause", "awaits_since", "ended_at")
    list_select_related = ("project", "coach")


@admin.register(Nudge)
class NudgeAdmin(ReadOnlyAdmin):
    list_display = ("assignment", "cause", "made_at", "mailed_at", "over_at", "dismissed_at")
