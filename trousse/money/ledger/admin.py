"""The ledger in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.money.ledger.models import Account, Entry, Line


class LineInline(ReadOnlyMixin, admin.TabularInline[Line, Entry]):
    model = Line
    fields = ("account", "debit_cents", "credit_cents")


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ("code", "kind", "pcg")
    list_filter = ("kind",)
    search_fields = ("code",)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "key", "kind")
    search_fields = ("=key",)
    search_help_text = "Clé exacte, par exemple gift:42"
    inlines = (LineInline,)
