"""The levers of the bench under ``/_bank/``: JSON for tests and measures, plain forms for the merchant's desk."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from testbank import cards
from testbank.bank import Bank
from testbank.models import Behaviour, Notification, Refunds, Source, Tamper, Transaction
from testbank.notifier import Notifier
from testbank.web import BadRequest, Request, Response, Router, as_json, redirect

LONGEST_WAIT = 60.0


class Levers:
    """Every answer is the JSON of what was done; a browser that posted a form goes back to the desk instead."""

    def __init__(self, bank: Bank, notifier: Notifier) -> None:
        self._bank = bank
        self._notifier = notifier

    def register(self, router: Router) -> None:
        router.add("GET", "/_bank/state", self._state)
        router.add("GET", "/_bank/idle", self._idle)
        router.add("POST", "/_bank/pay", self._pay)
        router.add("POST", "/_bank/behaviour", self._behaviour)
        router.add("POST", "/_bank/release", self._release)
        router.add("POST", "/_bank/resume", self._resume)
        router.add("POST", "/_bank/expire", self._expire)
        router.add("POST", "/_bank/reset", self._reset)
        router.add("POST", "/_bank/notifications/<number>/<action>", self._notification)
        router.add("POST", "/_bank/transactions/<uuid>/<action>", self._transaction)

    def _state(self, request: Request) -> Response:
        """Switches, counts, transactions and notifications (of ``?order=`` if it is given), the newest first."""
        order_id = request.query.get("order", "")
        limit = _whole(request.query.get("limit", "200"))
        store = self._bank.store
        transactions = store.transactions_of_order(order_id) if order_id else store.recent_transactions(limit)
        notifications = store.notifications(order_id=order_id, limit=limit)
        return as_json(
            {
                "behaviour": asdict(self._bank.behaviour),
                "counts": {"notifications": store.count_notifications(), "transactions": store.count_transactions()},
                "transactions": [_transaction(each) for each in transactions],
                "notifications": [_notification(each) for each in notifications],
            }
        )

    def _idle(self, request: Request) -> Response:
        """Waits (``?timeout=`` seconds) until no notification is due or under way."""
        timeout = min(_decimal(request.query.get("timeout", "5")), LONGEST_WAIT)
        return as_json({"idle": self._notifier.wait_until_idle(timeout)})

    def _pay(self, request: Request) -> Response:
        """A signed payment form plus ``card`` (number or outcome): what the page does, in one call."""
        form = request.form()
        card = cards.find(form.pop("card", ""))
        if card is None:
            raise BadRequest("card: numéro ou issue (accepted, challenge, refused, rejected) inconnu.")
        session = self._bank.pay_form(form, card)
        back = self._bank.counter.way_back(session)
        return as_json({"state": session.state, "uuid": session.uuid, "return": asdict(back)})

    def _behaviour(self, request: Request) -> Response:
        """Sets the given switches. A form of the desk sets them all: a box that is not ticked is not sent."""
        given = request.data()
        if request.is_form:
            given = {each.name: "" for each in fields(Behaviour) if each.type is bool} | given
        changed = {name: _switch(name, value) for name, value in given.items()}
        self._bank.behave(replace(self._bank.behaviour, **changed))
        return self._done(request, {"behaviour": asdict(self._bank.behaviour)})

    def _release(self, request: Request) -> Response:
        """Delivers held notifications now, one by one, in the order of ``ids`` (or of the ranks of the desk's form)."""
        data = request.data()
        if request.is_form:
            ranks = {name.removeprefix("rank-"): value for name, value in data.items() if name.startswith("rank-")}
            chosen = sorted((_whole(rank), _whole(number)) for number, rank in ranks.items() if rank)
            numbers = [number for _, number in chosen]
        elif "ids" in data:
            numbers = [_whole(number) for number in data["ids"]]
        else:
            numbers = [each.id for each in self._bank.outbox.held()]
        delivered = self._notifier.deliver_in_order(numbers)
        return self._done(request, {"notifications": [_notification(each) for each in delivered]})

    def _resume(self, request: Request) -> Response:
        """Holds no longer: what was held goes out, several at once."""
        self._bank.behave(replace(self._bank.behaviour, hold=False))
        return self._done(request, {"released": self._bank.outbox.let_go()})

    def _expire(self, request: Request) -> Response:
        """Ends the open payment pages, those of ``order`` if it is given."""
        number = self._bank.counter.expire(self._bank.behaviour, order_id=str(request.data().get("order", "")))
        return self._done(request, {"expired": number})

    def _reset(self, request: Request) -> Response:
        """Forgets every payment and notification, and puts the switches back."""
        self._bank.store.clear()
        self._bank.behave(Behaviour(capture_seconds=self._bank.config.capture_seconds))
        return self._done(request, {"ok": True})

    def _notification(self, request: Request, number: str, action: str) -> Response:
        outbox, chosen, data = self._bank.outbox, _whole(number), request.data()
        if action == "replay":
            chosen = outbox.copy(chosen, source=Source.BACK_OFFICE)
        elif action == "duplicate":
            chosen = outbox.copy(chosen)
        elif action == "tamper":
            chosen = outbox.copy(chosen, tamper=_tamper(data.get("kind", "")))
        elif action == "hold":
            outbox.hold(chosen)
        elif action == "lose":
            outbox.lose(chosen)
        elif action == "delay":
            outbox.delay(chosen, _decimal(data.get("seconds", "")))
        elif action == "send":
            outbox.send(chosen)
        else:
            raise BadRequest(f"Geste inconnu : {action}.")
        return self._done(request, _notification(outbox.get(chosen)))

    def _transaction(self, request: Request, uuid: str, action: str) -> Response:
        desk, behaviour = self._bank.transactions, self._bank.behaviour
        if action == "capture":
            done = desk.capture(uuid)
        elif action == "cancel":
            done = desk.cancel(uuid, behaviour, notify=True)
        elif action == "refund":
            amount = request.data().get("amount")
            done = desk.refund(uuid, None if amount is None else _whole(amount), behaviour, notify=True)
        elif action == "notify":
            desk.resend(uuid, behaviour)
            done = desk.get(uuid)
        else:
            raise BadRequest(f"Geste inconnu : {action}.")
        return self._done(request, _transaction(done))

    def _done(self, request: Request, data: Mapping[str, Any]) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return redirect("/")
        return as_json(data)


def _transaction(each: Transaction) -> dict[str, Any]:
    return {
        "uuid": each.uuid,
        "order_id": each.order_id,
        "amount": each.amount,
        "operation": each.operation,
        "status": each.status,
        "parent": each.parent,
        "created_at": each.created_at,
    }


def _notification(each: Notification) -> dict[str, Any]:
    return {
        "id": each.id,
        "uuid": each.uuid,
        "order_id": each.order_id,
        "state": each.state,
        "status": each.fields["vads_trans_status"],
        "operation": each.fields.get("vads_operation_type", ""),
        "source": each.source,
        "tamper": each.tamper,
        "attempts": each.attempts,
        "answer": each.answer,
    }


def _switch(name: str, value: Any) -> Any:
    """A switch's value, from JSON or from a form. Raises BadRequest for one that does not exist or cannot be read."""
    kinds = {each.name: each.type for each in fields(Behaviour)}
    kind = kinds.get(name)
    if kind is bool:
        return value in (True, "1", "true", "on")
    if kind is int:
        return _whole(value)
    if kind is float:
        return _decimal(value)
    if kind is Tamper:
        return _tamper(value, allow_none=True)
    if kind is Refunds and value in list(Refunds):
        return Refunds(value)
    raise BadRequest(f"Réglage inconnu, ou valeur inconnue : {name}.")


def _tamper(value: Any, *, allow_none: bool = False) -> Tamper:
    if value not in list(Tamper) or (value == Tamper.NONE and not allow_none):
        raise BadRequest(f"Falsification inconnue. Connues : {', '.join(each for each in Tamper if each)}.")
    return Tamper(value)


def _whole(value: Any) -> int:
    number = _decimal(value)
    if number != int(number):
        raise BadRequest(f"« {value} » n'est pas un nombre entier.")
    return int(number)


def _decimal(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise BadRequest(f"« {value} » n'est pas un nombre.") from error
    if not 0 <= number < 1e12:
        raise BadRequest(f"« {value} » n'est pas un nombre qui convient.")
    return number
