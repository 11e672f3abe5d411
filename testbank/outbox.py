"""Notifications to the shop: written down first, sent by the notifier later, and every trick one can play on them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from testbank import messages
from testbank.config import Config
from testbank.models import Behaviour, Delivery, Notification, Source, Tamper
from testbank.store import Store

WAITING = (Delivery.PENDING, Delivery.HELD)
AT_REST = (Delivery.PENDING, Delivery.HELD, Delivery.DELIVERED, Delivery.GIVEN_UP, Delivery.LOST)


class UnknownNotification(Exception):
    """No notification has this number."""


class Outbox:
    """Writes notifications and moves them between states. ``wake`` is called when there may be something to send."""

    def __init__(self, config: Config, store: Store, wake: Callable[[], None]) -> None:
        self._config = config
        self._store = store
        self._wake = wake

    def announce(
        self, fields: dict[str, str], form: dict[str, str], source: Source, behaviour: Behaviour, *, quiet: bool = False
    ) -> int:
        """Writes one notification (and its duplicates) the way the switches say. Returns its number, 0 if none is due.

        ``quiet`` (the shop did not ask for this kind of notification) writes it as lost, so that it can still be seen.
        """
        url = form.get("vads_url_check") or self._config.notification_url
        if not url:
            return 0
        state = Delivery.PENDING
        if behaviour.hold:
            state = Delivery.HELD
        if behaviour.lose or quiet:
            state = Delivery.LOST
        now = time.time()
        notification = Notification(
            id=0,
            uuid=fields["vads_trans_uuid"],
            order_id=form.get("vads_order_id", ""),
            url=url,
            fields=fields | {"vads_hash": messages.new_hash()},
            source=source,
            tamper=behaviour.tamper,
            state=state,
            attempts=0,
            due_at=now + behaviour.delay,
            created_at=now,
        )
        with self._store.write():
            number = self._store.add_notification(notification)
            for _ in range(behaviour.duplicates):
                self._store.add_notification(notification)
        self._wake()
        return number

    def get(self, number: int) -> Notification:
        found = self._store.notification(number)
        if found is None:
            raise UnknownNotification(str(number))
        return found

    def copy(self, number: int, *, source: Source | None = None, tamper: Tamper = Tamper.NONE) -> int:
        """Sends again now: as it was (a duplicate), from the back office (a replay), or falsified."""
        original = self.get(number)
        now = time.time()
        again = replace(
            original,
            source=source or original.source,
            tamper=tamper,
            state=Delivery.PENDING,
            attempts=0,
            due_at=now,
            created_at=now,
            answer="",
        )
        copied = self._store.add_notification(again)
        self._wake()
        return copied

    def hold(self, number: int) -> bool:
        return self._move(number, (Delivery.PENDING,), Delivery.HELD)

    def lose(self, number: int) -> bool:
        return self._move(number, WAITING, Delivery.LOST)

    def delay(self, number: int, seconds: float) -> bool:
        """Sends it after ``seconds``, held or not."""
        return self._move(number, WAITING, Delivery.PENDING, due_at=time.time() + seconds)

    def send(self, number: int) -> bool:
        """Puts it back in the queue, due at once, whatever became of it."""
        return self._move(number, AT_REST, Delivery.PENDING, due_at=time.time(), attempts=0)

    def let_go(self) -> int:
        """Sends all that is held, several at once and in no order; returns how many."""
        released = self._store.release_held(time.time())
        self._wake()
        return released

    def claim_in_order(self, numbers: Sequence[int]) -> list[Notification]:
        """Takes the waiting ones among ``numbers`` for sending, in that very order."""
        with self._store.write():
            taken = [each for each in numbers if self._store.move_notification(each, WAITING, Delivery.SENDING)]
        return [self.get(each) for each in taken]

    def held(self) -> list[Notification]:
        """The oldest first."""
        return list(reversed(self._store.notifications(state=Delivery.HELD, limit=10_000)))

    def record(self, notification: Notification, status: int | None, answer: str) -> Delivery:
        """Writes what came of a sending (delivered, to send again later, or given up) and returns it.

        The shop is held to have understood when it answers 200 to 206, 301 or 302, as the gateway does.
        """
        attempts = notification.attempts + 1
        accepted = status is not None and (200 <= status <= 206 or status in (301, 302))
        delays = self._config.retry_delays
        due_at = None
        if accepted:
            state = Delivery.DELIVERED
        elif attempts <= len(delays):
            state, due_at = Delivery.PENDING, time.time() + delays[attempts - 1]
        else:
            state = Delivery.GIVEN_UP
        self._store.move_notification(
            notification.id, (Delivery.SENDING,), state, due_at=due_at, attempts=attempts, answer=answer[:200]
        )
        return state

    def _move(
        self,
        number: int,
        before: Sequence[Delivery],
        after: Delivery,
        *,
        due_at: float | None = None,
        attempts: int | None = None,
    ) -> bool:
        self.get(number)
        moved = self._store.move_notification(number, before, after, due_at=due_at, attempts=attempts)
        self._wake()
        return moved
