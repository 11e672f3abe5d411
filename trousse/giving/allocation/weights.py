"""What completing a project is worth: the first rules, until the community adopts others. Pure."""

from dataclasses import dataclass

from trousse.giving.funds.rules import ProjectFeatures


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Worth of a project by what is known of its school, in hundredths of an ordinary one."""

    version: int = 1
    base: int = 100
    rep: int = 150
    rep_plus: int = 200
    rural: int = 25

    def weight_of(self, features: ProjectFeatures) -> int:
        """The worth of a project with these features."""
        worth = {"rep": self.rep, "rep+": self.rep_plus}.get(features.priority or "", self.base)
        return worth + (self.rural if features.zone == "rural" else 0)
