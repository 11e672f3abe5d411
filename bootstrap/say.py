"""What a person reads in the terminal: short French lines, one per thing done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CLEAR = "\x1b[2K"  # wipes what a step under way has written
_aside = False


def stand_aside() -> None:
    """Speak on the error output: the standard one belongs to the command that we prepare the ground for."""
    global _aside
    _aside = True


def line(text: str = "") -> None:
    """One line, at once (a pipe must not keep it back). A closed terminal stops nobody from tidying up."""
    output = sys.stderr if _aside else sys.stdout
    with suppress(OSError):
        print(f"{CLEAR}{text}" if output.isatty() else text, file=output, flush=True)


def note(text: str) -> None:
    """Something worth knowing that does not stop anything."""
    line(f"  · {text}")


def trouble(text: str) -> None:
    """Why the command stops."""
    with suppress(OSError):
        print(f"\n  ✗ {text}", file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announces a step on a terminal and, once it has gone well, how long it took."""
    begun = time.monotonic()
    output = sys.stderr if _aside else sys.stdout
    if output.isatty():
        print(f"  … {title}", end="\r", file=output, flush=True)
    yield
    line(f"  ✓ {title} {dotted(title)} {seconds(time.monotonic() - begun)}")


def dotted(title: str, width: int = 52) -> str:
    """The dots that lead the eye to the right-hand column."""
    return "." * max(3, width - len(title))


def seconds(duration: float) -> str:
    """``3,4 s``, as French writes it."""
    return f"{duration:.1f} s".replace(".", ",")


def be_readable() -> None:
    """A terminal that cannot show an accent shows a question mark instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
