"""Campaigns of several kinds, for pages that show many."""

from typing import Any

from tests.fundraising import make
from tests.giving import builders
from trousse.core.search import normalise
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign


def campaign(
    title: str = "Un potager pour l’école",
    *,
    theme: str = "botanique",
    departement: str = "59",
    group: str = "elementaire",
    minimum: int = 900,
    optimum: int = 1500,
    state: CampaignState = CampaignState.OPEN,
    **fields: Any,
) -> Campaign:
    """In the catalogue, found by the words of its title."""
    made = builders.campaign(minimum=minimum, optimum=optimum, state=state)
    changes = {
        "title": title,
        "theme": make.theme(theme),
        "departement_id": departement,
        "level_groups": [group],
        "search_text": normalise(title),
        **fields,
    }
    for name, value in changes.items():
        setattr(made, name, value)
    made.save()
    return made


def path_of(shown: Campaign) -> str:
    return f"/projet/{shown.pk}-{shown.slug}"
