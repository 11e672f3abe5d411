"""Funds sorted by what their money is kept for."""

from datetime import date

from trousse.giving.funds.models import Fund
from trousse.web.components.cards import FundGroup
from trousse.web.components.giving_cards import fund_card

PATRONS = ("Les fonds des mécènes", "Des entreprises et des fondations les ont confiés aux classes. Voici où ils vont.")
BY_THEME = ("Pour un thème", "Musique, mer, robotique : l’argent ira aux classes qui en font leur projet.")
BY_PLACE = ("Pour un lieu", "Un département, une académie : l’argent reste près de chez vous.")
BY_LEVEL = ("Pour un niveau", "De la maternelle au lycée.")
BY_SCHOOL = ("Pour des écoles", "En éducation prioritaire, ou là où il y a peu de monde alentour.")
COMBINED = ("Pour un souhait précis", "Un thème, un lieu, un niveau, une sorte d’école, ensemble.")
GROUPS = (BY_THEME, BY_PLACE, BY_LEVEL, BY_SCHOOL, COMBINED)
OTHERS = ("Pour un lieu, un niveau, une école", "Chaque fonds dit à qui il est destiné.")
FEW = 3
"""Fewer funds than that do not fill a row: such groups are shown together, but for the themes, which have tiles."""


def groups(funds: list[Fund]) -> list[FundGroup]:
    """By theme, by place, by level, by school, then those that combine several; empty groups are left out.

    When several of the last four have only a fund or two each, they are one group.
    """
    by_kind: dict[tuple[str, str], list[Fund]] = {group: [] for group in GROUPS}
    for fund in funds:
        if not fund.is_open_to_all:
            by_kind[_group_of(fund)].append(fund)
    small = [group for group in GROUPS if group != BY_THEME and 0 < len(by_kind[group]) < FEW]
    if len(small) > 1:
        by_kind[OTHERS] = [fund for group in small for fund in by_kind.pop(group)]
    return [
        FundGroup(title, text, [fund_card(fund) for fund in found]) for (title, text), found in by_kind.items() if found
    ]


def patrons(funds: list[Fund], today: date) -> FundGroup | None:
    """Nobody else gives to them, and everybody may look; those whose agreement is over come last."""
    ordered = sorted(funds, key=lambda fund: fund.agreement.is_over(today))
    return FundGroup(*PATRONS, [fund_card(fund) for fund in ordered]) if funds else None


def _group_of(fund: Fund) -> tuple[str, str]:
    kinds = {
        BY_THEME: fund.themes,
        BY_PLACE: [*fund.departements, *fund.academies],
        BY_LEVEL: fund.level_groups,
        BY_SCHOOL: [*fund.priorities, *fund.zones],
    }
    asked = [group for group, values in kinds.items() if values]
    return asked[0] if len(asked) == 1 else COMBINED
