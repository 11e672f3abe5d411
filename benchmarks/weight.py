"""What the project page weighs on the wire: HTML and CSS compressed as served, fonts and pictures apart.

``python -m benchmarks.weight``, on an empty migrated database.
"""

import json
import re
from urllib.parse import urljoin, urlsplit

import benchmarks.ready as ready
from benchmarks import load, many, servers
from benchmarks.errors import BenchmarkFailed
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign

_LINKS = re.compile(r"""<(?:link|script|img|use)\b[^>]*?\b(?:href|src)=["']([^"'#]+)""")
_ADDRESSES = re.compile(r"""(?:href|src|action)=["'](https?://[^"']+)""")
KINDS = {".css": "css", ".js": "js", ".woff2": "fonts", ".svg": "pictures", ".png": "pictures"}


def measure() -> dict[str, object]:
    """Bytes by kind, for a browser that takes brotli and for one that takes gzip only; how many requests."""
    many.campaigns_make(60)
    campaign = Campaign.objects.filter(state=CampaignState.OPEN).order_by("pk")[0]
    path = f"/projet/{campaign.pk}-{campaign.slug}"
    address = ready.VARIABLES["BASE_URL"]
    with servers.web(ready.VARIABLES, ready.log_file("web")) as web:
        servers.wait_for(web, f"{address}/healthz")
        weights = {encoding: _weigh(address, path, encoding) for encoding in ("br, gzip", "gzip")}
    return {
        "page": path,
        "brotli": weights["br, gzip"],
        "gzip": weights["gzip"],
        "html_and_css_kb": round((weights["gzip"]["html"] + weights["gzip"]["css"]) / 1000, 1),
    }


def _weigh(address: str, path: str, encoding: str) -> dict[str, int]:
    client = load.Client(address)
    try:
        plain = client.send(load.get(address, path)).body.decode()
        _require_no_third_party(plain, address)
        weight = {"html": len(_fetch(client, address, path, encoding)), "css": 0, "js": 0, "fonts": 0, "pictures": 0}
        files = sorted({urlsplit(urljoin(path, link)).path for link in _LINKS.findall(plain) if "/static/" in link})
        for file in files:
            kind = next((kind for ending, kind in KINDS.items() if file.endswith(ending)), "pictures")
            weight[kind] += len(_fetch(client, address, file, encoding))
        return weight | {"requests": 1 + len(files)}
    finally:
        client.close()


def _fetch(client: load.Client, address: str, path: str, encoding: str) -> bytes:
    answer = client.send(load.get(address, path, Accept_Encoding=encoding))
    if answer.status != 200:
        raise BenchmarkFailed(f"{path} répond {answer.status}")
    return answer.body


def _require_no_third_party(page: str, address: str) -> None:
    ours = urlsplit(address).netloc
    others = {urlsplit(link).netloc for link in _ADDRESSES.findall(page)} - {ours}
    if others:
        raise BenchmarkFailed(f"la page projet s’adresse à d’autres : {', '.join(sorted(others))}")


if __name__ == "__main__":
    ready.require_static_files()
    print(json.dumps(measure()))
