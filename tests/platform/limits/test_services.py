from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from trousse.core import clock
from trousse.core.errors import TooMany
from trousse.platform.limits.models import Counter
from trousse.platform.limits.services import counters_purge, forget, hit

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _hit(key: str = "sign-in:203.0.113.9", at: datetime = NOON) -> None:
    with clock.frozen(at):
        hit(key=key, limit=3, window=HOUR)


@pytest.mark.django_db
def test_the_attempt_after_the_last_one_is_refused_until_the_window_is_over() -> None:
    for minute in range(3):
        _hit(at=NOON + timedelta(minutes=minute))
    with pytest.raises(TooMany, match="dans 50\u00a0minutes"):
        _hit(at=NOON + timedelta(minutes=10))
    _hit(at=NOON + HOUR)


@pytest.mark.django_db
def test_each_key_has_its_own_count() -> None:
    for _ in range(3):
        _hit()
    _hit(key="sign-in:203.0.113.10")
    with pytest.raises(TooMany):
        _hit()


@pytest.mark.django_db
def test_the_table_holds_no_address() -> None:
    _hit(key="find-gift:jeanne@exemple.fr")
    assert "jeanne" not in str(Counter.objects.values().get())


@pytest.mark.django_db
def test_who_proves_who_they_are_starts_again() -> None:
    for _ in range(3):
        _hit()
    forget(key="sign-in:203.0.113.9")
    _hit()


@pytest.mark.django_db
def test_counters_that_are_over_are_deleted() -> None:
    _hit(key="old")
    _hit(key="new", at=NOON + timedelta(minutes=30))
    with clock.frozen(NOON + timedelta(minutes=61)):
        assert counters_purge() == 1
    assert Counter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_simultaneous_attempts_are_all_counted() -> None:
    def attempt(_n: int) -> bool:
        try:
            hit(key="code:1", limit=5, window=HOUR)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=4) as pool:
        accepted = list(pool.map(attempt, range(20)))
    assert sum(accepted) == 5
    assert Counter.objects.get().hits == 20


@pytest.mark.django_db
def test_a_hit_inside_a_transaction_goes_with_it() -> None:
    """Documented: attempts that fail are counted before their transaction begins."""
    with transaction.atomic():
        _hit()
        transaction.set_rollback(True)
    assert not Counter.objects.exists()


@pytest.mark.django_db
def test_the_table_is_not_logged() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'limits_counter'::regclass")
        assert cursor.fetchone() == ("u",)
