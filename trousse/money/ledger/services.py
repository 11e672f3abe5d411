"""The only writer of the ledger."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from trousse.core import clock
from trousse.money.ledger.drafts import AccountRef, Draft, DraftLine
from trousse.money.ledger.errors import LedgerConflict
from trousse.money.ledger.models import Account, Entry, Line

_OPEN_ACCOUNTS = """
INSERT INTO ledger_account (code, kind, pcg)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])
ON CONFLICT (code) DO NOTHING
"""

# One statement for entries and lines: an entry that existed already is not returned by the first part, so that it can
# never receive lines from the second.
_WRITE = """
WITH created AS (
    INSERT INTO ledger_entry (key, kind, at, memo)
    SELECT draft.key, draft.kind, %s, draft.memo::jsonb
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS draft (key, kind, memo)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key, kind, at, xact, memo
), written AS (
    INSERT INTO ledger_line (entry_id, account_id, debit_cents, credit_cents)
    SELECT created.id, line.account_id, line.debit_cents, line.credit_cents
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
        WITH ORDINALITY AS line (key, account_id, debit_cents, credit_cents, place)
    JOIN created USING (key)
    ORDER BY line.place
)
SELECT id, key, kind, at, xact, memo FROM created
"""

_CHECK_NOW = """
SET CONSTRAINTS ledger_entry_balances, ledger_line_balances IMMEDIATE;
SET CONSTRAINTS ledger_entry_balances, ledger_line_balances DEFERRED;
"""


def post(draft: Draft) -> Entry:
    """Write one entry, or find it when it is written already. Raises LedgerConflict: see ``post_many``."""
    [entry] = post_many([draft])
    return entry


@transaction.atomic(savepoint=False)
def post_many(drafts: Sequence[Draft]) -> list[Entry]:
    """Write entries in the order given, in a number of SQL statements that does not depend on how many there are.

    A draft whose key was posted before (by whoever, at any time, even by a transaction that is committing right now)
    yields the first entry and writes nothing. Raises LedgerConflict, and spoils the surrounding transaction, when that
    first entry says something else. PostgreSQL checks the balance before this returns.
    """
    by_key = _distinct(drafts)
    if not by_key:
        return []
    account_ids = _accounts(line.account for draft in by_key.values() for line in draft.lines)
    entries = {entry.key: entry for entry in _write(list(by_key.values()), account_ids)}
    already = [draft for key, draft in by_key.items() if key not in entries]
    if already:
        entries.update(_written_before(already))
    with connection.cursor() as cursor:
        cursor.execute(_CHECK_NOW)
    return [entries[draft.key] for draft in drafts]


def reverse(entry: Entry, *, key: str) -> Entry:
    """Undo ``entry`` by the opposite entry, under a key of its own."""
    lines = tuple(
        DraftLine(line.account.ref, debit=line.debit, credit=line.credit)
        for line in entry.lines.select_related("account").order_by("id")
    )
    original = Draft(key=entry.key, kind=entry.kind, lines=lines, memo=entry.memo)
    return post(original.reversed(key=key))


def _distinct(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """Drafts by key, sorted: two transactions that share keys wait for each other instead of dying together."""
    by_key: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.key):
        first = by_key.setdefault(draft.key, draft)
        if _content(first.kind, first.lines) != _content(draft.kind, draft.lines):
            raise LedgerConflict(f"{draft.key}: two different drafts in one batch")
    return by_key


def _accounts(refs: Iterable[AccountRef]) -> dict[str, int]:
    """Ids by code, after opening those that do not exist yet."""
    wanted = {ref.code: ref for ref in refs}
    found = _find_accounts(wanted)
    missing = [wanted[code] for code in sorted(wanted.keys() - found.keys())]
    if missing:
        with connection.cursor() as cursor:
            columns = [ref.code for ref in missing], [ref.kind.value for ref in missing], [ref.pcg for ref in missing]
            cursor.execute(_OPEN_ACCOUNTS, columns)
        found = _find_accounts(wanted)
    return found


def _find_accounts(wanted: Mapping[str, AccountRef]) -> dict[str, int]:
    found = {}
    for account_id, code, kind in Account.objects.filter(code__in=wanted).values_list("id", "code", "kind"):
        if kind != wanted[code].kind:
            raise LedgerConflict(f"account {code} is {kind}, not {wanted[code].kind}")
        found[code] = account_id
    return found


def _write(drafts: Sequence[Draft], account_ids: Mapping[str, int]) -> list[Entry]:
    lines = [(draft.key, line) for draft in drafts for line in draft.lines]
    return list(
        Entry.objects.raw(
            _WRITE,
            [
                clock.now(),
                [draft.key for draft in drafts],
                [draft.kind for draft in drafts],
                [json.dumps(dict(draft.memo)) for draft in drafts],
                [key for key, _ in lines],
                [account_ids[line.account.code] for _, line in lines],
                [line.debit.cents for _, line in lines],
                [line.credit.cents for _, line in lines],
            ],
        )
    )


def _written_before(drafts: Sequence[Draft]) -> dict[str, Entry]:
    """The entries that hold these keys, provided that they say the same."""
    entries = {entry.key: entry for entry in Entry.objects.filter(key__in=[draft.key for draft in drafts])}
    lines: dict[int, list[DraftLine]] = {entry.pk: [] for entry in entries.values()}
    for line in Line.objects.filter(entry_id__in=lines).select_related("account").order_by("id"):
        lines[line.entry_id].append(DraftLine(line.account.ref, debit=line.debit, credit=line.credit))
    for draft in drafts:
        entry = entries[draft.key]
        if _content(entry.kind, lines[entry.pk]) != _content(draft.kind, draft.lines):
            raise LedgerConflict(f"{draft.key}: posted before with other lines")
    return entries


def _content(kind: str, lines: Iterable[DraftLine]) -> tuple[str, Counter[tuple[str, int, int]]]:
    """What makes two entries the same, whatever the order of their lines."""
    return kind, Counter((line.account.code, line.debit.cents, line.credit.cents) for line in lines)
