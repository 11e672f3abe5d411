"""Building a season of six months in a minute."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def hurried() -> Iterator[None]:
    """No commit waits for the disk, and nothing is logged: what goes wrong raises all the same.

    A power cut would interrupt the build, which starts anew; the order of what is written stays true.
    """
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    _wait_for_disk("off")
    try:
        yield
    finally:
        _wait_for_disk("DEFAULT")
        logging.disable(level)


def _wait_for_disk(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET synchronous_commit TO {setting}")
