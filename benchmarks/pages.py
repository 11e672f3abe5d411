"""How fast pages are beside a bare Django view on the same server, with few campaigns and with very many.

``python -m benchmarks.pages``, on an empty migrated database (``python -m benchmarks.run pages`` makes one).
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import benchmarks.ready as ready
from benchmarks import databases, figures, load, many, servers
from benchmarks.errors import BenchmarkFailed
from benchmarks.figures import Spread
from benchmarks.sizes import PAGES
from benchmarks.urls import BARE
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign

BARE_NAME = "vue Django nue"
AIM = 3.0
"""No page may be more than so many times slower with very many campaigns than with few."""

AS_A_BROWSER = {"Accept_Encoding": "gzip, br", "Accept": "text/html", "Accept_Language": "fr"}


@dataclass(frozen=True)
class Page:
    """``path`` is what is asked for; a project is whichever comes in the middle."""

    name: str
    path: str


@dataclass(frozen=True)
class Measured:
    """One page with one crowd: its rates by number of clients, and the SQL statements of one request."""

    page: Page
    crowd: int
    statements: int
    spreads: dict[int, Spread]

    def as_dict(self) -> dict[str, Any]:
        rates = {f"clients_{clients}": spread.as_dict() for clients, spread in self.spreads.items()}
        return {"page": self.page.name, "campaigns": self.crowd, "sql": self.statements, **rates}


def main() -> None:
    """Prints the tables, then one JSON line. Fails when a page misses the aim."""
    ready.require_empty_database()
    ready.require_static_files()
    few, very_many = PAGES.crowds
    url = os.environ["DATABASE_URL"]
    many.campaigns_make(few, seed=PAGES.seed)
    many.analyze()
    pages, statements = _pages(), {few: _statements()}
    connection.close()  # a database that somebody looks at cannot be copied
    with databases.copy_of(url, "few") as small:
        many.campaigns_make(very_many - few, seed=PAGES.seed + 1)
        many.analyze()
        statements[very_many] = _statements()
        rounds = _rounds(pages, {few: small, very_many: url})
    measured = [
        Measured(page, crowd, statements[crowd][page.name], _middle(rounds, page, crowd))
        for crowd in PAGES.crowds
        for page in pages
    ]
    slower = _times_slower(measured)
    _tell(measured, slower)
    ready.report(
        {
            "pages": [each.as_dict() for each in measured],
            "times_slower": {name: round(times, 2) for name, times in slower.items()},
        }
    )
    missed = [name for name, times in slower.items() if times > AIM]
    if missed:
        raise BenchmarkFailed(f"plus de {AIM:.0f} fois plus lentes avec beaucoup de collectes : {', '.join(missed)}")


Rounds = dict[tuple[Page, int, int], list[Spread]]
"""By page, crowd and number of clients."""


def _rounds(pages: Sequence[Page], addresses: Mapping[int, str]) -> Rounds:
    """One server for each crowd, asked in turn: what else the machine does meanwhile weighs on both alike."""
    rounds: Rounds = defaultdict(list)
    with ExitStack() as stack:
        sites = {crowd: stack.enter_context(_site(url)) for crowd, url in addresses.items()}
        for site in sites.values():
            for page in pages:
                _run(site, page, 2, seconds=0.5)  # both processes wake up: templates, connections, caches
        for _ in range(PAGES.rounds):
            for clients in PAGES.clients:
                for page in pages:
                    for crowd, site in sites.items():
                        rounds[page, crowd, clients].append(_run(site, page, clients, seconds=PAGES.seconds))
    return rounds


@contextmanager
def _site(url: str) -> Iterator[str]:
    """The site on the database at ``url``, with the bare page; yields its address."""
    address = f"http://127.0.0.1:{servers.free_port()}"
    more = {"DATABASE_URL": url, "BASE_URL": address, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    with servers.web(ready.VARIABLES | more, ready.log_file("web")) as web:
        servers.wait_for(web, f"{address}/healthz")
        yield address


def _middle(rounds: Rounds, page: Page, crowd: int) -> dict[int, Spread]:
    return {clients: Spread.middle(rounds[page, crowd, clients]) for clients in PAGES.clients}


def _pages() -> list[Page]:
    """The project is one of those that exist in both crowds."""
    chosen = Campaign.objects.filter(state=CampaignState.OPEN).order_by("pk")
    project = chosen[chosen.count() // 2]
    return [
        Page(BARE_NAME, BARE),
        Page("accueil", "/"),
        Page("catalogue", "/projets"),
        Page("catalogue filtré, avec un mot", "/projets?theme=botanique&niveau=elementaire&q=poules"),
        Page("catalogue, un mot", "/projets?q=potager"),
        Page("projet", reverse("public:project", args=[project.pk, project.slug])),
    ]


def _run(site: str, page: Page, clients: int, *, seconds: float) -> Spread:
    request = load.get(site, page.path, **AS_A_BROWSER)
    run = load.again_and_again(site, request, clients, seconds=seconds, most=PAGES.most)
    return Spread.of(run.durations, run.elapsed)


def _statements() -> dict[str, int]:
    """By page, the SQL statements of the second request: the first one fills caches."""
    client = Client(headers={"host": "127.0.0.1"})
    found = {BARE_NAME: 0}
    for page in _pages()[1:]:
        client.get(page.path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page.path)
        if answer.status_code != 200:
            raise BenchmarkFailed(f"{page.path} répond {answer.status_code}")
        found[page.name] = len(asked)
    return found


def _times_slower(measured: Sequence[Measured]) -> dict[str, float]:
    """By page, how many times fewer requests per second with very many; the worst of both numbers of clients."""
    few, very_many = PAGES.crowds
    rates = {(each.page.name, each.crowd): each.spreads for each in measured}
    return {
        name: max(
            rates[name, few][clients].per_second / rates[name, very_many][clients].per_second
            for clients in PAGES.clients
        )
        for name in dict.fromkeys(each.page.name for each in measured)
    }


def _tell(measured: Sequence[Measured], slower: Mapping[str, float]) -> None:
    head = ["Pages", "collectes", "SQL"]
    for clients in PAGES.clients:
        head += [f"{clients} client(s) : req/s", "p50 ms", "p95 ms"]
    rows = []
    for each in measured:
        row = [each.page.name, f"{each.crowd:,}".replace(",", "\u202f"), str(each.statements)]
        for spread in each.spreads.values():
            row += [figures.number(spread.per_second), figures.number(spread.p50), figures.number(spread.p95)]
        times = figures.number(slower[each.page.name]) if each.crowd == PAGES.crowds[-1] else ""
        rows.append([*row, times])
    ready.say(figures.table([*head, "fois plus lente"], rows))


if __name__ == "__main__":
    ready.alone(main)
