"""Writing: grants posted and brought home, rounds proposed, changed, signed and dropped."""

from trousse.giving.allocation.services.grants import Ask, grants_post, grants_return
from trousse.giving.allocation.services.rounds import (
    interest_declare,
    round_change,
    round_change_undo,
    round_drop,
    round_propose,
    round_sign,
)

__all__ = [
    "Ask",
    "grants_post",
    "grants_return",
    "interest_declare",
    "round_change",
    "round_change_undo",
    "round_drop",
    "round_propose",
    "round_sign",
]
