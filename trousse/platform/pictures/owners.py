"""What a picture belongs to: a project, a news item, a thank-you, a report. Each app registers its kind at start-up.

owners.register("project", Owner(label="Image du projet", may_edit=…, url=…, author_email=…, is_public=…))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trousse.core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Owner:
    """How pictures ask about what they belong to. ``id`` is its identifier as text; an unknown one is nobody's.

    ``may_edit(user, id)``: adds, orders, attests, removes. ``may_see(user, id)``: sees the pictures that are not public
    (a reviewer). ``key_opens(key, id)``: whether this signed key, which pages without account send with each address,
    shows those that are ready to be published (to a head of school). ``is_public(id)``: whether everybody sees the
    thing itself; its published pictures are then served to everybody. ``url(id)``: where they are seen.
    ``edit_url(id)``: where they are arranged. ``author_email(id)``: who is told; empty when nobody can be.
    """

    label: str
    may_edit: Callable[[Any, str], bool]
    url: Callable[[str], str]
    author_email: Callable[[str], str]
    is_public: Callable[[str], bool] = lambda _id: True
    may_see: Callable[[Any, str], bool] = lambda _user, _id: False
    key_opens: Callable[[str, str], bool] = lambda _key, _id: False
    edit_url: Callable[[str], str] | None = None
    school_of: Callable[[str], Any] = lambda _id: None


_owners: Registry[Owner] = Registry("pictures.owners")


def register(kind: str, owner: Owner) -> Owner:
    """Make a kind known. Raises AlreadyRegistered when two apps claim it."""
    return _owners.register(kind, owner)


def owner_of(kind: str) -> Owner:
    """Raises KeyError for a kind that nobody registered."""
    return _owners.get(kind)


def kinds() -> list[str]:
    return _owners.keys()
