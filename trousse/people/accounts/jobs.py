"""The clock of accounts."""

from django.contrib.sessions.backends.db import SessionStore

from trousse.core.jobs import job, periodic


@periodic("5 3 * * *")
@job(name="sessions.forget")
def forget_sessions() -> None:
    """Each night: delete the sessions that are over, and the answers that waited in them for a sign-in."""
    SessionStore.clear_expired()
