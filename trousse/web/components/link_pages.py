"""Pages opened by a signed link: the address itself is the key, so it must stay where it was sent."""

from django.http import HttpResponse


def keep_private(response: HttpResponse) -> HttpResponse:
    """No search engine, no cache, and no address in the ``Referer`` of what the page loads or leads to.

    Not ``no-referrer``: browsers then send ``Origin: null`` with the form, which the CSRF check rightly refuses.
    ``strict-origin`` says where a request comes from, never the path that holds the token.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
