"""What a change of the committee moved in the plan, also elsewhere, in plain French."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.names import campaign_id_of

SHOWN = 6
"""Projects that are named; the others are counted."""


def what_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """One sentence from two plans (alloc-plan-1), the largest differences first; one statement."""
    old, new = _sums(before), _sums(after)
    moved = [pk for pk in {*old, *new} if old[pk] != new[pk]]
    moved.sort(key=lambda pk: (-abs(new[pk] - old[pk]), pk))
    if not moved:
        return "Rien d’autre ne change."
    titles = dict(Campaign.objects.filter(pk__in=moved[:SHOWN]).values_list("pk", "title"))
    told = [_told(titles[pk], Euro(old[pk]), Euro(new[pk])) for pk in moved[:SHOWN]]
    rest = len(moved) - len(told)
    if rest:
        told.append("un autre projet change" if rest == 1 else f"{rest} autres projets changent")
    return f"Ce qui change : {' ; '.join(told)}."


def _sums(plan: Mapping[str, Any]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for grant in plan["grants"]:
        sums[campaign_id_of(grant["project"])] += grant["amount"]
    return sums


def _told(title: str, before: Euro, after: Euro) -> str:
    if not after:
        return f"« {title} » ne reçoit plus rien"
    return f"« {title} » reçoit {after} au lieu de {before}" if before else f"« {title} » reçoit {after}"
