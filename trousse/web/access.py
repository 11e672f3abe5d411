"""Who may open a page, said on the page itself.

Every view carries exactly one of these decorators; ``tests/architecture`` walks the URL table and fails for a view
without one. They also hold two promises: a GET cannot write, and a POST is one transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InternalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, QueryDict
from django.views.decorators.csrf import csrf_exempt
from psycopg.errors import ReadOnlySqlTransaction

from trousse.core.errors import Forbidden
from trousse.people.accounts import selectors as accounts
from trousse.people.accounts.enums import Role
from trousse.platform.limits.errors import LimitReached
from trousse.platform.limits.services import hit

KEPT = "kept_answers"
KEPT_MAX = 64 * 1024
"""Signs, encoded for a form: twice the longest step."""

View = Callable[..., HttpResponseBase]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Audience(StrEnum):
    """The rule a view follows; read by the permission test and by the page that lists them."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    ROLE = "role"
    SIGNED_LINK = "signed link"
    ONE_CLICK = "one click of a mail program"
    SERVER = "server to server"
    DEMO = "demo"
    NOT_IN_PRODUCTION = "not in production"


@dataclass(frozen=True)
class Access:
    """What ``view.access`` holds."""

    audience: Audience
    methods: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    purpose: str = ""


@dataclass(frozen=True)
class Limit:
    """At most ``times`` POSTs per ``window`` from one address, counted under ``name``."""

    name: str
    times: int
    window: timedelta


KEPT_LIMIT = Limit("answers.kept", 60, timedelta(hours=1))
GET = ("GET",)
GET_POST = ("GET", "POST")
POST = ("POST",)


class WriteInGet(RuntimeError):
    """A page that only shows tried to write: a bug, refused by the database."""


def public(methods: Sequence[str] = GET, *, limits: Sequence[Limit] = ()) -> Callable[[View], View]:
    """Anyone may open it."""
    return _guarded(Access(Audience.PUBLIC, tuple(methods)), limits=limits)


def probe() -> Callable[[View], View]:
    """Anyone may ask how we are, above all when PostgreSQL does not answer: the view minds its statements itself."""
    return _guarded(Access(Audience.PUBLIC, GET), writes_in_get=True, atomic=False)


def signed_in(methods: Sequence[str] = GET, *, keeps_answers: bool = False) -> Callable[[View], View]:
    """Anyone with an account; others are sent to the sign-in page and come back.

    With ``keeps_answers``, a form sent after the session expired is not lost: see ``kept_answers``.
    """
    check = _is_signed_in_or_kept if keeps_answers else _is_signed_in
    return _guarded(Access(Audience.SIGNED_IN, tuple(methods)), check=check)


def requires(*roles: Role, methods: Sequence[str] = GET) -> Callable[[View], View]:
    """Holders of one of ``roles``, in any scope; the selector then narrows to what they may see."""

    def check(request: HttpRequest) -> HttpResponseBase | None:
        elsewhere = _is_signed_in(request)
        if elsewhere is None and not accounts.roles_of(request.user) & set(roles):
            raise Forbidden("Cette page est réservée. Si elle devrait vous être ouverte, écrivez-nous.")
        return elsewhere

    return _guarded(Access(Audience.ROLE, tuple(methods), roles=roles), check=check)


def by_signed_link(
    purpose: str, methods: Sequence[str] = GET_POST, *, limits: Sequence[Limit] = ()
) -> Callable[[View], View]:
    """Whoever holds the link; the view reads the token of its URL before anything else."""
    return _guarded(Access(Audience.SIGNED_LINK, tuple(methods), purpose=purpose), limits=limits)


def one_click(purpose: str, *, limits: Sequence[Limit] = ()) -> Callable[[View], View]:
    """A signed link that mail programs may POST to by themselves, to leave a list (RFC 8058 §3.2).

    No CSRF token can be asked, and none is needed: whoever holds the token may do this and nothing else.
    """

    def decorate(view: View) -> View:
        access = Access(Audience.ONE_CLICK, GET_POST, purpose=purpose)
        return csrf_exempt(_guarded(access, limits=limits)(view))

    return decorate


def server_to_server(methods: Sequence[str] = POST, *, atomic: bool = True) -> Callable[[View], View]:
    """Another machine, which signs what it sends; the view verifies before it writes. No CSRF token can be asked.

    ``atomic=False`` is for a view whose every statement stands alone: it is committed before the next one looks.
    """

    def decorate(view: View) -> View:
        access = Access(Audience.SERVER, tuple(methods))
        return csrf_exempt(_guarded(access, writes_in_get=True, atomic=atomic)(view))

    return decorate


