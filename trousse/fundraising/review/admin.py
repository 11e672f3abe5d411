"""The review circuit in the administration: read, never written."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.fundraising.review.models import (
    AccessLink,
    CriterionAnswer,
    Decision,
    HeadFile,
    ManagerFile,
    Remark,
    Submission,
)


class DecisionInline(ReadOnlyMixin, admin.TabularInline[Decision, Submission]):
    model = Decision
    extra = 0


class RemarkInline(ReadOnlyMixin, admin.TabularInline[Remark, Decision]):
    model = Remark
    extra = 0


class CriterionAnswerInline(ReadOnlyMixin, admin.TabularInline[CriterionAnswer, Decision]):
    model = CriterionAnswer
    extra = 0


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("project", "number", "at")
    list_select_related = ("project",)
    search_fields = ("project__title", "=project__pk")
    inlines = (DecisionInline,)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("submission", "outcome", "reason_code", "reviewer", "at")
    list_filter = ("outcome", "reason_code")
    list_select_related = ("submission", "reviewer")
    inlines = (CriterionAnswerInline, RemarkInline)


@admin.register(HeadFile)
class HeadFileAdmin(ReadOnlyAdmin):
    list_display = ("project", "state", "recipient_source", "sent_at", "answered_at")
    list_filter = ("state", "recipient_source")
    list_select_related = ("project",)


@admin.register(ManagerFile)
class ManagerFileAdmin(ReadOnlyAdmin):
    list_display = ("project", "state", "body", "sent_at", "completed_at")
    list_filter = ("state",)
    list_select_related = ("project", "body")


@admin.register(AccessLink)
class AccessLinkAdmin(ReadOnlyAdmin):
    """Without the nonce: nobody forges a link from the admin."""

    list_display = ("project", "purpose", "email", "created_at", "expires_at", "used_at", "revoked_at")
    list_filter = ("purpose",)
    list_select_related = ("project",)
    exclude = ("nonce",)
