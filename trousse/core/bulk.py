"""Writing many rows in one statement whose cost is that of its data.

Django's ``bulk_update`` writes one ``CASE WHEN id = … THEN …`` for every row and field: building it takes longer than
everything else that a batch of gifts costs. Arrays and ``unnest`` say the same in a statement of constant length.
``bulk_create`` wants one instance for each row and prepares each of its values, also where a thousand rows of a journal
differ by two columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def insert_rows(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``, each a mapping of the same fields; what all rows have in common is sent once.

    A field that is not named gets PostgreSQL's default, not Django's. No instance is made, no signal sent. Raises
    TypeError for a field that holds an array.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    columns = [_Column.of(model._meta.get_field(name), [row[name] for row in rows], connection) for name in rows[0]]
    shared = [column for column in columns if column.is_shared]
    own = [column for column in columns if not column.is_shared]
    arrays = ", ".join(f"%s::{column.type}[]" for column in own)
    source = f"unnest({arrays}) AS own ({_names(own)})" if own else "generate_series(1, %s)"
    table = connection.ops.quote_name(model._meta.db_table)
    selected = ", ".join([*(f"%s::{column.type}" for column in shared), *(f"own.{column.name}" for column in own)])
    sql = f"INSERT INTO {table} ({_names([*shared, *own])}) SELECT {selected} FROM {source}"  # noqa: S608
    values: list[Any] = [column.values[0] for column in shared]
    values += [column.values for column in own] if own else [len(rows)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@dataclass(frozen=True)
class _Column:
    """``values`` are ready for PostgreSQL: one when all rows share it, else one a row."""

    name: str
    type: str
    is_shared: bool
    values: list[Any]

    @classmethod
    def of(cls, field: Any, values: Sequence[Any], connection: Any) -> "_Column":
        is_shared = all(value == values[0] for value in values)
        ready = [field.get_db_prep_save(value, connection) for value in (values[:1] if is_shared else values)]
        return cls(connection.ops.quote_name(_column(field)), _type(field, connection), is_shared, ready)


def _names(columns: Sequence[_Column]) -> str:
    return ", ".join(column.name for column in columns)


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
