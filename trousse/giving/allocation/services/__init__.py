"""Writing: grants posted and brought home; rounds and mandates proposed, signed, stopped; rules simulated."""

from trousse.giving.allocation.services.acting import mandate_run
from trousse.giving.allocation.services.grants import Ask, grants_post, grants_return
from trousse.giving.allocation.services.mandates import (
    mandate_interest_declare,
    mandate_revoke,
    mandate_sign,
    mandate_write,
    mandates_end,
    mandates_sum_up,
)
from trousse.giving.allocation.services.matching import doublings_return, gifts_double
from trousse.giving.allocation.services.rounds import (
    interest_declare,
    round_change,
    round_change_undo,
    round_drop,
    round_propose,
    round_sign,
)
from trousse.giving.allocation.services.simulating import inputs_of, rules_simulate

__all__ = [
    "Ask",
    "doublings_return",
    "gifts_double",
    "grants_post",
    "grants_return",
    "inputs_of",
    "interest_declare",
    "mandate_interest_declare",
    "mandate_revoke",
    "mandate_run",
    "mandate_sign",
    "mandate_write",
    "mandates_end",
    "mandates_sum_up",
    "round_change",
    "round_change_undo",
    "round_drop",
    "round_propose",
    "round_sign",
    "rules_simulate",
]
