"""How a piece of evidence is handed over to who may read it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from trousse.platform.documents.models import Document
from trousse.platform.documents.selectors import document_read


def hand_over(document: Document) -> HttpResponse:
    """A stored file, to be saved and opened outside the site: nothing of it runs here."""
    response = HttpResponse(document_read(document), content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
