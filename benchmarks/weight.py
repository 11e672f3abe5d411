"""What a phone downloads to read a project: bytes on the wire, by kind, and that nothing comes from a third party.

``python -m benchmarks.weight``, on an empty migrated database (``python -m benchmarks.run weight`` makes one).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse

import benchmarks.ready as ready
from benchmarks import figures, load, many, servers
from benchmarks.errors import BenchmarkFailed
from benchmarks.references import in_css, in_html, third_parties
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign

AIM = 60_000
SUMMIT = 30_000
ENCODINGS = ("gzip", "gzip, br")
"""What an old browser accepts, and what today's do: style sheets then come in Brotli, pages in gzip."""
HEAVY = ("HTML", "CSS")
"""What the aim counts."""

_KINDS = {
    "text/html": "HTML",
    "text/css": "CSS",
    "text/javascript": "JavaScript",
    "application/javascript": "JavaScript",
    "font/woff2": "polices",
}


@dataclass(frozen=True)
class Fetched:
    """One answer as it came: ``weight`` in bytes on the wire, headers aside; ``encoding`` is what the server chose."""

    url: str
    kind: str
    encoding: str
    weight: int


def main() -> None:
    """Prints the tables, then one JSON line. Fails above the aim, or when anything comes from a third party."""
    ready.require_empty_database()
    ready.require_static_files()
    many.campaigns_make(20)
    project = Campaign.objects.filter(state=CampaignState.OPEN).order_by("pk")[0]
    path = reverse("public:project", args=[project.pk, project.slug])
    with servers.web(ready.VARIABLES, ready.log_file("web")) as web:
        servers.wait_for(web, f"{ready.VARIABLES['BASE_URL']}/healthz")
        fetched = {encoding: list(_page(path, encoding)) for encoding in ENCODINGS}
    weights = {encoding: _by_kind(files) for encoding, files in fetched.items()}
    _tell(fetched, weights)
    heaviest = max(sum(weights[encoding].get(kind, 0) for kind in HEAVY) for encoding in ENCODINGS)
    ready.report({"html_css": heaviest, "requests": len(fetched["gzip"]), "weights": weights})
    if heaviest > AIM:
        raise BenchmarkFailed(f"HTML et CSS pèsent {heaviest} octets, plus que {AIM}")


def _page(path: str, encoding: str) -> Iterator[Fetched]:
    """The page, then everything that it and its style sheets name."""
    site = ready.VARIABLES["BASE_URL"]
    client = load.Client(site)
    waiting, seen = [urljoin(site, path)], set[str]()
    while waiting:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        fetched, text = _fetch(client, site, url, encoding)
        yield fetched
        named = in_html(text) if fetched.kind == "HTML" else in_css(text) if fetched.kind == "CSS" else []
        strangers = third_parties([urljoin(url, each) for each in named], site)
        if strangers:
            raise BenchmarkFailed(f"{fetched.url} fait venir {strangers[0]} d’ailleurs")
        waiting += [urljoin(url, each) for each in named]
    client.close()


def _fetch(client: load.Client, site: str, url: str, encoding: str) -> tuple[Fetched, str]:
    """The weight as served with ``encoding``, and the text, asked for a second time without it."""
    path = url.removeprefix(site)
    answer = client.send(load.get(site, path, Accept_Encoding=encoding))
    if answer.status != 200:
        raise BenchmarkFailed(f"{path} répond {answer.status}")
    kind = _KINDS.get(answer.headers.get("content-type", "").partition(";")[0], "images")
    plain = client.send(load.get(site, path)).body if kind in HEAVY else b""
    weighed = Fetched(path, kind, answer.headers.get("content-encoding", "—"), len(answer.body))
    return weighed, plain.decode()


def _by_kind(files: Iterable[Fetched]) -> dict[str, int]:
    weights: dict[str, int] = defaultdict(int)
    for file in files:
        weights[file.kind] += file.weight
    return dict(weights)


def _tell(fetched: dict[str, list[Fetched]], weights: dict[str, dict[str, int]]) -> None:
    kinds = dict.fromkeys(kind for each in weights.values() for kind in each)
    rows = [(kind, *(figures.number(weights[encoding].get(kind, 0)) for encoding in ENCODINGS)) for kind in kinds]
    both = (sum(weights[encoding].get(kind, 0) for kind in HEAVY) for encoding in ENCODINGS)
    rows.append(("HTML + CSS", *(figures.number(weight) for weight in both)))
    ready.say(figures.table(("Page d’un projet, octets reçus", *ENCODINGS), rows))
    ready.say(f"\n  {len(fetched['gzip'])} fichiers, polices et images comprises ; aucun ne vient d’ailleurs.")


if __name__ == "__main__":
    ready.alone(main)
