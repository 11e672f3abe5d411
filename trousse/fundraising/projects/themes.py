"""The themes a platform starts with. They are data: administrators may then rename, add or remove some."""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import router

THEMES = (
    ("botanique", "Nature et botanique"),
    ("robotique", "Sciences et robotique"),
    ("decouverte", "Classes de découverte"),
    ("scene", "Musique et théâtre"),
    ("mer", "Mer et environnement"),
    ("sport", "Sport et santé"),
    ("lecture", "Lecture et écriture"),
    ("echanges", "Échanges interculturels"),
    ("patrimoine", "Arts et patrimoine"),
    ("ensemble", "Vivre ensemble et inclusion"),
)
"""Slug and label. The eight of the design, each with its colour and its picture, and the two that complete them."""


def ensure_themes(*, using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Put them in place if there is none at all.

    Called by ``post_migrate`` (also after a test emptied the tables); does nothing while the table is not there.
    """
    try:
        theme = apps.get_model("projects", "Theme")
    except LookupError:
        return
    themes = theme._base_manager.using(using)
    if router.allow_migrate_model(using, theme) and not themes.exists():
        themes.bulk_create(
            [theme(slug=slug, label=label, order=order) for order, (slug, label) in enumerate(THEMES, start=1)],
            ignore_conflicts=True,
        )
