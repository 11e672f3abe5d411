"""Rules of solidarity for the gallery."""

from trousse.giving.equalisation.rules import FIRST, Limits, Rules, Weights
from trousse.web.components.rule_cards import rules_view

FULL = Rules(
    version=2,
    weights=Weights(rep=300, rep_plus=350, rural=50, ips_low=40, ips_below=855),
    limits=Limits(most_share_bp=4_000, most_cents=80_000, least_raised_bp=2_000),
)
CONTEXT: dict[str, object] = {"first_rules": rules_view(FIRST), "full_rules": rules_view(FULL)}
