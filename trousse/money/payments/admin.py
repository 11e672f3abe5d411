"""Payments, notices and refunds, to look at only."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.money.payments.models import InboxNotice, Payment, Refund


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("reference", "state", "amount_cents", "paid_cents", "refunded_cents", "provider", "started_at")
    list_filter = ("state", "provider", "payable_kind")
    search_fields = ("reference", "transaction")


@admin.register(InboxNotice)
class InboxNoticeAdmin(ReadOnlyAdmin):
    list_display = ("event_id", "reference", "source", "state", "outcome", "attempts", "received_at")
    list_filter = ("state", "source", "provider")
    search_fields = ("reference", "event_id")


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("key", "state", "amount_cents", "reason", "attempts", "last_error", "asked_at", "done_at")
    list_filter = ("state", "is_external")
    search_fields = ("key", "payment__reference", "provider_ref")
