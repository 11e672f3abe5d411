"""``make bench``: every measure, each on a copy of an empty database, then a table and one line of JSON.

``python -m benchmarks.run [settlement] [pages] [weight] [killing]`` runs those named, all without.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import databases
from benchmarks.errors import BenchmarkFailed
from benchmarks.figures import number, table

SIZES = (60, int(os.environ.get("BENCH_CAMPAIGNS", "20000")))

Found = dict[str, Any]


def settlement(url: str) -> Found:
    found = _measure(url, "settlement")
    rows = [
        [f"{one['clients']} client(s)", number(one["per_second"]), number(one["pgbench"]), f"{one['ratio']:.0%}"]
        for one in found["runs"]
    ]
    print("\nDons comptés par seconde, de l’avis de la banque à la jauge, à côté de pgbench (TPC-B)\n")
    print(table(["", "dons/s", "pgbench tx/s", "rapport"], rows))
    print(f"\n  Instructions SQL par don dans un lot : {number(found['statements_per_gift'])}")
    return found


def pages(url: str) -> Found:
    found = {str(size): _measure(url, "pages", str(size)) for size in SIZES}
    small, large = (found[str(size)] for size in SIZES)
    for clients, spreads in small["spreads"].items():
        rows = []
        for name, few in spreads.items():
            lots = large["spreads"][clients][name]
            slower = few["per_second"] / lots["per_second"] if lots["per_second"] else 0.0
            cells = [few["per_second"], few["p95_ms"], lots["per_second"], lots["p95_ms"], slower]
            rows.append([name, *(number(cell) for cell in cells), str(large["queries"][name])])
        print(f"\nPages, {clients} client(s)\n")
        head = ["", f"req/s ({SIZES[0]})", "p95 ms", f"req/s ({SIZES[1]})", "p95 ms", "fois plus lent", "SQL"]
        print(table(head, rows))
    return found


def weight(url: str) -> Found:
    found = _measure(url, "weight")
    kinds = ("html", "css", "js", "fonts", "pictures", "requests")
    rows = [[encoding, *(number(found[encoding][kind]) for kind in kinds)] for encoding in ("brotli", "gzip")]
    print("\nPoids de la page projet, en octets sur le réseau\n")
    print(table(["", *kinds], rows))
    print(f"\n  HTML + CSS : {number(found['html_and_css_kb'])} ko (gzip), aucune adresse tierce")
    return found


def killing(url: str) -> Found:
    found = _measure(url, "killing")
    print(
        f"\nArrêts brutaux : {found['gifts']} dons payés pendant {sum(found['kills'].values())} kill -9 "
        f"(site {found['kills']['web']}, travail de fond {found['kills']['worker']}), {found['attempts']} envois de "
        f"notifications. Perdus : {found['lost']}. Comptés deux fois : {found['twice']}. {number(found['seconds'])} s."
    )
    return found


MEASURES: dict[str, Callable[[str], Found]] = {
    "settlement": settlement,
    "weight": weight,
    "pages": pages,
    "killing": killing,
}


def _measure(url: str, name: str, *arguments: str) -> Found:
    """Runs one measure in a process of its own, on a copy of the empty database. Its last line is its result."""
    with databases.copy_of(url, name) as copy:
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *arguments],
            env=os.environ | {"DATABASE_URL": copy},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise BenchmarkFailed(f"la mesure « {name} » n’a pas abouti")
    result: Found = json.loads(done.stdout.splitlines()[-1])
    return result


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"Mesures connues : {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    try:
        found = {name: MEASURES[name](os.environ["DATABASE_URL"]) for name in names or MEASURES}
    except BenchmarkFailed as failed:
        print(f"\n  {failed}", file=sys.stderr)
        return 1
    print("\n" + json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
