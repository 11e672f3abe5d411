"""Writing: grants posted and brought home, rounds proposed, changed, signed and dropped."""

from trousse.giving.allocation.services.grants import Ask, grants_post, grants_return

__all__ = ["Ask", "grants_post", "grants_return"]
