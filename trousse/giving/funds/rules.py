"""Pure rules of funds: which one serves a wish."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What a fund asks of a project, or what a donor wishes; None asks nothing. Keys: slug, code, level group."""

    theme: str | None = None
    departement: str | None = None
    level_group: str | None = None

    @property
    def rank(self) -> tuple[int, bool, bool, bool]:
        """The more a fund asks the closer it is to a wish; a theme says more than a place, a place than a level."""
        asked = (self.theme is not None, self.departement is not None, self.level_group is not None)
        return (sum(asked), *asked)

    def within(self, wish: "Criteria") -> bool:
        """Whether money given to a fund of these criteria surely goes where ``wish`` wants it... or wider, never aside.

        Each criterion of the fund is one of the wish: a wish for music in the Nord is served by the fund for music,
        not by the fund for music in the Somme.
        """
        pairs = (
            (self.theme, wish.theme),
            (self.departement, wish.departement),
            (self.level_group, wish.level_group),
        )
        return all(mine is None or mine == wished for mine, wished in pairs)


def closest(candidates: list[Criteria], wish: Criteria) -> Criteria | None:
    """The candidate that serves ``wish`` most closely, if any serves it."""
    serving = [criteria for criteria in candidates if criteria.within(wish)]
    return max(serving, key=lambda criteria: criteria.rank, default=None)
