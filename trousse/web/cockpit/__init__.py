"""Where the rollout stands, académie by académie, and the phases that open them."""
