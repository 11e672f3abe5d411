"""Made-up results of simulations, for the gallery and for the tests of their component."""

from collections.abc import Mapping
from typing import Any

from trousse.giving.allocation.simulation.scoring import FORMAT
from trousse.web.components.simulation import SuccessBar, simulation_view

Groups = Mapping[str, tuple[int, int, int, int, int] | None]
"""By group: projects, then successes before, with the rules in force, with the draft, and at most."""

OUTCOMES = ("before", "in_force", "draft", "largest")
YEAR: dict[str, Groups | None] = {
    "priority": {"non": (590, 331, 470, 459, 480), "rep": (128, 55, 90, 97, 88), "rep+": (94, 36, 68, 75, 66)},
    "zone": {"rural": (205, 98, 160, 166, 158), "urbain": (600, 321, 464, 461, 472), "inconnu": (7, 3, 4, 4, 4)},
    "ips": {
        "-900": (190, 77, 139, 150, 137),
        "900-1100": (402, 215, 314, 307, 320),
        "1100-": (220, 130, 175, 174, 177),
    },
    "departement": {
        "59": (96, 49, 74, 76, 75),
        "62": (71, 30, 52, 55, 51),
        "2A": (6, 2, 4, 4, 4),
        "974": (12, 6, 10, 10, 10),
        "48": None,
        "23": None,
        "90": None,
    },
}
FEW: dict[str, Groups | None] = {
    "priority": {"non": None, "rep": None},
    "zone": {"rural": (9, 4, 6, 6, 6), "urbain": (15, 6, 9, 9, 9)},
    "ips": {"inconnu": (24, 10, 15, 15, 15)},
    "departement": None,
}


def outcome(succeeded: int, alone: int, **changes: Any) -> dict[str, Any]:
    plain = {"helped": succeeded - alone, "succeeded": succeeded, "money_cents": 30_000 * (succeeded - alone)}
    proof = {"held_back": 0, "weight": 100 * succeeded, "bound": 100 * succeeded, "is_proven": True}
    return {**plain, **proof, **changes}


def season(
    label: str, totals: tuple[int, int, int, int, int], groups: Mapping[str, Groups | None], **changes: Any
) -> dict[str, Any]:
    """A year of the document. ``totals``: as for a group."""
    campaigns, alone, *_ = totals
    told: dict[str, Any] = {
        "label": label,
        "until": f"{label[5:]}-08-31",
        "is_over": True,
        "campaigns": campaigns,
        "is_told": True,
        "alone": alone,
        "need_cents": 31_240_000,
        "money_cents": 9_812_000,
        "most": totals[4],
        "price_of_fairness": {},
    }
    for place, name in enumerate(OUTCOMES, start=1):
        counted = {"succeeded": alone} if name == "before" else outcome(totals[place], alone)
        told[name] = {**counted, "groups": {key: _shown(each, place) for key, each in groups.items()}}
    return {**told, **changes}


def document(*seasons: Mapping[str, Any]) -> dict[str, Any]:
    """A whole result."""
    versions = {"in_force": 2, "draft": 3}
    return {"format": FORMAT, "versions": versions, "least_group": 5, "ips_bands": [900, 1100], "seasons": seasons}


def _shown(groups: Groups | None, place: int) -> dict[str, list[int] | None] | None:
    if groups is None:
        return None
    return {name: None if counts is None else [counts[place], counts[0]] for name, counts in groups.items()}


LAST = season("2025-2026", (812, 422, 628, 631, 634), YEAR)
LAST["draft"].update(held_back=14, is_proven=False, bound=64_000)
FAIRER = {
    **YEAR,
    "priority": {"non": (590, 331, 470, 453, 480), "rep": (128, 55, 90, 97, 88), "rep+": (94, 36, 68, 75, 66)},
    "zone": {"rural": (205, 98, 160, 166, 158), "urbain": (607, 324, 468, 459, 476)},
    "ips": None,
}
BEFORE = season("2024-2025", (812, 422, 628, 625, 634), FAIRER)
UNDER_WAY = season("2026-2027", (24, 10, 15, 15, 15), FEW, until="2026-11-24", is_over=False)
TOO_FEW = {"label": "2024-2025", "until": "2025-08-31", "is_over": True, "campaigns": 12, "is_told": False}

SIMULATED = simulation_view(document(LAST, BEFORE))
CONTEXT = {
    "simulated": SIMULATED,
    "simulated_year": SIMULATED.seasons[0],
    "unchanged": simulation_view(document(UNDER_WAY)),
    "too_few": simulation_view(document(TOO_FEW)),
    "simulating": simulation_view(None, is_running=True),
    "no_past": simulation_view(document()),
    "not_simulated": simulation_view(None),
    "success_bar": SuccessBar(422, 631, 812, mark=628),
}
