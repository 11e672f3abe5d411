"""Funds sorted by what their money is kept for."""

from trousse.giving.funds.models import Fund
from trousse.web.components.cards import FundGroup
from trousse.web.components.giving_cards import fund_card


def groups(funds: list[Fund]) -> list[FundGroup]:
    """By theme, by département, by level, then those that combine several; empty groups are left out."""
    by_kind: dict[tuple[str, str], list[Fund]] = {group: [] for group in GROUPS}
    for fund in funds:
        if not fund.is_open_to_all:
            by_kind[_group_of(fund)].append(fund)
    return [
        FundGroup(title, text, [fund_card(fund) for fund in found]) for (title, text), found in by_kind.items() if found
    ]


def query(fund: Fund) -> dict[str, str]:
    """The filters of the catalogue that show what this fund may help."""
    wish = {"theme": fund.theme_id, "departement": fund.departement_id, "niveau": fund.level_group}
    return {name: value for name, value in wish.items() if value}


BY_THEME = ("Pour un thème", "Musique, mer, robotique : l’argent ira aux classes qui en font leur projet.")
BY_PLACE = ("Pour un département", "L’argent reste près de chez vous.")
BY_LEVEL = ("Pour un niveau", "De la maternelle au lycée.")
COMBINED = ("Pour un souhait précis", "Un thème, un lieu et un niveau à la fois.")
GROUPS = (BY_THEME, BY_PLACE, BY_LEVEL, COMBINED)


def _group_of(fund: Fund) -> tuple[str, str]:
    wished = query(fund)
    if len(wished) > 1:
        return COMBINED
    return {"theme": BY_THEME, "departement": BY_PLACE, "niveau": BY_LEVEL}[next(iter(wished))]
