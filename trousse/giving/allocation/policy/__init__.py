"""When to act: ``propose(state)`` says twice a day whom to seed and whom to complete (docs/allocation.md). Pure."""

from trousse.giving.allocation.policy.proposing import propose

__all__ = ["propose"]
