"""Emptying the tables between tests that really commit, although PostgreSQL refuses to TRUNCATE what is append-only.

Only the triggers that guard against TRUNCATE sleep, only during the flush, which is itself one transaction.
"""

from typing import Any

from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

_TABLES_GUARDED_AGAINST_TRUNCATE = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal ORDER BY 1
"""


def execute_sql_flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
    """Stands in for the method of the same name: see ``conftest.append_only_tables_can_be_flushed``."""
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        cursor.execute(_TABLES_GUARDED_AGAINST_TRUNCATE)
        guarded = [name for (name,) in cursor.fetchall()]
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        for sql in sql_list:
            cursor.execute(sql)
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
