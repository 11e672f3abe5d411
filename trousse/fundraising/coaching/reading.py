"""From rows to the facts that the rules judge: four statements, however many projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.fundraising.campaigns.signs import moments
from trousse.fundraising.coaching.enums import Stage
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.rules import Facts
from trousse.fundraising.projects.enums import ProjectState

STAGES = {
    CampaignState.SCHEDULED: Stage.BEFORE,
    CampaignState.OPEN: Stage.OPEN,
    CampaignState.SUSPENDED: Stage.PAUSED,
    CampaignState.SUCCEEDED: Stage.SUCCEEDED,
    CampaignState.FAILED: Stage.FAILED,
    CampaignState.REFUNDED: Stage.FAILED,
}


def stage_of(assignment: CoachAssignment) -> Stage:
    """Where the project stands; reads what was already fetched with it."""
    campaign = campaign_of(assignment)
    if campaign is not None:
        return STAGES[CampaignState(campaign.state)]
    return Stage.BEFORE if assignment.project.state == ProjectState.ACCEPTED else Stage.WITH_REVIEWER


def campaign_of(assignment: CoachAssignment) -> Campaign | None:
    """Scheduled only once both files are complete."""
    return getattr(assignment.project, "campaign", None)


def facts_of(assignments: Sequence[CoachAssignment]) -> dict[int, Facts]:
    """By project; ``assignments`` come with their project and campaign (see ``selectors``)."""
    campaigns = [assignment.pk for assignment in assignments if campaign_of(assignment)]
    seen = _Seen.of(campaigns)
    return {assignment.pk: seen.facts(assignment) for assignment in assignments}


@dataclass(frozen=True)
class _Seen:
    """What the tables hold beside the campaigns themselves."""

    gifts: Mapping[int, tuple[datetime, datetime]]
    news: Mapping[int, datetime]
    thanks: Mapping[int, datetime]
    reports: Mapping[int, datetime]

    @classmethod
    def of(cls, campaigns: Sequence[int]) -> "_Seen":
        taken = Intake.objects.filter(campaign__in=campaigns, removed_at=None, taken_cents__gt=0).order_by()
        gifts = taken.values_list("campaign").annotate(first=Min("at"), last=Max("at"))
        return cls(
            gifts={pk: (first, last) for pk, first, last in gifts},
            news=moments("last_news_at", campaigns),
            thanks=moments("last_thanks_at", campaigns),
            reports=moments("report_late_since", campaigns),
        )

    def facts(self, assignment: CoachAssignment) -> Facts:
        stage, campaign = stage_of(assignment), campaign_of(assignment)
        accepted = assignment.project.accepted_at or assignment.since
        if campaign is None:
            return Facts(stage=stage, accepted_at=accepted)
        first, last = self.gifts.get(campaign.pk, (None, None))
        return Facts(
            stage=stage,
            accepted_at=accepted,
            opened_at=campaign.opened_at,
            files_complete=True,
            closes_at=campaign.closes_at,
            closed_at=campaign.closed_at,
            raised=campaign.raised.cents,
            minimum=campaign.minimum_goal_cents,
            optimum=campaign.optimum_goal_cents,
            first_gift_at=first,
            last_gift_at=last,
            last_news_at=self.news.get(campaign.pk),
            last_thanks_at=self.thanks.get(campaign.pk),
            report_late_since=self.reports.get(campaign.pk),
        )
