"""Paying a campaign from the funds that may, to the cent and within every rule of theirs. Pure."""

from collections.abc import Mapping, Sequence

from trousse.giving.allocation.policy.response import Array
from trousse.giving.allocation.policy.state import CampaignState, FundState, Kind, Proposal, gap_of, room


class Till:
    """The balances of one moment, and what was taken from them. Funds are called cheapest first."""

    def __init__(self, funds: Sequence[FundState], day: int, price: Mapping[str, float]) -> None:
        live = [place for place, fund in enumerate(funds) if fund["expires"] is None or fund["expires"] >= day]
        self._order = sorted(live, key=lambda place: (price.get(funds[place]["id"], 0.0), funds[place]["id"]))
        self._funds = funds
        self._left = {fund["id"]: fund["balance"] for fund in funds}
        self.paid: list[Proposal] = []

    def plan(self, campaign: CampaignState, accepted: Array, amount: int) -> dict[str, int]:
        """Cents by fund, together at most ``amount``: less when the funds that accept it (1.0, a fund each) cannot."""
        gap = gap_of(campaign)
        want, plan = min(amount, gap), dict[str, int]()
        for fund in (self._funds[place] for place in self._order if accepted[place]):
            if want <= 0:
                break
            cents = min(want, self._left[fund["id"]], room(fund, campaign))
            if cents >= max(1, min(fund["min_grant"], gap)):
                plan[fund["id"]] = cents
                want, gap = want - cents, gap - cents
        return plan

    def pay(self, campaign: CampaignState, plan: Mapping[str, int], kind: Kind) -> None:
        """Takes the money; a campaign is planned and paid once a moment."""
        for fund, cents in plan.items():
            self._left[fund] -= cents
            self.paid.append({"fund": fund, "project": campaign["id"], "amount": cents, "kind": kind})
