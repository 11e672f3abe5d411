"""The outbox in the admin: states and errors, never words."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from trousse.core.actors import Actor
from trousse.core.admin import ReadOnlyAdmin
from trousse.core.errors import BusinessError
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.services import message_retry


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """What left, what waits, what failed. Bodies are not shown: they hold signed links."""

    list_display = ("id", "kind", "to", "state", "attempts", "created_at", "sent_at", "last_error")
    list_filter = ("state", "kind")
    search_fields = ("=to",)
    search_help_text = "Adresse exacte du destinataire"
    fields = ("kind", "to", "state", "subject", "attempts", "created_at", "sent_at", "next_attempt_at", "last_error")
    readonly_fields = fields
    actions = ("send_again",)

    @admin.action(description="Remettre dans la file les courriels non remis", permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        actor = Actor.of_user(request.user)
        for message in queryset:
            try:
                message_retry(message=message, actor=actor)
            except BusinessError as error:
                self.message_user(request, f"{message} : {error.user_message}", messages.WARNING)
