"""After money moved: the product's own proof that every figure kept twice is the same twice."""

from benchmarks.errors import BenchmarkFailed
from trousse.operations.books import check


def require_balance(*, with_providers: bool = False) -> None:
    """Raises BenchmarkFailed with what drifts."""
    report = check(with_providers=with_providers)
    if not report.ok:
        raise BenchmarkFailed("les comptes ne tombent pas juste : " + " ; ".join(report.problems[:5]))
