"""The bank as a whole: payment page, transactions and outbox, sharing one memory and one set of switches."""

import time
from collections.abc import Callable
from pathlib import Path

from testbank.cards import CHALLENGE_CODE, Card, Outcome
from testbank.config import Config
from testbank.counter import Counter
from testbank.models import Behaviour, Session
from testbank.outbox import Outbox
from testbank.store import Store
from testbank.transactions import Transactions


class Bank:
    """Everything but HTTP. ``wake`` is called whenever something may have become due."""

    def __init__(self, config: Config, state: Path, wake: Callable[[], None]) -> None:
        self.config = config
        self.store = Store(state / "testbank.sqlite3")
        self._wake = wake
        self.outbox = Outbox(config, self.store, wake)
        self.counter = Counter(config, self.store, self.outbox)
        self.transactions = Transactions(self.store, self.outbox)
        self._behaviour = self.store.behaviour(Behaviour(capture_seconds=config.capture_seconds))
        self.store.recover_interrupted()

    @property
    def behaviour(self) -> Behaviour:
        return self._behaviour

    def behave(self, behaviour: Behaviour) -> None:
        """Sets the switches, for good: they survive a restart."""
        self.store.save_behaviour(behaviour)
        self._behaviour = behaviour
        self._wake()

    def pay_form(self, fields: dict[str, str], card: Card) -> Session:
        """Form and card in one go, as fast as the page's two or three clicks are slow. Raises form.FormRejected."""
        with self.store.write():
            session = self.counter.open(fields)
            session = self.counter.pay(session.token, card.number, "12/2030", "123", self.behaviour)
            if card.outcome is Outcome.CHALLENGE:
                session = self.counter.answer_challenge(session.token, CHALLENGE_CODE, self.behaviour)
        return session

    def tick(self) -> None:
        """Lets time pass: sessions end, captures and waiting refunds happen."""
        now = time.time()
        self.counter.expire(self.behaviour, until=now)
        self.transactions.settle_due(now, self.behaviour)

    def close(self) -> None:
        self.store.close()
