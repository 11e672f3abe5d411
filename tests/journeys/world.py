"""What a journey finds when it begins, and what only time can bring. Everything goes through the real services."""

from datetime import timedelta
from typing import Any

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns import services
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.people.bodies.models import LegalEntity


def campaign(title: str, *, minimum: int = 100, optimum: int = 200, **fields: Any) -> Campaign:
    """An open one, goals in euros, that collects since today. Its title is its own."""
    budget = [BudgetEntry(BudgetSide.EXPENSE, "Le nécessaire", Euro.of(optimum))]
    goals = {"minimum_goal": Euro.of(minimum), "optimum_goal": Euro.of(optimum)}
    return make.campaign(title=title, budget=budget, **goals, **fields)


def ends_in(campaign: Campaign, *, days: int) -> None:
    """Its last days are near, whatever the calendar says."""
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=clock.now() + timedelta(days=days))


def body_is_verified() -> None:
    """As once a second person has compared it with its papers: tax receipts may be promised."""
    LegalEntity.objects.filter(siren=make.SIREN).update(verified=True)


def deadline_passes(campaign: Campaign) -> None:
    """Two months later for this campaign; the calendar does its work, as each minute."""
    past = timedelta(days=60)
    found = Campaign.objects.get(pk=campaign.pk)
    assert found.opened_at is not None
    assert found.closes_at is not None
    Campaign.objects.filter(pk=campaign.pk).update(
        opened_at=found.opened_at - past, closes_at=min(found.closes_at, clock.now()) - timedelta(days=1)
    )
    services.campaigns_close_due()
