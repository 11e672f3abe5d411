"""Who may do what with a picture. Each docstring is the rule in plain words."""

from typing import Any

from trousse.platform.moderation.perms import is_moderator
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.owners import owner_of


def can_edit_picture(user: Any, picture: Picture) -> bool:
    """Whoever may edit what it belongs to: the holder of the project, the author of the news item."""
    return owner_of(picture.subject_kind).may_edit(user, picture.subject_id)


def can_moderate_picture(user: Any, picture: Picture) -> bool:
    """A moderator, never on a picture of their own."""
    return is_moderator(user) and not can_edit_picture(user, picture)


def can_see_picture_early(key: str, picture: Picture) -> bool:
    """Whoever follows a signed link to what it belongs to, as long as that link holds: the head and the manager see
    what donors will see, nothing that waits for an authorisation or was taken down.
    """
    if not key or not picture.is_published or not picture.attestation_is_valid():
        return False
    return owner_of(picture.subject_kind).key_opens(key, picture.subject_id)


def can_see_unpublished_picture(user: Any, picture: Picture) -> bool:
    """Whoever may edit it, whoever sees the draft it belongs to (a reviewer), and moderators."""
    if not getattr(user, "is_authenticated", False):
        return False
    owner = owner_of(picture.subject_kind)
    return owner.may_edit(user, picture.subject_id) or owner.may_see(user, picture.subject_id) or is_moderator(user)
