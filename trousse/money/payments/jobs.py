"""The hands of payments: thin, safe to run twice, at once, or after a worker died half-way."""

from trousse.core.jobs import URGENT, job, periodic
from trousse.money.payments import inbox, lookups, sending

SENT_AT_ONCE = 50
ASKED_AT_ONCE = 100


@periodic("* * * * *")
@job(name="payments.drain_inbox", queue="payments", priority=URGENT)
def drain_inbox() -> None:
    """Work on what providers said: called at each doorbell, and every minute for what was put off."""
    if inbox.attend():
        drain_inbox.enqueue_once()


@periodic("41 2 * * *")
@job(name="payments.forget")
def forget() -> None:
    """Each night: forget old messages and the addresses of their payers."""
    inbox.forget()


@periodic("* * * * *")
@job(name="payments.sweep", queue="lookups")
def sweep() -> None:
    """Each minute: ask providers about silent payments."""
    lookups.sweep(ASKED_AT_ONCE)


@job(name="payments.check", queue="lookups", retry=0)
def check(payment_id: int) -> None:
    """Ask the provider about one payment now."""
    lookups.check(payment_id)


@periodic("* * * * *")
@job(name="payments.send_refunds", queue="refunds")
def send_refunds() -> None:
    """Send refunds: called when some are asked for, and every minute; goes on until nothing is due."""
    if sending.send_due(SENT_AT_ONCE) == SENT_AT_ONCE:
        send_refunds.enqueue_once()


@periodic("* * * * *")
@job(name="payments.follow_refunds", queue="refunds")
def follow_refunds() -> None:
    """Each minute: ask what became of refunds that take time."""
    sending.follow_due(ASKED_AT_ONCE)
