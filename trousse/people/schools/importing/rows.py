"""One record seen through the header of its file."""

from dataclasses import dataclass

from trousse.people.schools.importing.columns import Column, Header
from trousse.people.schools.importing.files import Record


@dataclass(frozen=True, slots=True)
class Row:
    """``row[Column.NAME]`` is the trimmed cell, empty when the file has no such column or the line stops before it."""

    header: Header
    record: Record

    def __getitem__(self, column: Column) -> str:
        position = self.header.index.get(column)
        if position is None or position >= len(self.record.cells):
            return ""
        return self.record.cells[position].strip()

    def __contains__(self, column: Column) -> bool:
        return self.header.index.get(column, len(self.record.cells)) < len(self.record.cells)

    @property
    def is_shifted(self) -> bool:
        """More cells than the header: a separator too many, somewhere."""
        return any(cell.strip() for cell in self.record.cells[self.header.width :])
