"""A policy that seeds everything, so that tests of what is done with its wishes do not depend on what it would wish."""

from trousse.giving.allocation.policy.proposing import Memory
from trousse.giving.allocation.policy.state import Proposal, State, accepts, gap_of

SEED = 10_000


class Eager(Memory):
    """In the morning the first fund that may gives 100 € to every campaign that no fund helped; else as it does."""

    def propose(self, state: State) -> list[Proposal]:
        proposals = super().propose(state)
        if state["moment"] == "evening":
            return proposals
        left = {fund["id"]: fund["balance"] for fund in state["funds"]}
        seeds: list[Proposal] = []
        for campaign in state["campaigns"]:
            for fund in state["funds"]:
                cents = min(SEED, left[fund["id"]], gap_of(campaign) - 1)
                if cents > 0 and not campaign["granted"] and accepts(fund, campaign):
                    left[fund["id"]] -= cents
                    seeds.append({"fund": fund["id"], "project": campaign["id"], "amount": cents, "kind": "seed"})
                    break
        return seeds
