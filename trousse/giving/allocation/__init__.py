"""Which fund pays what to which project, so that un-earmarked money completes the most (docs/allocation.md)."""
