"""Writing schools: importing the ministry's lists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Q
from stdnum.fr import siret as siret_numbers

from trousse.people.schools import rules
from trousse.people.schools.errors import ImportAlreadyRunning
from trousse.people.schools.importing import cells
from trousse.people.schools.importing.columns import Column
from trousse.people.schools.importing.files import BadLine, Record, Table, Unreadable
from trousse.people.schools.importing.loading import write_batch
from trousse.people.schools.importing.parsing import SchoolFacts, facts_of
from trousse.people.schools.importing.report import ImportReport
from trousse.people.schools.importing.rows import Row
from trousse.people.schools.models import School
from trousse.platform.parameters import selectors as parameters

BATCH = 500
MOST_INHABITANTS = 20_000_000
_IMPORT_LOCK = 3_158_611
"""Any number that nothing else in this database uses for an advisory lock."""

Progress = Callable[[int, int], None]
"""``(lines done, lines in all)``, called after each batch."""


def schools_import(*, path: Path, progress: Progress = lambda done, total: None) -> ImportReport:
    """Read a directory, an IPS table or a REP list, and bring the schools up to date.

    A school that stands on several lines is merged: for each field the first value that is not empty stays, and the
    further lines are told among the rejected ones. An empty cell erases nothing, but for priority education, where it
    says « none ». The same file twice leaves everything unchanged. Batches are committed one by one: an interrupted
    import is simply run again. Raises Unreadable when nothing can be read, ImportAlreadyRunning.
    """
    table = Table(path)
    with _alone():
        return _Import(table, progress).run()


@transaction.atomic
def communes_import(*, path: Path) -> dict[str, int]:
    """Say of each school whether its commune is rural: fewer inhabitants than ``schools.rural_population``.

    Communes without a population change nothing. Returns the figures of what was read and decided.
    """
    threshold = parameters.integer("schools.rural_population")
    table = Table(path, Column.COMMUNE_CODE)
    read, rural, urban = 0, set[str](), set[str]()
    for item in table:
        read += 1
        row = Row(table.header, item) if isinstance(item, Record) else None
        code = cells.commune_code(row[Column.COMMUNE_CODE]) if row else None
        population = cells.whole(row[Column.POPULATION], MOST_INHABITANTS) if row else None
        if code and population is not None:
            (rural if population < threshold else urban).add(code)
    School.objects.filter(commune_code__in=sorted(rural)).update(rural=True)
    School.objects.filter(commune_code__in=sorted(urban - rural)).update(rural=False)
    figures = School.objects.aggregate(rurals=Count("pk", Q(rural=True)), others=Count("pk", Q(rural=False)))
    return {
        "read": read,
        "communes": len(rural | urban),
        "rural_schools": figures["rurals"],
        "others": figures["others"],
    }


class _Import:
    """One reading of one file. Memory holds a batch, the UAI met, and the schools that stand on several lines."""

    def __init__(self, table: Table, progress: Progress) -> None:
        self.table = table
        self.progress = progress
        self.report = ImportReport()
        self.total, self.repeated = _survey(table)
        self.batch: list[SchoolFacts] = []
        self.merged: dict[str, SchoolFacts] = {}
        self.odd_sirets: list[str] = []

    def run(self) -> ImportReport:
        for item in self.table:
            self.report.read += 1
            facts = self._facts(item)
            if facts is None:
                continue
            if facts.uai in self.repeated:
                self._merge(facts)
            else:
                self._add(facts)
        for facts in self.merged.values():
            self._add(facts)
        self._flush()
        if self.report.read == 0:
            raise Unreadable(f"{self.table.path.name} : il n’y a aucune ligne sous l’en-tête.")
        self._warn()
        return self.report

    def _facts(self, item: Record | BadLine) -> SchoolFacts | None:
        """The facts of a line, or None once it is told among the rejected ones."""
        if isinstance(item, BadLine):
            self.report.reject(item.line, item.reason)
            return None
        row = Row(self.table.header, item)
        uai = rules.tidy_uai(row[Column.UAI])
        if not rules.is_valid_uai(uai):
            self.report.reject(item.line, rules.why_not_a_uai(uai))
            return None
        if row.is_shifted:
            self.report.warnings.append(f"ligne {item.line} : plus de cellules que l’en-tête, à vérifier")
        facts = facts_of(row, uai)
        if len(siret := facts.known.get("siret", "")) == 14 and not siret_numbers.is_valid(siret):
            self.odd_sirets.append(uai)
        return facts

    def _merge(self, facts: SchoolFacts) -> None:
        first = self.merged.setdefault(facts.uai, facts)
        if first is not facts:
            first.absorb(facts)
            self.report.reject(facts.line, f"UAI « {facts.uai} » déjà lu ligne {first.line} : fusionné avec elle")

    def _add(self, facts: SchoolFacts) -> None:
        self.batch.append(facts)
        if len(self.batch) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self.batch:
            self.report.tally += write_batch(self.batch)
            self.batch.clear()
            self.progress(self.report.read, self.total)

    def _warn(self) -> None:
        if self.odd_sirets:
            some = ", ".join(self.odd_sirets[:5]) + ("…" if len(self.odd_sirets) > 5 else "")
            self.report.warnings.append(
                f"{len(self.odd_sirets)} SIRET gardé(s) bien que leur clé soit fausse, comme il en existe : {some}"
            )


def _survey(table: Table) -> tuple[int, set[str]]:
    """A first reading, of UAI alone: how many lines there are, and which schools stand on several of them."""
    total, seen, repeated = 0, set[str](), set[str]()
    for item in table:
        total += 1
        if isinstance(item, Record):
            uai = rules.tidy_uai(Row(table.header, item)[Column.UAI])
            (repeated if uai in seen else seen).add(uai)
    return total, repeated


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock of this database connection for the length of an import."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_IMPORT_LOCK])
        [is_free] = cursor.fetchone()
        if not is_free:
            raise ImportAlreadyRunning
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_IMPORT_LOCK])
