"""What a page makes a browser fetch. Pure."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_URL_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)['\"]")

# Elements whose address is fetched at once, by attribute; for ``link``, only these relations are.
_FETCHED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "use": "href", "link": "href"}
_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_INSIDE = ("#", "data:")


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        url = given.get(_FETCHED.get(tag, ""), "")
        is_fetched = tag != "link" or bool(set(given.get("rel", "").split()) & _RELATIONS)
        if url and is_fetched and not url.startswith(_INSIDE):
            self.found.append(url)


def in_html(html: str) -> list[str]:
    """What the page fetches by itself, in order, each once; links to other pages are not among it."""
    parser = _References()
    parser.feed(html)
    return list(dict.fromkeys(parser.found))


def in_css(css: str) -> list[str]:
    """Fonts, pictures and other sheets that a style sheet may fetch, each once."""
    found = (url or sheet for url, sheet in _URL_IN_CSS.findall(css))
    return [url for url in dict.fromkeys(found) if not url.startswith(_INSIDE)]


def third_parties(urls: Iterable[str], site: str) -> list[str]:
    """Addresses that lead elsewhere than to ``site``."""
    return [url for url in urls if urlsplit(urljoin(site, url)).netloc != urlsplit(site).netloc]
