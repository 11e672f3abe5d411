"""The code that shows a project within another site."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

WIDGET_WIDTH, WIDGET_HEIGHT = 360, 440


def iframe(pk: int, title: str, *, width: int = WIDGET_WIDTH, height: int = WIDGET_HEIGHT) -> str:
    """HTML to paste: a frame that asks for nothing but to be shown."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>',
        f"{settings.BASE_URL}{reverse('public:widget', args=[pk])}",
        f"Un projet de classe : {title}",
        width,
        height,
    )
