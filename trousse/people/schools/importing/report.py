"""What an import did, for the person who ran it and for the scripts that read its last line."""

from dataclasses import dataclass, field
from typing import Any

from trousse.people.schools.importing.loading import Tally


@dataclass
class ImportReport:
    """``read`` = created + updated + unchanged + rejected. Blank lines are none of these."""

    read: int = 0
    tally: Tally = field(default_factory=Tally)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        self.rejected.append((line, reason))

    def as_json(self) -> dict[str, Any]:
        """The line that ends the command; rejected lines in the order of the file."""
        return {
            "read": self.read,
            "created": self.tally.created,
            "updated": self.tally.updated,
            "unchanged": self.tally.unchanged,
            "rejected": [{"line": line, "reason": reason} for line, reason in sorted(self.rejected)],
        }
