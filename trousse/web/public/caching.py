"""What a cache in front of the site may keep.

The header of every page shows who is signed in, so that only the page of a visitor without any cookie may be shared.
It is kept thirty seconds, and by shared caches alone: a browser always asks, and its visitor reads the gauge of now.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

SHARED_SECONDS = 30

View = Callable[..., HttpResponseBase]


def for_everyone(view: View) -> View:
    """The page is the same for every visitor without cookies."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.COOKIES and not _sets_cookies(request, response):
            patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return told


def _sets_cookies(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Now, or once the middlewares have seen that a form was shown or the session written."""
    return bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False) or request.session.modified
