"""The rollout in the administration: read, never written (phases have their pages)."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.people.rollout.models import Alert, Phase, Slot, Waiting


@admin.register(Phase)
class PhaseAdmin(ReadOnlyAdmin):
    list_display = ("name", "starts_on", "ends_on", "quota")


@admin.register(Slot)
class SlotAdmin(ReadOnlyAdmin):
    list_display = ("key", "phase", "academie", "taken_at", "freed_at")
    list_select_related = ("phase", "academie")
    list_filter = ("phase",)


@admin.register(Waiting)
class WaitingAdmin(ReadOnlyAdmin):
    list_display = ("pk", "school", "asked_at", "told_at")
    list_select_related = ("school",)


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ("pk", "academie", "asked_at", "confirmed_at", "told_at")
    list_select_related = ("academie",)
