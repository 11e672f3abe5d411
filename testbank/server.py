"""The bank over HTTP: the gateway's addresses, the merchant's desk, and the levers of the bench under ``/_bank/``."""

import fcntl
import re
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from testbank import levers, web
from testbank.bank import Bank
from testbank.config import Config
from testbank.counter import CardError, UnknownSession
from testbank.form import FormRejected
from testbank.models import Session, SessionState
from testbank.notifier import Notifier
from testbank.outbox import UnknownNotification
from testbank.pages import backoffice, payment
from testbank.rest import PREFIX, Rest
from testbank.transactions import Refusal
from testbank.web import BadRequest, Request, Response, Router, Server, html, redirect

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


class StateInUse(Exception):
    """Another bank runs on the same state folder."""


class RunningBank:
    """A bank that answers at ``url`` until ``close``. Raises StateInUse or OSError when it cannot start."""

    def __init__(self, config: Config, state: Path, port: int = 0, host: str = "127.0.0.1") -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(state)
        self.notifier = Notifier()
        self.bank = Bank(config, state, self.notifier.wake)
        try:
            self._server = Server((host, port), Site(self.bank, self.notifier).answer)
        except OSError:
            self.bank.close()
            self._lock.close()
            raise
        self.url = f"http://{host}:{self._server.server_address[1]}"
        self.notifier.start(self.bank)
        self._thread = threading.Thread(target=self._server.run, name="testbank-http", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.close()
        self._thread.join()
        self.notifier.stop()
        self.bank.close()
        self._lock.close()


def _lock(state: Path) -> IO[str]:
    """Keeps the state folder for this process; the system frees it however the process ends."""
    handle = (state / "lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise StateInUse(str(state)) from error
    return handle


class Site:
    """Finds the view of a request and turns what goes wrong into an answer that says so."""

    def __init__(self, bank: Bank, notifier: Notifier) -> None:
        self._bank = bank
        self._rest = Rest(bank)
        self._router = Router()
        self._router.add("POST", "/vads-payment/", self._open)
        self._router.add("GET", "/vads-payment/<token>", self._show)
        self._router.add("POST", "/vads-payment/<token>/payer", self._pay)
        self._router.add("POST", "/vads-payment/<token>/code", self._code)
        self._router.add("POST", "/vads-payment/<token>/abandonner", self._abandon)
        self._router.add("GET", "/", self._overview)
        self._router.add("GET", "/static/<name>", self._static)
        self._router.add("GET", "/healthz", lambda request: web.as_json({"ok": True}))
        levers.Levers(bank, notifier).register(self._router)

    def answer(self, request: Request) -> Response:
        if request.path.startswith(PREFIX) and request.method == "POST":
            return self._rest.answer(request)
        found = self._router.find(request.method, request.path)
        try:
            if found is None:
                raise UnknownSession(request.path)
            view, arguments = found
            return view(request, **arguments)
        except FormRejected as error:
            errors = [asdict(each) for each in error.errors]
            return self._say(request, 400, {"errors": errors}, payment.form_rejected(error.errors, request.form()))
        except (UnknownSession, UnknownNotification):
            return self._say(request, 404, {"error": "not found"}, payment.not_found())
        except (BadRequest, Refusal) as error:
            return self._say(request, 400, {"error": str(error)}, payment.failed(str(error)))

    def _say(self, request: Request, status: int, data: dict[str, Any], page: str) -> Response:
        """People get a page, the levers get JSON."""
        if request.path.startswith("/_bank/") and "text/html" not in request.headers.get("accept", ""):
            return web.as_json(data, status)
        return html(page, status)

    def _open(self, request: Request) -> Response:
        session = self._bank.counter.open(request.form())
        return redirect(f"/vads-payment/{session.token}")

    def _show(self, request: Request, token: str) -> Response:
        session = self._bank.counter.session(token)
        if session.state is SessionState.OPEN:
            return html(payment.choose_card(session, self._bank.config))
        if session.state is SessionState.CHALLENGE:
            return html(payment.ask_code(session, self._bank.config))
        return html(payment.result(session, self._bank.config, self._bank.counter.way_back(session)))

    def _pay(self, request: Request, token: str) -> Response:
        typed = request.form()
        number = re.sub(r"\s", "", typed.get("number", ""))
        try:
            session = self._bank.counter.pay(
                token,
                number,
                typed.get("expiry", "").strip(),
                typed.get("cryptogram", "").strip(),
                self._bank.behaviour,
            )
        except CardError as error:
            session = self._bank.counter.session(token)
            return html(payment.choose_card(session, self._bank.config, error.errors, typed), 422)
        return self._after(session)

    def _code(self, request: Request, token: str) -> Response:
        return self._after(
            self._bank.counter.answer_challenge(token, request.form().get("code", ""), self._bank.behaviour)
        )

    def _abandon(self, request: Request, token: str) -> Response:
        """Leaving goes straight back to the shop, without a page of results, as the gateway does."""
        session = self._bank.counter.abandon(token, self._bank.behaviour)
        back = self._bank.counter.way_back(session)
        if back.url and back.mode != "POST":
            return redirect(back.url)
        return redirect(f"/vads-payment/{token}")

    def _after(self, session: Session) -> Response:
        """The next page: at once back to the shop if it asked not to wait, else the result (or the code to type)."""
        if session.state.is_over:
            paid = session.state is SessionState.PAID
            wait = session.fields.get(f"vads_redirect_{'success' if paid else 'error'}_timeout", "")
            back = self._bank.counter.way_back(session)
            if wait == "0" and back.url and back.mode != "POST":
                return redirect(back.url)
        return redirect(f"/vads-payment/{session.token}")

    def _overview(self, request: Request) -> Response:
        return html(backoffice.overview(self._bank, request.query.get("commande", "")))

    def _static(self, request: Request, name: str) -> Response:
        path = STATIC / name
        if path.suffix not in TYPES or path.parent != STATIC or not path.is_file():
            raise UnknownSession(name)
        return Response(path.read_bytes(), content_type=TYPES[path.suffix])
