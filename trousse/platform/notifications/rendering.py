"""From facts to words: the subject and the two twin bodies of a message."""

import re
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from trousse.platform.notifications import links, rules, styles
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.topics import topics

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


@dataclass(frozen=True)
class Rendered:
    """A message in words, ready to be sent."""

    subject: str
    text: str
    html: str
    leave_url: str = ""
    """Where its reader leaves what it is about with one click, as written in it; nothing when it cannot be declined."""


def render(notification: Notification, *, to: str = "") -> Rendered:
    """Put `notification` into words for `to`, in French. Raises ValueError when its subject does not fit on one line.

    `to` is who leaves by the link at the foot of the letter, when it can be declined; nobody when it is empty.
    """
    context = _context(notification, to)
    with translation.override("fr"):
        subject = context["subject"] = _subject(notification, context)
        text = _render(notification, "body.txt", context, escape=False)
        html = _render(notification, "body.html", context, escape=True)
    return Rendered(subject, _tidy(text), styles.inline(html), context["leave_url"])


def subject_of(notification: Notification) -> str:
    """Its subject alone."""
    with translation.override("fr"):
        return _subject(notification, _context(notification, ""))


def _leave_url(notification: Notification, to: str) -> str:
    """Where `to` leaves what this message is about with one click; nothing when it is part of the service."""
    topic = links.ALL if notification.is_summary else notification.topic
    return links.leave_url(to, topic) if topic and to else ""


def _context(notification: Notification, to: str) -> dict[str, Any]:
    return {
        **_about_us(),
        **notification.context(),
        "kind": notification.kind,
        "leave_url": _leave_url(notification, to),
        "preferences_url": links.ask_url(),
        "topic": topics.get(notification.topic) if notification.topic else None,
    }


def _subject(notification: Notification, context: dict[str, Any]) -> str:
    return rules.one_line(_render(notification, "subject.txt", context, escape=False))


def _render(notification: Notification, name: str, context: dict[str, Any], *, escape: bool) -> str:
    """A text body is not HTML: « l'école » must not become « l&#x27;école » in it."""
    engine = cast(DjangoTemplates, engines["django"]).engine
    template = engine.get_template(f"emails/{notification.kind}/{name}")
    return template.render(Context(context, autoescape=escape))


def _about_us() -> dict[str, Any]:
    return {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, "legal": settings.SITE_LEGAL, **_STYLE}


_STYLE = {
    "ink": styles.INK,
    "soft_ink": styles.SOFT_INK,
    "blue": styles.BLUE,
    "sun": styles.SUN,
    "rule": styles.RULE,
    "title_font": styles.TITLE_FONT,
    "text_font": styles.TEXT_FONT,
}


def _tidy(text: str) -> str:
    """Template tags leave blank lines behind: keep one at most."""
    return _BLANK_LINES.sub("\n\n", text.strip()) + "\n"
