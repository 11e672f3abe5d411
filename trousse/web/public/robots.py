"""What search engines may read, and where to begin."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html_join

from trousse.fundraising.campaigns.selectors import addresses_to_index
from trousse.giving.funds.selectors import funds_shown
from trousse.web.access import public
from trousse.web.public.caching import for_everyone

PRIVATE = (
    "/administration/",
    "/comite",
    "/compte/",
    "/crochets/",
    "/direction/",
    "/don/",
    "/enseignant",
    "/gestionnaire/",
    "/instruction",
    "/moderation",
    "/mon-don/",
    "/paiement/",
    "/pilotage",
    "/signaler/",
)
"""Pages of one person. None is found without its address; this only spares a visit."""

SETTLED_PAGES = (
    "home",
    "catalogue",
    "fund_list",
    "how",
    "criteria",
    "rules",
    "terms",
    "legal",
    "privacy",
    "accessibility",
)


@for_everyone
@public()
def robots(request: HttpRequest) -> HttpResponseBase:
    """A demonstration shows invented schools: it has no place in a search engine."""
    kept_out = PRIVATE if settings.PRODUCTION else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out)]
    if settings.PRODUCTION:
        lines.append(f"Sitemap: {settings.BASE_URL}{reverse('public:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@for_everyone
@public()
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every page worth finding (sitemaps.org): settled pages, funds, and projects that take gifts or are about to."""
    addresses = format_html_join("\n", "<url><loc>{}{}</loc></url>", ((settings.BASE_URL, path) for path in _paths()))
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}\n</urlset>\n'
    )
    return HttpResponse(document, content_type="application/xml; charset=utf-8")


def _paths() -> Iterator[str]:
    yield from (reverse(f"public:{name}") for name in SETTLED_PAGES)
    yield from (reverse("public:fund", args=[slug]) for slug in funds_shown().values_list("slug", flat=True))
    yield from (reverse("public:project", args=address) for address in addresses_to_index())
