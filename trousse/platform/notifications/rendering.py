"""From facts to words: the subject and the two twin bodies of a message."""

import re
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from trousse.platform.notifications import rules, styles
from trousse.platform.notifications.base import Notification

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


@dataclass(frozen=True)
class Rendered:
    """A message in words, ready to be sent."""

    subject: str
    text: str
    html: str


def render(notification: Notification) -> Rendered:
    """Put `notification` into words, in French. Raises ValueError when its subject does not fit on one line."""
    context = {**_about_us(), **notification.context(), "kind": notification.kind}
    with translation.override("fr"):
        subject = rules.one_line(_render(notification, "subject.txt", context, escape=False))
        context["subject"] = subject
        text = _render(notification, "body.txt", context, escape=False)
        html = _render(notification, "body.html", context, escape=True)
    return Rendered(subject, _tidy(text), styles.inline(html))


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
