"""``make bench``: every measure in turn, each in a database of its own, then one JSON line.

``python -m benchmarks.run [settlement] [pages] [dashboards] [weight] [forecast] [allocation] [season] [rules]
[killing]`` runs some of them. DATABASE_URL leads to a migrated database, which is copied and never written to.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks import databases
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import ROOT

TITLES = {
    "settlement": "Dons comptés par seconde, à côté de pgbench",
    "pages": "Pages par seconde, à côté d’une vue Django nue",
    "dashboards": "Pages de travail, avec vingt mille projets",
    "weight": "Poids de la page d’un projet",
    "forecast": "Prévisions, à côté des chiffres publiés",
    "allocation": "Répartition, à côté de la gloutonne et des meilleurs plans connus",
    "season": "Une saison de fonds, à côté des meilleures règles simples",
    "rules": "Une version des règles de solidarité, sur vingt mille collectes passées",
    "killing": "Tués pendant qu’on donne",
}


def main(arguments: Sequence[str]) -> int:
    """0: everything was measured and every promise holds; 1: one does not; 2: what was asked does not exist."""
    unknown = set(arguments) - TITLES.keys()
    if unknown:
        _say(f"Mesures : {', '.join(TITLES)}. Inconnue : {', '.join(sorted(unknown))}.")
        return 2
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        _say("DATABASE_URL manque : « make bench » la donne.")
        return 2
    begun = time.monotonic()
    facts: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": _machine()}
    failed = []
    for name in arguments or TITLES:
        _say(f"\n── {TITLES[name]} " + "─" * max(96 - len(TITLES[name]), 3) + "\n")
        try:
            facts[name] = _measure(name, url)
        except BenchmarkFailed as error:
            _say(f"  ✗ {error}")
            failed.append(name)
    seconds = round(time.monotonic() - begun)
    to_look_at = f", à revoir : {', '.join(failed)}" if failed else ""
    _say(f"\n  {seconds // 60} min {seconds % 60:02} s{to_look_at}\n")
    sys.stdout.write(json.dumps({**facts, "seconds": seconds, "ok": not failed}, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def _measure(name: str, url: str) -> Any:
    """In a process of its own, which prints its tables as it goes; returns what its JSON line says."""
    with databases.copy_of(url, name) as copy:
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": copy},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise BenchmarkFailed(f"{name} n’a pas abouti")
    return json.loads(done.stdout.splitlines()[-1])


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