def demo_only(methods: Sequence[str] = GET) -> Callable[[View], View]:
    """Exists in demo mode only: elsewhere there is no such page."""
    return _guarded(Access(Audience.DEMO, tuple(methods)), check=_hidden_unless(settings.DEMO or settings.TESTING))


def not_in_production(methods: Sequence[str] = GET) -> Callable[[View], View]:
    """A developer's page: in production there is no such page."""
    return _guarded(Access(Audience.NOT_IN_PRODUCTION, tuple(methods)), check=_hidden_unless(not settings.PRODUCTION))


def client_address(request: HttpRequest) -> str:
    """The address a request comes from, seen through as many proxies as ``TRUSTED_PROXIES`` says, no more."""
    forwarded = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    """Whom an address counts for: itself in IPv4; in IPv6, where one household holds 2⁶⁴ of them, its /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((int(parsed), 64), strict=False))


@contextmanager
def read_only() -> Iterator[None]:
    """One transaction that only reads: PostgreSQL refuses whatever writes.

    Raises WriteInGet.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield
    except InternalError as error:
        if isinstance(error.__cause__, ReadOnlySqlTransaction):
            raise WriteInGet(f"a GET tried to write: {error}") from error
        raise


def _guarded(
    access: Access,
    *,
    check: Callable[[HttpRequest], HttpResponseBase | None] | None = None,
    limits: Sequence[Limit] = (),
    writes_in_get: bool = False,
    atomic: bool = True,
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            method = "GET" if request.method == "HEAD" else str(request.method)
            if method not in access.methods:
                return HttpResponseNotAllowed(access.methods)
            elsewhere = check(request) if check else None
            if elsewhere is not None:
                return elsewhere
            if method in SAFE_METHODS and not writes_in_get:
                with read_only():
                    return view(request, *args, **kwargs)
            # Outside the transaction: a refused attempt counts as well.
            for limit in limits:
                _count(request, limit)
            with transaction.atomic() if atomic else nullcontext():
                return view(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded

    return decorate


def _count(request: HttpRequest, limit: Limit) -> None:
    hit(key=f"{limit.name}:{_network(client_address(request))}", limit=limit.times, window=limit.window)


def kept_answers(request: HttpRequest) -> QueryDict | None:
    """What was sent to this very page after the session had expired, to be shown again once signed in.

    ``?oublier`` shows what is stored instead. The next form that is sent here puts an end to it.
    """
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path or "oublier" in request.GET:
        return None
    return QueryDict(kept["answers"])


def _is_signed_in(request: HttpRequest) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        # A part of a page asked for by htmx: the whole page goes to the sign-in, and comes back.
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        elsewhere = HttpResponse(status=401)
        elsewhere["HX-Redirect"] = redirect_to_login(here, "account_login").url
        return elsewhere
    return redirect_to_login(request.get_full_path(), "account_login")


def _is_signed_in_or_kept(request: HttpRequest) -> HttpResponseBase | None:
    """As ``_is_signed_in``; a form that comes too late waits in the session of whoever sent it."""
    elsewhere = _is_signed_in(request)
    if request.method != "POST":
        return elsewhere
    if elsewhere is None:
        if request.session.get(KEPT, {}).get("path") == request.path:
            del request.session[KEPT]
        return None
    if request.headers.get("HX-Request"):
        # Saved as one types: the page says so, and keeps what was typed; leaving it would not help.
        return HttpResponse(status=401)
    _keep_answers(request)
    return elsewhere


def _keep_answers(request: HttpRequest) -> None:
    """Beyond the bounds nothing is kept; whoever is in a hurry signs in all the same."""
    answers = request.POST.copy()
    answers.pop("csrfmiddlewaretoken", None)
    if len(answers.urlencode()) > KEPT_MAX:
        return
    with suppress(LimitReached):
        _count(request, KEPT_LIMIT)
        request.session[KEPT] = {"path": request.path, "answers": answers.urlencode()}


def _hidden_unless(shown: bool) -> Callable[[HttpRequest], HttpResponseBase | None]:
    def check(_request: HttpRequest) -> HttpResponseBase | None:
        if not shown:
            raise Http404
        return None

    return check
