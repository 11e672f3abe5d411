"""Reading the outbox."""

from django.db.models import Count, QuerySet

from trousse.platform.notifications.base import from_message
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import Rendered, render


def messages(*, to: str = "", state: MessageState | None = None) -> QuerySet[Message]:
    """The outbox, newest first, narrowed to addresses that contain `to` and to one state."""
    found = Message.objects.order_by("-pk")
    if to:
        found = found.filter(to__icontains=to.strip())
    if state:
        found = found.filter(state=state)
    return found


def rendered(message: Message) -> Rendered:
    """The words that were sent, or those that would be sent now. Raises KeyError when its class no longer exists."""
    if message.is_sent:
        return Rendered(message.subject, message.text, message.html)
    return render(from_message(message.kind, message.params), to=message.to)


def counts() -> dict[MessageState, int]:
    """How many messages are in each state."""
    rows = Message.objects.order_by().values_list("state").annotate(how_many=Count("pk"))
    found = dict(rows)
    return {state: found.get(state.value, 0) for state in MessageState}
