"""The database engine of the settings: Django loads ``DatabaseWrapper`` from here."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks whether a kept connection still lives without asking the server.

    Before each request Django would send ``SELECT 1`` and wait for the answer: a fifth of what a bank's ring costs.
    A server that went away has closed the socket, which then has its end to be read; nothing to read, nothing wrong.
    Anything to read may be innocent (a notice): only then is the server asked, as Django does.
    """

    def is_usable(self) -> bool:
        if self._is_at_rest():
            return True
        return super().is_usable()

    def _is_at_rest(self) -> bool:
        """Open, outside any transaction, and with nothing to say."""
        kept = self.connection
        if kept is None or kept.closed or kept.info.transaction_status != TransactionStatus.IDLE:
            return False
        return not _has_something_to_read(kept.fileno())


def _has_something_to_read(descriptor: int) -> bool:
    """Without waiting. ``poll`` where there is one: ``select`` cannot watch descriptors above 1023."""
    if hasattr(select, "poll"):
        watch = select.poll()
        watch.register(descriptor, select.POLLIN)
        return bool(watch.poll(0))
    return bool(select.select([descriptor], [], [], 0)[0])
