"""The letters that the platform wrote, for whoever works on it: never in production."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from trousse.platform.notifications import selectors
from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import Rendered
from trousse.platform.notifications.rendering import render as put_into_words
from trousse.web.access import not_in_production
from trousse.web.mailbox import presenters

PER_PAGE = 40
EXAMPLE = "jeanne@exemple.fr"

# The only place where the policy of the site is replaced: e-mails carry inline style, and nothing else of their own.
LETTER_POLICY = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]}


@not_in_production()
def message_list(request: HttpRequest) -> HttpResponse:
    """The outbox, newest first, searched by recipient."""
    to = request.GET.get("destinataire", "").strip()
    asked = request.GET.get("etat", "")
    state = MessageState(asked) if asked in set(MessageState) else None
    page = Paginator(selectors.messages(to=to, state=state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "table": presenters.messages_table(page),
        "filters": presenters.filters(to, state),
        "to": to,
    }
    return render(request, "mailbox/list.html", context)


@not_in_production()
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: who, when, how many attempts, and its two bodies."""
    found = get_object_or_404(Message, pk=pk)
    words = _words(found)
    context = {
        "message": found,
        "label": presenters.label_of(found.kind),
        "headers": presenters.message_headers(found),
        "words": words,
        "crumbs": presenters.crumbs((words.subject if words else str(found), "")),
    }
    return render(request, "mailbox/message.html", context)


@not_in_production()
def gallery(request: HttpRequest) -> HttpResponse:
    """Every kind of message that the platform can write, with the subject of its sample."""
    context = {"table": presenters.samples_table(), "crumbs": presenters.crumbs((presenters.GALLERY, ""))}
    return render(request, "mailbox/gallery.html", context)


@not_in_production()
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind, with sample data."""
    words = put_into_words(_notification(kind).sample(), to=EXAMPLE)
    label = presenters.label_of(kind)
    context = {
        "kind": kind,
        "label": label,
        "headers": presenters.sample_headers(kind),
        "words": words,
        "crumbs": presenters.crumbs((presenters.GALLERY, reverse("mailbox:gallery")), (label, "")),
    }
    return render(request, "mailbox/sample.html", context)


def _letter(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Serve an e-mail inside a sandboxed frame of ours; its links lead the whole window elsewhere, on a click."""

    @wraps(view)
    def framed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.content = response.content.replace(b"<head>", b'<head><base target="_top">', 1)
        return response

    return xframe_options_sameorigin(csp(LETTER_POLICY)(framed))


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
    return HttpResponse(put_into_words(_notification(kind).sample(), to=EXAMPLE).html)


def _notification(kind: str) -> type[Notification]:
    if kind not in registry:
        raise Http404
    return registry.get(kind)


def _words(found: Message) -> Rendered | None:
    """None for a message never sent whose class no longer exists: nobody knows its words any more."""
    if not found.is_sent and found.kind not in registry:
        return None
    return selectors.rendered(found)
