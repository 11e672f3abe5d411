"""What coaching tells people. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from typing import Any

from trousse.fundraising.campaigns.notifications import AboutCampaign
from trousse.platform.notifications.base import register


@register
@dataclass(frozen=True, kw_only=True)
class CoachPresented(AboutCampaign):
    """Somebody accompanies the holder from now on."""

    kind = "coaching.presented"
    label = "Votre accompagnateur"
    topic = "echanges"

    first_name: str
    coach: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Nadia", "coach": "Amina Castel"}


@register
@dataclass(frozen=True, kw_only=True)
class ProjectToCoach(AboutCampaign):
    """A project comes to a coach."""

    kind = "coaching.assigned"
    label = "Un projet à accompagner"
    topic = "echanges"

    first_name: str
    holder: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Amina", "holder": "Nadia Belkacem"}


@register
@dataclass(frozen=True, kw_only=True)
class MessageToHolder(AboutCampaign):
    """The coach wrote."""

    kind = "coaching.to_holder"
    label = "Message de l’accompagnateur"
    topic = "echanges"

    first_name: str
    who: str
    text: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Nadia", "who": "Amina", "text": "Bonjour ! Et si la classe racontait ses semis ?"}


@register
@dataclass(frozen=True, kw_only=True)
class MessageToCoach(AboutCampaign):
    """The holder wrote."""

    kind = "coaching.to_coach"
    label = "Message du porteur de projet"
    topic = "echanges"

    first_name: str
    who: str
    text: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Amina", "who": "Nadia", "text": "Bonjour, à qui envoyer l’affiche en premier ?"}


@register
@dataclass(frozen=True, kw_only=True)
class NudgeToHolder(AboutCampaign):
    """One piece of advice, a day at most."""

    kind = "coaching.nudge"
    label = "Un conseil pour votre collecte"
    topic = "conseils"

    first_name: str
    headline: str
    text: str
    coach: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": "Nadia",
            "headline": "Pas de don depuis 8\u00a0jours",
            "text": "C’est courant au milieu d’une collecte. Une nouvelle avec une photo la fait repartir.",
            "coach": "Amina",
        }
