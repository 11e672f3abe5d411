"""Updating many rows, each with its own values, in one statement whose cost is that of its data.

Django's ``bulk_update`` writes one ``CASE WHEN id = … THEN …`` for every row and field: building it takes longer than
everything else that a batch of gifts costs. Arrays and ``unnest`` say the same in a statement of constant length.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, router


def update_rows(rows: Sequence[models.Model], names: Sequence[str]) -> int:
    """Save the fields ``names`` of saved ``rows`` of one model; returns how many rows were updated.

    Unlike ``save``, it fills in nothing by itself (no ``auto_now``). Raises TypeError for a field that holds an array.
    """
    if not rows or not names:
        return 0
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    key = model._meta.pk
    fields = [key, *(model._meta.get_field(name) for name in names)]
    quote = connection.ops.quote_name
    columns = [quote(_column(field)) for field in fields]
    arrays = ", ".join(f"%s::{_type(field, connection)}[]" for field in fields)
    changes = ", ".join(f"{column} = fresh.{column}" for column in columns[1:])
    sql = (
        f"UPDATE {quote(model._meta.db_table)} AS stale SET {changes} "  # noqa: S608 (names come from models)
        f"FROM unnest({arrays}) AS fresh ({', '.join(columns)}) WHERE stale.{columns[0]} = fresh.{columns[0]}"
    )
    values = [[_prepared(field, row, connection) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _column(field: Any) -> str:
    if isinstance(field, ArrayField):
        raise TypeError(f"{field}: an array of arrays would have to be rectangular")
    return str(field.column)


def _type(field: Any, connection: Any) -> str:
    """A text longer than its column must be refused, not cut short as an explicit cast to ``varchar(n)`` would."""
    is_text = isinstance(field, models.CharField | models.TextField)
    return "text" if is_text else str(field.cast_db_type(connection))


def _prepared(field: Any, row: models.Model, connection: Any) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
