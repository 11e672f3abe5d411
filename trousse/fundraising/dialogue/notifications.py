"""What the dialogue tells people. Templates: ``templates/emails/<kind>/``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trousse.fundraising.campaigns.notifications import AboutCampaign
from trousse.fundraising.dialogue import standing
from trousse.platform.notifications.base import register, standings_by
from trousse.platform.notifications.enums import Standing


@register
@dataclass(frozen=True, kw_only=True)
class NewsPublished(AboutCampaign):
    """A class has news, to each of those who follow it."""

    kind = "dialogue.news"
    label = "Nouvelle d’une classe"
    topic = "nouvelles"

    headline: str
    text: str
    signature: str
    unfollow_url: str
    news_id: int = 0

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("news_id", params, standing.of_news)

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "headline": "Les premières feuilles sont là",
            "text": "Nous avons semé lundi. Ce matin, les radis pointent le nez !\n\nMerci à tous.",
            "signature": "La classe de CM1-CM2 de Nadia",
            "unfollow_url": "/ne-plus-suivre/exemple",
        }


@register
@dataclass(frozen=True, kw_only=True)
class ThanksFromClass(AboutCampaign):
    """The class thanks a donor; its drawing is on the page that the link opens."""

    kind = "dialogue.thanks"
    label = "Merci de la classe"
    topic = "nouvelles"

    first_name: str
    text: str
    signature: str
    unfollow_url: str
    thanks_id: int = 0

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("thanks_id", params, standing.of_thanks)

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": "Jeanne",
            "text": "Grâce à vous, nos bacs sont pleins de terre.\nNous avons dessiné le premier radis.",
            "signature": "La classe de CM1-CM2 de Nadia",
            "unfollow_url": "/ne-plus-suivre/exemple",
        }


@register
@dataclass(frozen=True, kw_only=True)
class FollowConfirm(AboutCampaign):
    """Somebody asked to follow a project: is this their address?"""

    kind = "dialogue.follow_confirm"
    label = "Confirmer que l’on suit un projet"
    awaited = True


@register
@dataclass(frozen=True, kw_only=True)
class OpenedToFollowers(AboutCampaign):
    """The campaign that somebody waited for is open."""

    kind = "dialogue.opened"
    label = "La collecte attendue est ouverte"
    topic = "alertes"

    unfollow_url: str
    campaign_id: int = 0

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("campaign_id", params, standing.of_openings)

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"unfollow_url": "/ne-plus-suivre/exemple"}


@register
@dataclass(frozen=True, kw_only=True)
class QuestionToHolder(AboutCampaign):
    """Somebody asks the class something."""

    kind = "dialogue.question"
    label = "Question à la classe"
    topic = "echanges"

    who: str
    text: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"who": "Jeanne", "text": "Les légumes iront-ils à la cantine ?"}


@register
@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(AboutCampaign):
    """The class has answered."""

    kind = "dialogue.answered"
    label = "Réponse de la classe"

    first_name: str
    question: str
    answer: str
    is_public: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": "Jeanne",
            "question": "Les légumes iront-ils à la cantine ?",
            "answer": "Oui, et les surplus partiront dans les familles.",
            "is_public": True,
        }


@register
@dataclass(frozen=True, kw_only=True)
class LetterToHolder(AboutCampaign):
    """A donor wrote to the class; the letter itself is read on its page."""

    kind = "dialogue.letter_to_class"
    label = "Lettre d’un donateur"
    topic = "echanges"

    who: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"who": "Jeanne"}


@register
@dataclass(frozen=True, kw_only=True)
class LetterToDonor(AboutCampaign):
    """The class wrote to a donor."""

    kind = "dialogue.letter_to_donor"
    label = "Lettre de la classe"
    topic = "echanges"

    first_name: str
    signature: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Jeanne", "signature": "La classe de CM1-CM2 de Nadia"}
