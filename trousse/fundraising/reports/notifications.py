"""What reports tell people. Templates: ``templates/emails/<kind>/``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trousse.fundraising.campaigns.notifications import AboutCampaign
from trousse.fundraising.reports import standing
from trousse.platform.notifications.base import register, standings_by
from trousse.platform.notifications.enums import Standing


@register
@dataclass(frozen=True, kw_only=True)
class ReportExpected(AboutCampaign):
    """To the holder, before the day and after it."""

    kind = "reports.expected"
    label = "Bilan attendu"
    topic = "conseils"

    first_name: str
    due_on: date
    is_late: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Nadia", "due_on": date(2027, 6, 20), "is_late": False}


@register
@dataclass(frozen=True, kw_only=True)
class ReportPublished(AboutCampaign):
    """To each donor: what became of their gift."""

    kind = "reports.published"
    label = "Bilan d’un projet soutenu"
    topic = "bilans"

    first_name: str
    signature: str
    excerpt: str
    campaign_id: int = 0
    has_pictures: bool = False

    @classmethod
    def standings(cls, params: Sequence[dict[str, Any]]) -> list[Standing]:
        return standings_by("campaign_id", params, standing.of_reports)

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": "Jeanne",
            "signature": "La classe de CM1-CM2 de Nadia",
            "excerpt": "Depuis avril, les vingt-six élèves récoltent, pèsent et cuisinent leurs légumes.",
            "has_pictures": True,
        }
