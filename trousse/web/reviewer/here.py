"""Who is here, and how a piece of evidence is handed over."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from trousse.people.accounts.models import User
from trousse.platform.documents.models import Document
from trousse.platform.documents.selectors import document_read


def signed_in_user(request: HttpRequest) -> User:
    """The person of a view that asks for a role."""
    return cast(User, request.user)


def hand_over(document: Document) -> HttpResponse:
    """A stored file, to be saved and opened outside the site: nothing of it runs here."""
    response = HttpResponse(document_read(document), content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
