"""Proof that the books hold: every figure that is kept twice is compared with the ledger, to the cent.

``check()`` is what ``manage.py check_books`` prints, and what tests run after each story.
"""

from django.db import connection, transaction

from trousse.operations.books.comparisons import COMPARISONS
from trousse.operations.books.provider import compare_with_providers
from trousse.operations.books.report import BooksReport, Comparison

__all__ = ["BooksReport", "Comparison", "check"]


def check(*, with_providers: bool = False) -> BooksReport:
    """Compare everything, on one snapshot of the database: gifts that arrive meanwhile cannot look like a drift.

    ``with_providers`` also asks each payment provider what it knows of every payment (slow: one question each).
    """
    if connection.in_atomic_block:
        comparisons = [compare() for compare in COMPARISONS]
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            comparisons = [compare() for compare in COMPARISONS]
    if with_providers:
        comparisons += compare_with_providers()
    return BooksReport(tuple(comparisons))
