"""Who may contest what, and until when."""

from datetime import datetime, timedelta

from trousse.platform.moderation.enums import Outcome, Party

TEXT_MAX, RULE_MAX = 2_000, 200


def party_wronged(outcome: Outcome) -> Party:
    """Whom a decision goes against: whoever reported when nothing is done, otherwise the author."""
    return Party.REPORTER if outcome is Outcome.NO_ACTION else Party.AUTHOR


def appeal_ends(decided_at: datetime, days: int) -> datetime:
    """The moment until which a decision may be contested (art. 20 §1: six months at least)."""
    return decided_at + timedelta(days=days)


def may_be_contested(outcome: Outcome, party: Party, decided_at: datetime, now: datetime, days: int) -> bool:
    """Once, by the party it went against, in time."""
    return party is party_wronged(outcome) and now <= appeal_ends(decided_at, days)
