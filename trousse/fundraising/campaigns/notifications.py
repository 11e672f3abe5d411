"""What campaigns tell people. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from trousse.core.money import Euro
from trousse.fundraising.campaigns.rules import percent
from trousse.platform.notifications.base import DigestLine, Notification, register


@dataclass(frozen=True, kw_only=True)
class AboutCampaign(Notification):
    """What every message says of its campaign. ``url``: its public page, or where it is answered."""

    title: str
    school: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            title="Un potager pour l’école",
            school="École Jean-Giono, Saint-Avre",
            url="/projet/12-un-potager-pour-lecole",
            **cls.sample_extra(),
        )

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        """The other fields of a believable one."""
        return {}

    def digest_line(self) -> DigestLine:
        return DigestLine(text=f"{self.title}, {self.school}", url=self.url)


@dataclass(frozen=True, kw_only=True)
class ToHolder(AboutCampaign):
    """``dashboard_url``: where the holder follows it."""

    first_name: str
    dashboard_url: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Nadia", "dashboard_url": "/enseignant"}


@dataclass(frozen=True, kw_only=True)
class Closed(AboutCampaign):
    """How it ended."""

    raised: Euro
    minimum_goal: Euro
    optimum_goal: Euro
    supporters: int
    signature: str

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "percent": percent(self.raised, self.optimum_goal),
            "is_full": self.raised == self.optimum_goal,
        }

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            **super().sample_extra(),
            "raised": Euro.of(870),
            "minimum_goal": Euro.of(600),
            "optimum_goal": Euro.of(1100),
            "supporters": 21,
            "signature": "La classe de CM1-CM2 de Nadia",
        }


@dataclass(frozen=True, kw_only=True)
class ClosedBelow(Closed):
    """The same, below the minimum."""

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {**super().sample_extra(), "raised": Euro.of(310), "supporters": 9}


@register
@dataclass(frozen=True, kw_only=True)
class CampaignScheduled(ToHolder):
    """Both files are complete: the day is fixed."""

    kind = "campaigns.scheduled"
    label = "Collecte programmée"

    opens_on: date
    duration_days: int
    minimum_goal: Euro
    optimum_goal: Euro

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            **super().sample_extra(),
            "opens_on": date(2027, 1, 11),
            "duration_days": 45,
            "minimum_goal": Euro.of(600),
            "optimum_goal": Euro.of(1100),
        }


@register
@dataclass(frozen=True, kw_only=True)
class CampaignOpened(ToHolder):
    """``last_day``: the last one on which people may give."""

    kind = "campaigns.opened"
    label = "Collecte ouverte"

    last_day: date
    minimum_goal: Euro
    optimum_goal: Euro

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            **super().sample_extra(),
            "last_day": date(2027, 2, 25),
            "minimum_goal": Euro.of(600),
            "optimum_goal": Euro.of(1100),
        }


@register
@dataclass(frozen=True, kw_only=True)
class CampaignSuspended(ToHolder):
    """With what is being looked into."""

    kind = "campaigns.suspended"
    label = "Collecte suspendue"

    reason: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {**super().sample_extra(), "reason": "Une famille nous a écrit au sujet d’une photo. Nous vérifions."}


@register
@dataclass(frozen=True, kw_only=True)
class CampaignResumed(ToHolder):
    """With its new deadline."""

    kind = "campaigns.resumed"
    label = "Collecte reprise"

    last_day: date

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {**super().sample_extra(), "last_day": date(2027, 3, 2)}


@register
@dataclass(frozen=True, kw_only=True)
class SucceededToHolder(Closed, ToHolder):
    """Thanks, and what comes next."""

    kind = "campaigns.succeeded"
    label = "Collecte réussie (au porteur)"


@register
@dataclass(frozen=True, kw_only=True)
class FailedToHolder(ClosedBelow, ToHolder):
    """Below the minimum: what happens to the gifts, and what can be done."""

    kind = "campaigns.failed"
    label = "Collecte sous le minimum (au porteur)"


@register
@dataclass(frozen=True, kw_only=True)
class SucceededToManager(Closed):
    """To the manager of the receiving body: money is on its way. ``account_approved``: its account was checked."""

    kind = "campaigns.succeeded_manager"
    label = "Collecte réussie (au gestionnaire)"

    body: str
    account_approved: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {**super().sample_extra(), "body": "OCCE de la Savoie", "account_approved": False}
