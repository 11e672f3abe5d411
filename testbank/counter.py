"""The payment page's life: a form opens a session, a card pays it, a code confirms it; or it is left, or expires."""

import re
import secrets
import time
from dataclasses import replace
from uuid import uuid4

from testbank import cards, form, messages
from testbank.cards import Card, Outcome
from testbank.config import Config
from testbank.models import Behaviour, Operation, Return, Session, SessionState, Source, Status, Transaction
from testbank.outbox import Outbox
from testbank.store import Store


class UnknownSession(Exception):
    """No payment page has this address."""


class CardError(Exception):
    """The buyer must correct what was typed; ``messages`` are sentences by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class Counter:
    """One buyer at a time, each with a session."""

    def __init__(self, config: Config, store: Store, outbox: Outbox) -> None:
        self._config = config
        self._store = store
        self._outbox = outbox

    def open(self, fields: dict[str, str]) -> Session:
        """Checks a payment form and opens a payment page for it. Raises form.FormRejected."""
        now = time.time()
        form.check(fields, self._config, now)
        session = Session(
            token=secrets.token_urlsafe(24),
            fields=fields,
            state=SessionState.OPEN,
            expires_at=now + self._config.session_seconds,
        )
        with self._store.write():
            # Unique for a shop within a day, in universal time, small and capital letters being the same.
            if not self._store.use_number(fields["vads_trans_date"][:8], fields["vads_trans_id"]):
                reused = form.FormError("03", "vads_trans_id", "ce numéro a déjà servi aujourd'hui")
                raise form.FormRejected([reused])
            self._store.add_session(session)
        return session

    def session(self, token: str) -> Session:
        found = self._store.session(token)
        if found is None:
            raise UnknownSession(token)
        return found

    def pay(self, token: str, number: str, expiry: str, cryptogram: str, behaviour: Behaviour) -> Session:
        """Pays with a card: over at once, or waiting for a code. A session that is over does not change.

        Raises CardError when the buyer must correct something.
        """
        card = _readable_card(number, expiry, cryptogram)
        session = self.session(token)
        if session.state is not SessionState.OPEN:
            return session
        if card.outcome is Outcome.CHALLENGE:
            self._store.move_session(token, SessionState.CHALLENGE, card=card.number)
            return self.session(token)
        return self._conclude(replace(session, card=card.number), card, expiry, behaviour)

    def answer_challenge(self, token: str, code: str, behaviour: Behaviour) -> Session:
        """The right code pays, any other one refuses the payment. A session that is over does not change."""
        session = self.session(token)
        if session.state is not SessionState.CHALLENGE:
            return session
        card = cards.find(session.card)
        assert card is not None, "a challenge is always about a known card"
        if code.strip() != cards.CHALLENGE_CODE:
            card = replace(card, outcome=Outcome.REJECTED, auth_result="")
        return self._conclude(session, card, "12/2030", behaviour)

    def abandon(self, token: str, behaviour: Behaviour) -> Session:
        """The buyer gives up. A session that is over does not change."""
        return self._leave(self.session(token), SessionState.ABANDONED, behaviour)

    def expire(self, behaviour: Behaviour, *, until: float | None = None, order_id: str = "") -> int:
        """Ends the running sessions whose time is over by ``until`` (all of them if None), and says how many."""
        found = self._store.running_sessions(until=until, order_id=order_id)
        return sum(self._leave(each, SessionState.EXPIRED, behaviour).state is SessionState.EXPIRED for each in found)

    def way_back(self, session: Session) -> Return:
        """How the buyer of a session that is over goes back to the shop."""
        transaction = self._store.transaction(session.uuid) if session.uuid else None
        fields = messages.of_transaction(transaction) if transaction else messages.of_abandon(session)
        return messages.return_of(session, fields, self._config)

    def _leave(self, session: Session, state: SessionState, behaviour: Behaviour) -> Session:
        with self._store.write():
            if self._store.move_session(session.token, state):
                self._outbox.announce(
                    messages.of_abandon(session),
                    session.fields,
                    Source.PAYMENT,
                    behaviour,
                    quiet=not self._config.notify_abandoned,
                )
        return self.session(session.token)

    def _conclude(self, session: Session, card: Card, expiry: str, behaviour: Behaviour) -> Session:
        paid = card.outcome in (Outcome.ACCEPTED, Outcome.CHALLENGE)
        now = time.time()
        transaction = Transaction(
            uuid=uuid4().hex,
            order_id=session.fields.get("vads_order_id", ""),
            amount=int(session.fields["vads_amount"]),
            operation=Operation.DEBIT,
            status=Status.AUTHORISED if paid else Status.REFUSED,
            card=card.number,
            created_at=now,
            fields=session.fields | {"expiry": expiry},
            auth_result=card.auth_result,
            changes_at=now + behaviour.capture_seconds if paid else None,
            becomes=Status.CAPTURED if paid else None,
        )
        state = SessionState.PAID if paid else SessionState.REFUSED
        with self._store.write():
            # Two clicks, two tabs: the first one to move the session pays, the other one changes nothing.
            if self._store.move_session(session.token, state, card=card.number, uuid=transaction.uuid):
                self._store.add_transaction(transaction)
                fields = messages.of_transaction(transaction)
                self._outbox.announce(fields, session.fields, Source.PAYMENT, behaviour)
        return self.session(session.token)


def _readable_card(number: str, expiry: str, cryptogram: str) -> Card:
    errors: dict[str, str] = {}
    card = cards.find(number)
    if card is None:
        errors["number"] = "Ce numéro n'est pas celui d'une carte de test. Choisissez une carte de la liste."
    elif not number[:1].isdigit():
        errors["number"] = "Saisissez les 16 chiffres de la carte."
    month, _, year = expiry.partition("/")
    if not re.fullmatch(r"(0[1-9]|1[0-2])/20\d\d", expiry) or (year, month) < tuple(time.strftime("%Y %m").split()):
        errors["expiry"] = "La carte doit encore être valable. Exemple : 12/2030."
    if not re.fullmatch(r"\d{3}", cryptogram):
        errors["cryptogram"] = "Le cryptogramme a trois chiffres. Exemple : 123."
    if card is None or errors:
        raise CardError(errors)
    return card
