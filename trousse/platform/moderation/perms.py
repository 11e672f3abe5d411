"""Who moderates. Each docstring is the rule in plain words."""

from typing import Any

from trousse.platform.moderation.models import Case
from trousse.platform.moderation.reportables import author_emails, deciders


def is_moderator(user: Any) -> bool:
    """Whoever the registry ``deciders`` says: the platform team."""
    return bool(getattr(user, "is_authenticated", False)) and any(decides(user) for decides in deciders.values())


def can_decide_case(user: Any, case: Case) -> bool:
    """A moderator, never on what they wrote themselves."""
    return is_moderator(user) and user.email not in author_emails(case.kind, case.subject_id)


def can_settle_case(user: Any, case: Case) -> bool:
    """Another moderator than the one who decided first (Digital Services Act, art. 20; PostgreSQL sees to it too)."""
    return can_decide_case(user, case) and not case.decisions.filter(by=user).exists()
