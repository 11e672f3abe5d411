"""What people are told of reports and decisions. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trousse.platform.notifications.base import Notification, register

TITLE = "Image : des élèves arrosent un semis de radis"
URL = "/projet/12-un-potager-pour-lecole"
WHY = "On reconnaît deux enfants au premier plan, et leurs parents n’ont pas donné leur accord."


@register
@dataclass(frozen=True, kw_only=True)
class ReportReceived(Notification):
    """To whoever reported: it is in our hands (art. 16 §4)."""

    kind = "moderation.received"
    label = "Signalement reçu"

    title: str
    reason: str
    is_hidden: bool

    @classmethod
    def sample(cls) -> Self:
        return cls(title=TITLE, reason="Un enfant est reconnaissable sans accord de ses parents", is_hidden=True)


@register
@dataclass(frozen=True, kw_only=True)
class UrgentCase(Notification):
    """To moderators: something cannot wait."""

    kind = "moderation.urgent"
    label = "Signalement urgent"

    title: str
    reason: str
    is_hidden: bool
    url: str

    @classmethod
    def sample(cls) -> Self:
        reason = "Un enfant est reconnaissable sans accord de ses parents"
        return cls(title=TITLE, reason=reason, is_hidden=True, url="/moderation/00000000-0000-4000-8000-000000000000")


@register
@dataclass(frozen=True, kw_only=True)
class HiddenMeanwhile(Notification):
    """To the author: hidden by caution, before anybody has looked."""

    kind = "moderation.hidden"
    label = "Masqué par prudence"

    title: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(title=TITLE, url=URL)


@register
@dataclass(frozen=True, kw_only=True)
class StatementOfReasons(Notification):
    """To the author: what was decided, on what ground, which facts, and how to contest it (art. 17 §3)."""

    kind = "moderation.statement"
    label = "Décision de modération, avec ses raisons"

    title: str
    outcome: str
    ground: str
    reason: str
    url: str
    appeal_url: str
    last_day: date

    @classmethod
    def sample(cls) -> Self:
        return cls(
            title=TITLE,
            outcome="c’est retiré du site",
            ground="la loi, article 9 du code civil",
            reason=WHY,
            url=URL,
            appeal_url="/signaler/contester/exemple",
            last_day=date(2027, 5, 27),
        )


@register
@dataclass(frozen=True, kw_only=True)
class ReportDecided(Notification):
    """To whoever reported: what was decided, and how to contest it when nothing is done (art. 16 §5)."""

    kind = "moderation.decided"
    label = "Réponse à un signalement"

    title: str
    outcome: str
    reason: str
    appeal_url: str
    last_day: date

    @classmethod
    def sample(cls) -> Self:
        return cls(
            title=TITLE,
            outcome="rien n’est retiré",
            reason="Les enfants sont de dos : personne n’est reconnaissable.",
            appeal_url="/signaler/contester/exemple",
            last_day=date(2027, 5, 27),
        )


@register
@dataclass(frozen=True, kw_only=True)
class AppealSettled(Notification):
    """To both sides: somebody else has decided (art. 20 §5)."""

    kind = "moderation.settled"
    label = "Réponse à une contestation"

    title: str
    outcome: str
    ground: str
    reason: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(title=TITLE, outcome="rien n’est retiré", ground="nos conditions d’utilisation", reason=WHY, url=URL)
