"""The solidarity committee: what the solver proposes, what people decide."""
