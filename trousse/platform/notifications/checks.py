"""A message that names a topic nobody declared could be declined by nobody: refused when the site starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from trousse.platform.notifications.base import registry
from trousse.platform.notifications.topics import topics


@register()
def every_topic_is_declared(**_kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{kind}: unknown topic {notification.topic!r}", id="notifications.E001")
        for kind, notification in registry.items()
        if notification.topic and notification.topic not in topics
    ]
