"""What people do in the dialogue: one file a kind of exchange."""

from trousse.fundraising.dialogue.services.following import (
    follow_ask,
    follow_confirm,
    follow_leave,
)
from trousse.fundraising.dialogue.services.letters import (
    letter_from_class,
    letter_from_donor,
    letter_hide,
    letter_show,
    letters_read,
    thread_close,
    thread_reopen,
)
from trousse.fundraising.dialogue.services.news import (
    news_correct,
    news_draft,
    news_hide,
    news_publish,
    news_show,
    news_withdraw,
)
from trousse.fundraising.dialogue.services.questions import (
    question_answer,
    question_ask,
    question_decline,
    question_hide,
    question_show,
)
from trousse.fundraising.dialogue.services.thanks import (
    thanks_change,
    thanks_draft,
    thanks_hide,
    thanks_send,
    thanks_show,
    thanks_withdraw,
)

__all__ = [
    "follow_ask",
    "follow_confirm",
    "follow_leave",
    "letter_from_class",
    "letter_from_donor",
    "letter_hide",
    "letter_show",
    "letters_read",
    "news_correct",
    "news_draft",
    "news_hide",
    "news_publish",
    "news_show",
    "news_withdraw",
    "question_answer",
    "question_ask",
    "question_decline",
    "question_hide",
    "question_show",
    "thanks_change",
    "thanks_draft",
    "thanks_hide",
    "thanks_send",
    "thanks_show",
    "thanks_withdraw",
    "thread_close",
    "thread_reopen",
]
