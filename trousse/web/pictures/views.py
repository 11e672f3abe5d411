"""Serving the pictures people send: only what is published, except to those who may see it before."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from trousse.platform.pictures.selectors import Served, rendition_served
from trousse.web.access import public
from trousse.web.components.pictures import KEY

LARGEST_WIDTH = 10_000


@public()
def file(request: HttpRequest, picture_id: UUID, width: int, ending: str) -> HttpResponseBase:
    """One print. What an address shows never changes; whether it is shown may, so that it is asked for again.

    A browser keeps a public picture for a day at most, and never beyond the day its authorisation ends; shared caches
    for a minute: what is taken down is gone (docs/decisions/0016-pictures.md). Two SQL statements for what is public.
    Pages opened by a signed link (head, manager) send a key with each address, which shows pictures and nothing else.
    """
    served = rendition_served(
        picture_id=picture_id,
        width=min(width, LARGEST_WIDTH),
        format_=ending,
        user=request.user,
        key=request.GET.get(KEY, ""),
    )
    etag = f'"{served.rendition.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _kept(HttpResponseNotModified(), served, etag)
    response = HttpResponse(served.read(), content_type=served.media_type)
    # Already compressed, and not a page: nothing in it may run, whatever a browser takes it for.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _kept(response, served, etag)


def _kept(response: HttpResponseBase, served: Served, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    if served.is_public:
        patch_cache_control(response, public=True, immutable=True, max_age=served.keep, s_maxage=served.keep_shared)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
