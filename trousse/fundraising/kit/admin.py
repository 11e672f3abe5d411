"""Printed pieces in the administration: read, never written."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.fundraising.kit.models import PrintedPiece


@admin.register(PrintedPiece)
class PrintedPieceAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "piece", "language", "edition", "made_at")
    list_select_related = ("campaign",)
