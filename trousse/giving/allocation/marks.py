"""Funds and projects in the words of the formats. Pure.

The formats have one value a key. A condition that they cannot say pair by pair (levels of which a project has several,
for one) becomes a mark: the name of the fund, among the themes of the projects that it may help.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from trousse.giving.allocation.names import fund_name
from trousse.giving.funds.rules import ProjectFeatures, Restriction

UNKNOWN = "inconnu"
_PLAIN = {"themes": "theme", "departements": "dept", "academies": "academie", "priorities": "rep", "zones": "zone"}


class Traits(TypedDict):
    """What restrictions look at in a project."""

    themes: list[str]
    dept: str
    academie: str
    level: str
    rep: str
    zone: str


def traits_of(features: ProjectFeatures, marks: Iterable[str] = ()) -> Traits:
    """Of a project; ``marks``: the funds whose condition it meets that no key can say."""
    return {
        "themes": [*sorted(features.themes), *marks],
        "dept": features.departement or UNKNOWN,
        "academie": features.academie or UNKNOWN,
        "level": "+".join(sorted(features.level_groups)) or UNKNOWN,
        "rep": features.priority or "non",
        "zone": features.zone or UNKNOWN,
    }


def restrict_of(fund_id: int, restriction: Restriction, *, is_plain: bool) -> dict[str, list[str]]:
    """What a fund asks; its own mark when keys cannot say it."""
    if not is_plain:
        return {"theme": [fund_name(fund_id)]}
    asked = {key: sorted(getattr(restriction, name)) for name, key in _PLAIN.items()}
    return {key: values for key, values in asked.items() if values}


def marks_of(campaign: int, special: Mapping[int, set[int]]) -> list[str]:
    """The marks that a campaign bears; ``special``: the campaigns that each marked fund accepts."""
    return [fund_name(fund) for fund, accepted in sorted(special.items()) if campaign in accepted]
