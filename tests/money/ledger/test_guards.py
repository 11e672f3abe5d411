"""PostgreSQL refuses nonsense by itself: here raw SQL is the attacker, and transactions really commit."""

import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from trousse.core.money import Euro
from trousse.money.ledger import accounts, selectors, services
from trousse.money.ledger.drafts import Draft, credit, debit
from trousse.money.ledger.models import Account, Entry, Line

pytestmark = pytest.mark.django_db(transaction=True)

PSP, CAMPAIGN = accounts.psp("systempay"), accounts.campaign(3)


def gift(number: int = 1, cents: int = 2000) -> Draft:
    lines = (debit(PSP, Euro(cents)), credit(CAMPAIGN, Euro(cents)))
    return Draft(key=f"gift:{number}", kind="gift.campaign", lines=lines)


@pytest.fixture
def entry() -> Entry:
    """A committed entry."""
    return services.post(gift())


def run(sql: str, *params: str | int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0]) if cursor.description else cursor.rowcount


def add_entry(key: str) -> int:
    return run("INSERT INTO ledger_entry (key, kind, at, memo) VALUES (%s, 'raw', now(), '{}') RETURNING id", key)


def add_line(entry_id: int, account: str, *, debit_cents: int = 0, credit_cents: int = 0) -> None:
    run(
        "INSERT INTO ledger_line (entry_id, account_id, debit_cents, credit_cents)"
        " SELECT %s, id, %s, %s FROM ledger_account WHERE code = %s",
        *(entry_id, debit_cents, credit_cents, account),
    )


def add_whole_entry(key: str, *lines: tuple[str, int, int]) -> int:
    """One transaction: an entry and its ``(account, debit, credit)`` lines, one statement each."""
    with transaction.atomic():
        entry_id = add_entry(key)
        for account, left, right in lines:
            add_line(entry_id, account, debit_cents=left, credit_cents=right)
    return entry_id


def test_a_sound_entry_written_line_by_line_passes(entry: Entry) -> None:
    add_whole_entry("raw:1", (PSP.code, 300, 0), (CAMPAIGN.code, 0, 100), (CAMPAIGN.code, 0, 200))
    assert selectors.balance(CAMPAIGN) == Euro(2300)


def test_an_entry_without_lines_is_refused() -> None:
    with pytest.raises(IntegrityError, match="does not balance"):
        add_entry("raw:1")
    assert not Entry.objects.exists()


def test_an_entry_with_one_line_is_refused(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="1 line"):
        add_whole_entry("raw:1", (PSP.code, 300, 0))


def test_an_unbalanced_entry_is_refused_at_commit(entry: Entry) -> None:
    def write() -> None:
        with transaction.atomic():
            raw = add_entry("raw:1")
            add_line(raw, PSP.code, debit_cents=300)
            add_line(raw, CAMPAIGN.code, credit_cents=299)
            assert Line.objects.filter(entry_id=raw).count() == 2  # nothing was said before the end

    with pytest.raises(IntegrityError, match="does not balance"):
        write()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(("left", "right"), [(0, 0), (-5, 0), (0, -5), (5, 5)])
def test_a_line_has_one_positive_side(entry: Entry, left: int, right: int) -> None:
    with pytest.raises(IntegrityError, match="ledger_line_one_side"):
        add_whole_entry("raw:1", (PSP.code, left, right), (CAMPAIGN.code, 5, 0))


def test_late_lines_are_refused_even_when_they_balance(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        run(
            "INSERT INTO ledger_line (entry_id, account_id, debit_cents, credit_cents)"
            " SELECT entry_id, account_id, credit_cents, debit_cents FROM ledger_line WHERE entry_id = %s",
            entry.pk,
        )
    assert selectors.balance(CAMPAIGN) == Euro(2000)


def test_late_lines_in_the_same_transaction_are_weighed_again() -> None:
    def write() -> None:
        with transaction.atomic():
            posted = services.post(gift())
            add_line(posted.pk, PSP.code, debit_cents=1)

    with pytest.raises(IntegrityError, match="does not balance"):
        write()
    assert not Entry.objects.exists()


def test_an_entry_cannot_be_antedated_into_another_transaction(entry: Entry) -> None:
    """A forged transaction number buys nothing: such an entry can have no line, and an entry needs lines."""

    def write() -> None:
        with transaction.atomic():
            forged = run(
                "INSERT INTO ledger_entry (key, kind, at, memo, xact)"
                " SELECT 'forged', 'raw', now(), '{}', xact FROM ledger_entry WHERE id = %s RETURNING id",
                entry.pk,
            )
            add_line(forged, PSP.code, debit_cents=5)

    with pytest.raises(IntegrityError, match="is closed"):
        write()


def test_a_line_of_nowhere_is_refused(entry: Entry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_line(entry.pk + 1000, PSP.code, debit_cents=500)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_line SET debit_cents = debit_cents + 1 WHERE debit_cents > 0",
        "UPDATE ledger_entry SET key = 'other'",
        "UPDATE ledger_entry SET at = now() WHERE false",
        "UPDATE ledger_account SET kind = 'asset'",
        "UPDATE ledger_account SET code = code || 'x'",
        "DELETE FROM ledger_line",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_line",
        "TRUNCATE ledger_entry CASCADE",
        "TRUNCATE ledger_account CASCADE",
    ],
)
def test_what_is_written_stays(entry: Entry, sql: str) -> None:
    before = list(Line.objects.order_by("id").values())
    with pytest.raises(IntegrityError, match="written once and for all"), transaction.atomic():
        run(sql)
    assert list(Line.objects.order_by("id").values()) == before


def test_the_orm_cannot_change_it_either(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="written once and for all"), transaction.atomic():
        Line.objects.filter(entry=entry).update(debit_cents=1)
    with pytest.raises(IntegrityError, match="written once and for all"), transaction.atomic():
        Line.objects.all()._raw_delete(using="default")


def test_an_account_in_use_cannot_go_but_its_chart_number_may_change(entry: Entry) -> None:
    account = Account.objects.get(code=CAMPAIGN.code)
    Account.objects.filter(pk=account.pk).update(pcg="468600")
    with pytest.raises(IntegrityError), transaction.atomic():
        run("DELETE FROM ledger_account WHERE id = %s", account.pk)


def test_a_failed_transaction_leaves_nothing() -> None:
    def write() -> None:
        with transaction.atomic():
            services.post(gift())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert services.post(gift()).key == "gift:1"  # the key was not spent
    assert Entry.objects.count() == 1


@pytest.fixture
def rivals() -> Iterator[list[BaseException]]:
    """Errors of the other threads of a test; each closes its own connection."""
    errors: list[BaseException] = []
    yield errors
    assert not errors


def test_many_writers_of_the_same_events_write_each_once(rivals: list[BaseException]) -> None:
    start = threading.Barrier(4)

    def write(shift: int) -> None:
        try:
            start.wait(timeout=10)
            for number in range(15):
                services.post_many([gift((number + place + shift) % 20) for place in range(10)])
        except BaseException as error:  # noqa: BLE001  (handed to the test's own thread, which fails on it)
            rivals.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(shift,)) for shift in (0, 5, 10, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Entry.objects.count() == 20
    assert selectors.balance(PSP) == Euro(20 * 2000)
