"""When a vote is over, and whether it is won, by the parameters of today."""

from trousse.core import clock
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Tally
from trousse.platform.parameters.selectors import integer


def is_over(version: RuleVersion, tally: Tally) -> bool:
    """The last day has passed, or everybody has voted; never before anybody could vote, on what was simulated."""
    today = clock.today()
    if version.votes_until is not None and version.votes_until < today:
        return version.is_simulated
    return version.takes_votes(today) and tally.voters > 0 and tally.everybody_voted


def is_won(version: RuleVersion, tally: Tally) -> bool:
    """The vote is over, of what was simulated, with the quorum and the majority."""
    adopted = tally.is_adopted(
        quorum_percent=integer("equalisation.quorum_percent"),
        majority_percent=integer("equalisation.majority_percent"),
    )
    return adopted and version.is_simulated and is_over(version, tally)
