"""What people and jobs do around an accompanied project: one file a subject."""

from trousse.fundraising.coaching.services.assigning import coach_assign, coach_reassign, coaches_find
from trousse.fundraising.coaching.services.talking import (
    message_write,
    messages_read,
    note_write,
    reply_is_not_needed,
    template_reset,
    template_write,
)
from trousse.fundraising.coaching.services.working import item_tick, nudge_dismiss

__all__ = [
    "coach_assign",
    "coach_reassign",
    "coaches_find",
    "item_tick",
    "message_write",
    "messages_read",
    "note_write",
    "nudge_dismiss",
    "reply_is_not_needed",
    "template_reset",
    "template_write",
]
