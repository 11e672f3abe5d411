"""Words of a fund."""

from enum import StrEnum


class FundKind(StrEnum):
    """The open fund helps any project; the others only those that meet their criteria."""

    OPEN = "open"
    CRITERIA = "criteria"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return "Ouvert à tous les projets" if self is FundKind.OPEN else "Selon un thème, un lieu ou un niveau"
