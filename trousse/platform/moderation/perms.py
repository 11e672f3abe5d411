"""Who moderates. Each docstring is the rule in plain words."""

from typing import Any

from trousse.platform.moderation.reportables import deciders


def is_moderator(user: Any) -> bool:
    """Whoever the registry ``deciders`` says: the platform team."""
    return bool(getattr(user, "is_authenticated", False)) and any(decides(user) for decides in deciders.values())
