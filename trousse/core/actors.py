"""Who does something: a person signed in, the bearer of a signed link, a job, a payment provider."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self


class ActorKind(StrEnum):
    USER = "user"
    LINK = "link"
    SYSTEM = "system"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Actor:
    """Recorded with every decision. ``label`` is what a log shows once the account is gone."""

    kind: ActorKind
    id: str
    label: str
    user: Any = field(default=None, compare=False, repr=False)

    @classmethod
    def of_user(cls, user: Any) -> Self:
        """A person signed in."""
        return cls(ActorKind.USER, str(user.pk), str(user), user)

    @classmethod
    def link(cls, role: str, name: str) -> Self:
        """The bearer of a signed link: the head or the manager, who have no account."""
        return cls(ActorKind.LINK, role, name)

    @classmethod
    def system(cls, job: str) -> Self:
        """The platform itself, through one of its jobs."""
        return cls(ActorKind.SYSTEM, job, "La Trousse à Projets")

    @classmethod
    def provider(cls, code: str) -> Self:
        """A payment provider, through a notification."""
        return cls(ActorKind.PROVIDER, code, code)

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.USER
