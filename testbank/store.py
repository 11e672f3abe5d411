"""The bank's memory: one SQLite file that a killed process leaves whole (write-ahead log, one writer at a time)."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from testbank.models import (
    Behaviour,
    Delivery,
    Notification,
    Operation,
    Refunds,
    Session,
    SessionState,
    Source,
    Status,
    Tamper,
    Transaction,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, fields TEXT NOT NULL, state TEXT NOT NULL, expires_at REAL NOT NULL,
    card TEXT NOT NULL, uuid TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_running ON sessions (expires_at) WHERE state IN ('open', 'challenge');
CREATE TABLE IF NOT EXISTS used_numbers (
    day TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transactions (
    uuid TEXT PRIMARY KEY, order_id TEXT NOT NULL, amount INTEGER NOT NULL, operation TEXT NOT NULL,
    status TEXT NOT NULL, card TEXT NOT NULL, created_at REAL NOT NULL, fields TEXT NOT NULL, parent TEXT NOT NULL,
    auth_result TEXT NOT NULL, sequence INTEGER NOT NULL, changes_at REAL, becomes TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS transactions_order ON transactions (order_id);
CREATE INDEX IF NOT EXISTS transactions_parent ON transactions (parent) WHERE parent <> '';
CREATE INDEX IF NOT EXISTS transactions_changing ON transactions (changes_at) WHERE changes_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS transactions_recent ON transactions (created_at);
CREATE TABLE IF NOT EXISTS notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, order_id TEXT NOT NULL, url TEXT NOT NULL,
    fields TEXT NOT NULL, source TEXT NOT NULL, tamper TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    due_at REAL NOT NULL, created_at REAL NOT NULL, answer TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS notifications_due ON notifications (due_at, id) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS notifications_state ON notifications (state);
CREATE INDEX IF NOT EXISTS notifications_order ON notifications (order_id);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

TABLES = ("sessions", "used_numbers", "transactions", "notifications")


class Store:
    """All reads and writes. ``write()`` groups several of them in one transaction.

    The SQL is put together from names of ours only; every value goes as a parameter (hence the noqa: S608).
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        # Losing the process loses nothing that was committed; only a power cut could lose the last instants.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction; a write inside a write joins it."""
        with self._lock:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("COMMIT")

    def _all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _run(self, sql: str, *values: Any) -> int:
        """Runs one statement and returns the number of rows that it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        marks = ", ".join("?" * len(row))
        with self._lock:
            cursor = self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
            return cursor.lastrowid or 0

    def clear(self) -> None:
        """Forgets everything but the switches."""
        with self.write():
            for table in TABLES:
                self._run(f"DELETE FROM {table}")  # noqa: S608

    # Payment page -----------------------------------------------------------------------------------------------------

    def use_number(self, day: str, number: str) -> bool:
        """Takes a transaction number for a day (letters count the same in either case). False: it was taken before."""
        return self._run("INSERT OR IGNORE INTO used_numbers VALUES (?, ?)", day, number.lower()) == 1

    def add_session(self, session: Session) -> None:
        self._insert("sessions", _row(session))

    def session(self, token: str) -> Session | None:
        rows = self._all("SELECT * FROM sessions WHERE token = ?", token)
        return _session(rows[0]) if rows else None

    def running_sessions(self, *, until: float | None = None, order_id: str = "") -> list[Session]:
        """Sessions not over, those that end at ``until`` or before if it is given."""
        limit = float("inf") if until is None else until
        rows = self._all("SELECT * FROM sessions WHERE state IN ('open', 'challenge') AND expires_at <= ?", limit)
        found = [_session(row) for row in rows]
        return [each for each in found if not order_id or each.fields.get("vads_order_id") == order_id]

    def move_session(self, token: str, state: SessionState, *, card: str = "", uuid: str = "") -> bool:
        """Moves a session that is not over. False: it was over already, nothing changed."""
        sql = (
            "UPDATE sessions SET state = ?, card = CASE ? WHEN '' THEN card ELSE ? END, uuid = ?"
            " WHERE token = ? AND state IN ('open', 'challenge')"
        )
        return self._run(sql, state, card, card, uuid, token) == 1

    # Transactions -----------------------------------------------------------------------------------------------------

    def add_transaction(self, transaction: Transaction) -> None:
        self._insert("transactions", _row(transaction))

    def transaction(self, uuid: str) -> Transaction | None:
        rows = self._all("SELECT * FROM transactions WHERE uuid = ?", uuid)
        return _transaction(rows[0]) if rows else None

    def transactions_of_order(self, order_id: str) -> list[Transaction]:
        sql = "SELECT * FROM transactions WHERE order_id = ? ORDER BY created_at, rowid"
        return [_transaction(row) for row in self._all(sql, order_id)]

    def credits_of(self, uuid: str) -> list[Transaction]:
        sql = "SELECT * FROM transactions WHERE parent = ? ORDER BY created_at, rowid"
        return [_transaction(row) for row in self._all(sql, uuid)]

    def changing_transactions(self, until: float) -> list[Transaction]:
        sql = "SELECT * FROM transactions WHERE changes_at <= ? ORDER BY changes_at"
        return [_transaction(row) for row in self._all(sql, until)]

    def recent_transactions(self, limit: int) -> list[Transaction]:
        sql = "SELECT * FROM transactions ORDER BY created_at DESC, rowid DESC LIMIT ?"
        return [_transaction(row) for row in self._all(sql, limit)]

    def move_transaction(self, uuid: str, before: Status, after: Status) -> bool:
        """Changes a status once. False: it was not ``before`` any more."""
        sql = "UPDATE transactions SET status = ?, changes_at = NULL, becomes = NULL WHERE uuid = ? AND status = ?"
        return self._run(sql, after, uuid, before) == 1

    def count_transactions(self) -> dict[str, int]:
        sql = "SELECT operation || ' ' || status AS name, count(*) AS n FROM transactions GROUP BY 1 ORDER BY 1"
        return {row["name"]: row["n"] for row in self._all(sql)}

    # Notifications ----------------------------------------------------------------------------------------------------

    def add_notification(self, notification: Notification) -> int:
        row = _row(notification)
        del row["id"]
        return self._insert("notifications", row)

    def notification(self, number: int) -> Notification | None:
        rows = self._all("SELECT * FROM notifications WHERE id = ?", number)
        return _notification(rows[0]) if rows else None

    def notifications(
        self, *, state: Delivery | None = None, order_id: str = "", limit: int = 200
    ) -> list[Notification]:
        """The newest first."""
        conditions, values = ["1 = 1"], []
        if state is not None:
            conditions.append("state = ?")
            values.append(str(state))
        if order_id:
            conditions.append("order_id = ?")
            values.append(order_id)
        sql = f"SELECT * FROM notifications WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?"  # noqa: S608
        return [_notification(row) for row in self._all(sql, *values, limit)]

    def claim_notifications(self, now: float, limit: int) -> list[Notification]:
        """Takes due notifications for sending: nobody else gets them."""
        sql = (
            "UPDATE notifications SET state = 'sending' WHERE id IN"
            " (SELECT id FROM notifications WHERE state = 'pending' AND due_at <= ? ORDER BY due_at, id LIMIT ?)"
            " RETURNING *"
        )
        claimed = [_notification(row) for row in self._all(sql, now, limit)]
        return sorted(claimed, key=lambda each: (each.due_at, each.id))

    def move_notification(
        self,
        number: int,
        before: Sequence[Delivery],
        after: Delivery,
        *,
        due_at: float | None = None,
        attempts: int | None = None,
        answer: str | None = None,
    ) -> bool:
        """Changes the state of a notification that is in one of ``before``; what is None stays as it is."""
        sql = (
            "UPDATE notifications SET state = ?, due_at = coalesce(?, due_at), attempts = coalesce(?, attempts),"  # noqa: S608
            f" answer = coalesce(?, answer) WHERE id = ? AND state IN ({', '.join('?' * len(before))})"
        )
        return self._run(sql, after, due_at, attempts, answer, number, *before) == 1

    def release_held(self, now: float) -> int:
        """Puts all that is held into the queue, due at once."""
        return self._run("UPDATE notifications SET state = 'pending', due_at = ? WHERE state = 'held'", now)

    def recover_interrupted(self) -> int:
        """After a kill: what was being sent is sent again (the shop must bear a duplicate)."""
        return self._run("UPDATE notifications SET state = 'pending' WHERE state = 'sending'")

    def count_notifications(self) -> dict[str, int]:
        found = {
            row["state"]: row["n"] for row in self._all("SELECT state, count(*) AS n FROM notifications GROUP BY 1")
        }
        return {str(state): found.get(str(state), 0) for state in Delivery}

    def next_moment(self) -> float | None:
        """When something must happen next: a notification due, a session that ends, a transaction that changes."""
        row = self._all(
            "SELECT min(moment) AS moment FROM ("
            " SELECT min(due_at) AS moment FROM notifications WHERE state = 'pending'"
            " UNION ALL SELECT min(expires_at) FROM sessions WHERE state IN ('open', 'challenge')"
            " UNION ALL SELECT min(changes_at) FROM transactions WHERE changes_at IS NOT NULL)"
        )[0]
        return None if row["moment"] is None else float(row["moment"])

    # Switches ---------------------------------------------------------------------------------------------------------

    def behaviour(self, default: Behaviour) -> Behaviour:
        rows = self._all("SELECT value FROM settings WHERE name = 'behaviour'")
        saved = json.loads(rows[0]["value"]) if rows else {}
        known = {each.name for each in fields(Behaviour)}
        values = asdict(default) | {name: value for name, value in saved.items() if name in known}
        values |= {"tamper": Tamper(values["tamper"]), "refunds": Refunds(values["refunds"])}
        return Behaviour(**values)

    def save_behaviour(self, behaviour: Behaviour) -> None:
        self._run("INSERT OR REPLACE INTO settings VALUES ('behaviour', ?)", json.dumps(asdict(behaviour)))


def _row(record: Session | Transaction | Notification) -> dict[str, Any]:
    """A record as columns. (``asdict`` would copy every field of the form one by one.)"""
    return vars(record) | {"fields": json.dumps(record.fields)}


def _session(row: sqlite3.Row) -> Session:
    values = dict(row)
    values |= {"fields": json.loads(values["fields"]), "state": SessionState(values["state"])}
    return Session(**values)


def _transaction(row: sqlite3.Row) -> Transaction:
    values = dict(row)
    values |= {
        "fields": json.loads(values["fields"]),
        "operation": Operation(values["operation"]),
        "status": Status(values["status"]),
        "becomes": Status(values["becomes"]) if values["becomes"] else None,
    }
    return Transaction(**values)


def _notification(row: sqlite3.Row) -> Notification:
    values = dict(row)
    values |= {
        "fields": json.loads(values["fields"]),
        "source": Source(values["source"]),
        "tamper": Tamper(values["tamper"]),
        "state": Delivery(values["state"]),
    }
    return Notification(**values)
