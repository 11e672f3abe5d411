"""Reports in the administration: read, never written."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.fundraising.reports.models import Report, ReportIncome, ReportLine


class ReportLineInline(ReadOnlyMixin, admin.TabularInline[ReportLine, Report]):
    model = ReportLine
    extra = 0


class ReportIncomeInline(ReadOnlyMixin, admin.TabularInline[ReportIncome, Report]):
    model = ReportIncome
    extra = 0


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "state", "published_at", "corrected_at")
    list_select_related = ("campaign",)
    list_filter = ("state",)
    inlines = (ReportLineInline, ReportIncomeInline)
