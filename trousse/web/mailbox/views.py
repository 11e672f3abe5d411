"""The letters that the platform wrote, for whoever works on it: never in production."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from trousse.platform.notifications import delivery, selectors
from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import Rendered
from trousse.platform.notifications.rendering import render as put_into_words
from trousse.web.access import not_in_production

PER_PAGE = 40

LetterView = Callable[..., HttpResponse]


@not_in_production()
def message_list(request: HttpRequest) -> HttpResponse:
    """The outbox, newest first, searched by recipient."""
    to = request.GET.get("destinataire", "").strip()
    state = request.GET.get("etat", "")
    known = MessageState(state) if state in set(MessageState) else None
    page = Paginator(selectors.messages(to=to, state=known), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(message, _label(message.kind)) for message in page],
        "to": to,
        "state": known,
        "states": [(each, each.label, how_many) for each, how_many in selectors.counts().items()],
    }
    return render(request, "mailbox/list.html", context)


@not_in_production()
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: who, when, how many attempts, and its two bodies."""
    found = get_object_or_404(Message, pk=pk)
    context = {
        "message": found,
        "label": _label(found.kind),
        "state": MessageState(found.state),
        "words": _words(found),
        "message_id": delivery.message_id(found),
    }
    return render(request, "mailbox/message.html", context)


@not_in_production()
def gallery(request: HttpRequest) -> HttpResponse:
    """Every kind of message that the platform can write, with the subject of its sample."""
    rows = [(kind, _label(kind), put_into_words(cls.sample()).subject) for kind, cls in sorted(registry.items())]
    return render(request, "mailbox/gallery.html", {"rows": rows})


@not_in_production()
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind, with sample data."""
    cls = _notification(kind)
    context = {
        "kind": kind,
        "label": _label(kind),
        "mandatory": cls.mandatory,
        "about": (cls.__doc__ or "").strip().partition("\n")[0],
        "words": put_into_words(cls.sample()),
    }
    return render(request, "mailbox/sample.html", context)


def _letter(view: LetterView) -> LetterView:
    """Serve an e-mail inside a frame of ours, with the inline style that e-mails need and nothing else.

    The only place where the policy of the site is replaced. The frame is sandboxed (no script, no form); its links may
    lead the whole window elsewhere, on a click.
    """
    policy = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]}

    @wraps(view)
    def framed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.content = response.content.replace(b"<head>", b'<head><base target="_top">', 1)
        return response

    return xframe_options_sameorigin(csp(policy)(framed))


@not_in_production()
@_letter
def message_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML body of a message, for the frame of its page."""
    words = _words(get_object_or_404(Message, pk=pk))
    if words is None:
        raise Http404
    return HttpResponse(words.html)


@not_in_production()
@_letter
def sample_html(request: HttpRequest, kind: str) -> HttpResponse:
    """The HTML body of a sample, for the frame of its page."""
    return HttpResponse(put_into_words(_notification(kind).sample()).html)


def _notification(kind: str) -> type[Notification]:
    if kind not in registry:
        raise Http404
    return registry.get(kind)


def _label(kind: str) -> str:
    return (registry.get(kind).label if kind in registry else "") or kind


def _words(found: Message) -> Rendered | None:
    """None for a message never sent whose class no longer exists: nobody knows its words any more."""
    if not found.is_sent and found.kind not in registry:
        return None
    return selectors.rendered(found)
