"""Sends what the outbox holds: a few threads with connections that stay open, and one that watches the clock."""

import http.client
import threading
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from testbank import messages
from testbank.bank import Bank
from testbank.models import Delivery, Notification, Source

BATCH = 32
# Longest sleep of the clock: a guard, not a rhythm; whoever adds something wakes it.
LONGEST_WAIT = 30.0


class Notifier:
    """Runs until ``stop``. ``wake`` tells it that something may have become due."""

    def __init__(self) -> None:
        self._bank: Bank | None = None
        self._stopping = False
        self._woken = False
        self._queue: deque[Notification] = deque()
        self._condition = threading.Condition()
        self._threads: list[threading.Thread] = []

    def wake(self) -> None:
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def start(self, bank: Bank) -> None:
        self._bank = bank
        self._threads = [threading.Thread(target=self._watch, args=(bank,), name="testbank-clock", daemon=True)]
        self._threads += [
            threading.Thread(target=self._work, args=(bank,), name=f"testbank-notifier-{number}", daemon=True)
            for number in range(bank.config.notify_workers)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Lets the sendings under way end, and takes up no other."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        for thread in self._threads:
            thread.join()

    def deliver_in_order(self, numbers: list[int]) -> list[Notification]:
        """Sends some waiting notifications here and now, one after the other, and tells what came of each."""
        assert self._bank is not None, "start comes first"
        client = _Client(self._bank.config.notify_timeout)
        try:
            for notification in self._bank.outbox.claim_in_order(numbers):
                self._deliver(self._bank, client, notification)
        finally:
            client.close()
        return [self._bank.outbox.get(number) for number in numbers]

    def wait_until_idle(self, timeout: float) -> bool:
        """Waits until nothing is due nor being sent (what is held or must be retried later does not count)."""
        assert self._bank is not None, "start comes first"
        deadline = time.monotonic() + timeout
        while not self._is_idle(self._bank):
            if time.monotonic() >= deadline:
                return False
            with self._condition:
                self._condition.wait(0.02)
        return True

    def _is_idle(self, bank: Bank) -> bool:
        moment = bank.store.next_moment()
        counts = bank.store.count_notifications()
        return (moment is None or moment > time.time()) and not counts[Delivery.SENDING]

    def _watch(self, bank: Bank) -> None:
        """Fills the queue when notifications fall due, and lets sessions, captures and refunds come to their end.

        The memory is never touched while the condition is held: whoever writes holds the memory, then wakes us.
        """
        while not self._stopping:
            bank.tick()
            claimed = bank.store.claim_notifications(time.time(), BATCH * bank.config.notify_workers)
            moment = bank.store.next_moment()
            with self._condition:
                self._queue.extend(claimed)
                self._condition.notify_all()
                # Never more than a few batches in hand: what is in hand cannot be held or lost by the back office.
                self._condition.wait_for(lambda: self._stopping or len(self._queue) < BATCH)
                if not claimed and not self._woken and not self._stopping:
                    pause = LONGEST_WAIT if moment is None else moment - time.time()
                    self._condition.wait(max(0.0, min(LONGEST_WAIT, pause)))
                self._woken = False

    def _work(self, bank: Bank) -> None:
        client = _Client(bank.config.notify_timeout)
        try:
            while (notification := self._take()) is not None:
                self._deliver(bank, client, notification)
        finally:
            client.close()

    def _take(self) -> Notification | None:
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or bool(self._queue))
            if self._stopping:
                return None
            taken = self._queue.popleft()
            if len(self._queue) == BATCH - 1:
                self._condition.notify_all()
            return taken

    def _deliver(self, bank: Bank, client: "_Client", notification: Notification) -> None:
        source = notification.source if notification.attempts == 0 else Source.RETRY
        message = messages.seal(notification.fields, source, bank.config, notification.tamper)
        try:
            status, answer = client.post(notification.url, urlencode(message).encode("ascii"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            state = bank.outbox.record(notification, None, f"{type(error).__name__}: {error}")
        else:
            state = bank.outbox.record(notification, status, f"{status} {answer}")
        if state is Delivery.PENDING:
            self.wake()


class _Client:
    """Posts forms, keeping one connection per shop open between two."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}

    def post(self, url: str, body: bytes) -> tuple[int, str]:
        """Returns the status and the beginning of the answer. Raises OSError or HTTPException."""
        parts = urlsplit(url)
        place = (parts.scheme, parts.netloc)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        reused = place in self._connections
        connection = self._connections.setdefault(place, self._connect(parts.scheme, parts.netloc))
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "User-Agent": "testbank"}
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            answer = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            connection.close()
            del self._connections[place]
            if reused:
                # The shop may have closed an idle connection just then; a second try on a new one tells.
                return self.post(url, body)
            raise
        return response.status, answer[:150]

    def _connect(self, scheme: str, netloc: str) -> http.client.HTTPConnection:
        make: Callable[..., http.client.HTTPConnection]
        make = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        return make(netloc, timeout=self._timeout)

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()
