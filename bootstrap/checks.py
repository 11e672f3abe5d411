"""``make check``, ``make test``, ``make verify``, ``make bench``, ``make manage``."""

import os
import shlex
import time

from bootstrap import assets, chromium, pages, say
from bootstrap.errors import Stop
from bootstrap.ground import prepared
from bootstrap.places import ROOT
from bootstrap.runs import addresses

CODE = ("bootstrap", "benchmarks", "config", "testbank", "tests", "trousse", "manage.py")


def steps() -> list[tuple[str, list[str]]]:
    """Every check, quickest first: its name, then a program of the environment and its arguments."""
    code = [name for name in CODE if (ROOT / name).exists()]
    return [
        ("style (ruff)", ["ruff", "check", *code]),
        ("mise en forme (ruff)", ["ruff", "format", "--check", *code]),
        ("sens des imports (import-linter)", ["lint-imports"]),
        ("gabarits (djlint)", ["djlint", "--lint", "--quiet", "trousse"]),
        ("Django", ["python", "manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("diagrammes de docs/architecture.md", ["python", "manage.py", "draw_workflows", "--check"]),
        ("types (mypy)", ["mypy", *code]),
    ]


def check() -> int:
    """Runs every check to the end, so that one look tells everything that is wrong."""
    failed = []
    with prepared("development", "dev") as ground:
        for name, command in steps():
            begun = time.monotonic()
            output = ground.attempt(*command)
            duration = say.seconds(time.monotonic() - begun)
            say.line(f"  {'✗' if output else '✓'} {name} {say.dotted(name)} {duration}")
            if output:
                failed.append(name)
                say.line(output)
    if failed:
        raise Stop(f"À reprendre : {', '.join(failed)}.")
    return 0


def test() -> int:
    """The whole suite, browser journeys included. ``ARGS`` goes to pytest."""
    with prepared("test", "dev") as ground:
        assets.ensure(ground.state)
        browser = chromium.ensure()
        # Nothing of a test must survive a power cut: not waiting for the disk makes the suite a third quicker.
        return ground.run(
            *("-m", "pytest", "-n", os.environ.get("WORKERS") or "2", *_arguments()),
            TROUSSE_CHROMIUM=browser,
            PGOPTIONS="-c synchronous_commit=off",
        )


def verify() -> int:
    """The product's own code on the real files of ``../shared/``, in a database of its own."""
    with prepared("demo", "dev") as ground:
        apart = ground.on_database("trousse_verify")
        apart.quietly("manage.py", "migrate", "--noinput")
        return apart.run("manage.py", "verify", *_arguments())


def bench() -> int:
    """Speed and scale, in a database of its own."""
    with prepared("demo", "dev") as ground:
        assets.ensure(ground.state)
        apart = ground.on_database("trousse_bench")
        apart.quietly("manage.py", "migrate", "--noinput")
        pages.ensure(apart)
        return apart.run("-m", "benchmarks.run", *_arguments())


def manage() -> int:
    """Any Django command on the demo's database: ``make manage C="check_books"``."""
    command = shlex.split(os.environ.get("C", ""))
    if not command:
        raise Stop('Quelle commande ? Par exemple : make manage C="check_books"')
    say.stand_aside()
    with prepared("demo", "base") as ground:
        return ground.in_demo(*addresses(ground.state)).run("manage.py", *command)


def _arguments() -> list[str]:
    return shlex.split(os.environ.get("ARGS", ""))
