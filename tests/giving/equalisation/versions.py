"""Versions of the rules for tests, written straight into the database."""

from datetime import date, timedelta
from typing import Any

from trousse.core import clock
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion


def draft(**fields: Any) -> RuleVersion:
    """The next version, as a draft."""
    last = RuleVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    words = {"title": "Aider davantage les campagnes", "text": "Un projet rural compte moitié plus."}
    return RuleVersion.objects.create(**{"number": last + 1, **words, **fields})


def adopted(*, in_force_from: date, **fields: Any) -> RuleVersion:
    """Voted by three out of four, the day before."""
    day = in_force_from - timedelta(days=1)
    voted = {"members": 4, "votes_for": 3, "votes_against": 0, "votes_abstain": 0, "decided_on": day}
    dates = {"comments_until": day - timedelta(days=8), "votes_until": day, "published_at": clock.now()}
    state = {"state": RuleState.ADOPTED.value, "in_force_from": in_force_from}
    return draft(**{**voted, **dates, **state, **fields})
