"""What the committee and those who commented are told. Templates: ``templates/emails/<kind>/``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.standing import of_drafts, of_votes
from trousse.platform.notifications.base import Notification, register, standings_by
from trousse.platform.notifications.enums import Standing

TITLE = "Aider davantage les écoles de campagne"


@register
@dataclass(frozen=True, kw_only=True)
class RulesPublished(Notification):
    """To the committee: a draft is open for comments."""

    kind = "equalisation.published"
    label = "Un projet de règles est en discussion"

    version: int
    title: str
    comments_until: date
    votes_until: date
    url: str
    version_id: int = 0

    @classmethod
    def sample(cls) -> Self:
        return cls(
            version=3,
            title=TITLE,
            comments_until=date(2026, 12, 15),
            votes_until=date(2026, 12, 25),
            url="/comite/regles/3",
        )

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("version_id", params, of_drafts)


@register
@dataclass(frozen=True, kw_only=True)
class RulesToVote(Notification):
    """To the committee: comments are closed, it votes."""

    kind = "equalisation.to_vote"
    label = "Un projet de règles attend votre vote"

    version: int
    title: str
    comments: int
    votes_until: date
    url: str
    version_id: int = 0

    @classmethod
    def sample(cls) -> Self:
        return cls(version=3, title=TITLE, comments=12, votes_until=date(2026, 12, 25), url="/comite/regles/3")

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("version_id", params, of_votes)


@register
@dataclass(frozen=True, kw_only=True)
class RulesDecided(Notification):
    """To the committee and to whoever commented: adopted, not adopted, or withdrawn. ``why``: of a withdrawal."""

    kind = "equalisation.decided"
    label = "Un projet de règles est adopté, ou ne l’est pas"

    version: int
    title: str
    outcome: str
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    in_force_from: date | None = None
    why: str = ""
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            version=3,
            title=TITLE,
            outcome=RuleState.ADOPTED.value,
            in_favour=4,
            against=1,
            in_force_from=date(2027, 1, 1),
            url="/regles-de-solidarite/3",
        )


@register
@dataclass(frozen=True, kw_only=True)
class CommentConfirm(Notification):
    """Somebody commented on a draft: is this their address?"""

    kind = "equalisation.comment_confirm"
    label = "Confirmer un avis sur un projet de règles"
    awaited = True

    first_name: str
    version: int
    title: str
    text: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Jeanne",
            version=3,
            title=TITLE,
            text="Le trajet jusqu’au théâtre coûte plus cher que le spectacle. Merci d’y penser.",
            url="/regles-de-solidarite/avis/exemple",
        )
