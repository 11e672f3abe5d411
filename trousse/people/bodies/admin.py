"""Looking at receiving bodies in the administration."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.people.bodies.models import BankAccount, BankAccountLog, LegalEntity, ReceivingBody


@admin.register(LegalEntity)
class LegalEntityAdmin(ReadOnlyAdmin):
    list_display = ("legal_name", "siren", "issues_receipts", "verified")
    list_filter = ("verified", "issues_receipts")
    search_fields = ("siren", "legal_name")


@admin.register(ReceivingBody)
class ReceivingBodyAdmin(ReadOnlyAdmin):
    list_display = ("school", "kind", "entity", "account")
    list_filter = ("kind",)
    list_select_related = ("school", "entity", "account")
    search_fields = ("=school__uai", "=entity__siren")


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnlyAdmin):
    """Money goes where these say: they are decided about on the site, by two people, and only seen here."""

    list_display = ("masked_iban", "entity", "holder_name", "state", "proposed_by_label", "decided_by")
    list_filter = ("state",)
    list_select_related = ("entity", "decided_by")
    search_fields = ("=entity__siren", "entity__legal_name")
    exclude = ("iban",)
    readonly_fields = ("masked_iban",)


@admin.register(BankAccountLog)
class BankAccountLogAdmin(ReadOnlyAdmin):
    list_display = ("at", "subject", "transition", "actor_label", "reason")
