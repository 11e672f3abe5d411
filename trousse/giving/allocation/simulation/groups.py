"""In which groups a project is counted. Pure. Groups are criteria of the rules: no school, no person is one."""

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256

from trousse.giving.funds.rules import ProjectFeatures

UNKNOWN = "inconnu"


class Dimension(StrEnum):
    """By what projects are told apart; each project is in one group of each."""

    PRIORITY = "priority"
    ZONE = "zone"
    IPS = "ips"
    DEPARTEMENT = "departement"


def group_of(features: ProjectFeatures, dimension: Dimension, bands: Sequence[int]) -> str:
    """The name of its group. ``bands``: where one band of the social index ends and the next begins, in tenths."""
    if dimension is Dimension.IPS:
        return UNKNOWN if features.ips is None else band_of(features.ips, bands)
    value: str | None = getattr(features, dimension.value)
    return value or UNKNOWN


def band_of(ips: int, bands: Sequence[int]) -> str:
    """« -900 », « 900-1100 » (the first bound included, the last not), « 1100- »."""
    edges = ["", *(str(edge) for edge in sorted(bands)), ""]
    place = sum(ips >= edge for edge in bands)
    return f"{edges[place]}-{edges[place + 1]}"


def hiding_order(group: str) -> tuple[bool, str]:
    """In which order groups are hidden with those that are too small: the unknown first, then as by lot.

    Never by size: whoever knows the rule would learn from it that the hidden ones are small.
    """
    return group != UNKNOWN, sha256(group.encode()).hexdigest()
