"""Saying no, and until when."""

from datetime import timedelta

HARD_SPACE = "\u00a0"
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def wait_in_words(wait: timedelta) -> str:
    """« dans 3 minutes », « dans 2 heures »: rounded up, so that who comes back then is let in."""
    seconds = max(int(wait.total_seconds()), 1)
    if seconds <= MINUTE:
        return "dans une minute"
    for size, one, many in (
        (DAY, "un jour", "jours"),
        (HOUR, "une heure", "heures"),
        (MINUTE, "une minute", "minutes"),
    ):
        if seconds >= size:
            count = -(-seconds // size)
            return f"dans {one}" if count == 1 else f"dans {count}{HARD_SPACE}{many}"
    raise AssertionError("a wait of more than a minute has a unit")


def refusal(wait: timedelta) -> str:
    """What the person reads."""
    return f"Il y a eu beaucoup d’essais en peu de temps. Rien n’est perdu : réessayez {wait_in_words(wait)}."
