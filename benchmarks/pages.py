"""Requests per second and waiting time of the public pages, beside a bare Django view on the same server.

``python -m benchmarks.pages COUNT``, on an empty migrated database: fills it with COUNT campaigns and measures.
"""

import json
import sys
from collections.abc import Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import benchmarks.ready as ready
from benchmarks import load, many, servers
from benchmarks.figures import Spread
from benchmarks.urls import BARE
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign

CLIENTS = (1, 8)
ROUNDS = 3
SECONDS = 2.0
MOST = 2_000


def measure(count: int) -> dict[str, object]:
    """Per page: SQL statements, and for each number of clients requests per second, p50 and p95 (milliseconds)."""
    many.campaigns_make(count)
    many.analyze()
    pages = _pages()
    address = ready.VARIABLES["BASE_URL"]
    with servers.web(ready.VARIABLES, ready.log_file("web")) as web:
        servers.wait_for(web, f"{address}/healthz")
        spreads = {clients: _spreads(address, pages, clients) for clients in CLIENTS}
    return {
        "campaigns": count,
        "queries": {name: _queries(path) for name, path in pages.items()},
        "spreads": {
            str(clients): {name: spread.as_dict() for name, spread in found.items()}
            for clients, found in spreads.items()
        },
    }


def _pages() -> dict[str, str]:
    campaign = Campaign.objects.filter(state=CampaignState.OPEN).order_by("pk")[0]
    return {
        "vue nue": BARE,
        "accueil": "/",
        "catalogue": "/projets",
        "catalogue filtré": "/projets?theme=mer&q=port",
        "projet": f"/projet/{campaign.pk}-{campaign.slug}",
    }


def _spreads(address: str, pages: Mapping[str, str], clients: int) -> dict[str, Spread]:
    """Pages take turns, several rounds: what else the machine does weighs on all of them alike."""
    rounds: dict[str, list[Spread]] = {name: [] for name in pages}
    for path in pages.values():
        load.again_and_again(address, load.get(address, path, Accept_Encoding="gzip"), clients, seconds=0.5, most=50)
    for _ in range(ROUNDS):
        for name, path in pages.items():
            request = load.get(address, path, Accept_Encoding="gzip")
            run = load.again_and_again(address, request, clients, seconds=SECONDS, most=MOST)
            rounds[name].append(Spread.of(run.durations, run.elapsed))
    return {name: Spread.middle(found) for name, found in rounds.items()}


def _queries(path: str) -> int:
    """SQL statements of one page, once the first visit has warmed what is kept for a while."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked.captured_queries)


if __name__ == "__main__":
    ready.require_static_files()
    print(json.dumps(measure(int(sys.argv[1]))))
