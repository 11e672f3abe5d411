"""From a file on disk to records, one at a time: compression, encoding, separator, quotes and their accidents.

Memory stays constant whatever the size of the file. What cannot be read as a record is told with its line number and
the reading goes on; ``Unreadable`` is raised only when nothing at all can be read.
"""

import csv
import gzip
import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from trousse.core.errors import BusinessError
from trousse.people.schools.importing.columns import ALIASES, Column, Header

SEPARATORS = (";", ",", "\t", "|")
MAX_LINE = 100_000
MAX_LINES_IN_A_RECORD = 20
HEADER_WITHIN = 20

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_OPENED_CELL = {mark: re.compile(rf'(?:^|(?<={re.escape(mark)})) *"') for mark in SEPARATORS}
_CLOSED_CELL = {
    mark: re.compile(rf'(?:^|(?<={re.escape(mark)})) *"(?:[^"]|"")*" *(?=$|{re.escape(mark)})') for mark in SEPARATORS
}


class Unreadable(BusinessError):
    """Nothing could be read in the file."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the table. ``line`` is where it begins in the file, the first line being 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is not a record."""

    line: int
    reason: str


class Table:
    """A readable file, whose lines are about what the column ``key`` names.

    Iterate over it as often as needed: each time it is read from the start.
    """

    def __init__(self, path: Path, key: Column = Column.UAI) -> None:
        self.path = path
        self.separator, self.header, self._data_from = _find_header(path, key)

    def __iter__(self) -> Iterator[Record | BadLine]:
        """Every record under the header, and every line that is not one. Blank lines are passed over."""
        for item in _records(self.path, self.separator, self.header.width):
            if item.line < self._data_from:
                continue
            if isinstance(item, BadLine) or any(cell.strip() for cell in item.cells):
                yield item


def _find_header(path: Path, key: Column) -> tuple[str, Header, int]:
    """The separator under which the most columns are recognised, the header, and the line after it.

    A file may begin with a title or blank lines. Raises Unreadable when no line holds the key column.
    """
    _refuse_what_is_not_text(path)
    found: tuple[str, Header, int] | None = None
    for separator in SEPARATORS:
        for count, item in enumerate(_records(path, separator)):
            if count >= HEADER_WITHIN:
                break
            header = Header.recognise(item.cells, key) if isinstance(item, Record) else None
            if header is not None:
                if found is None or len(header.index) > len(found[1].index):
                    found = (separator, header, item.line + 1)
                break
    if found is None:
        names = ", ".join(f"« {name} »" for name in ALIASES[key][:3])
        raise Unreadable(
            f"{path.name} : la colonne attendue n’a pas été trouvée dans les premières lignes. "
            f"Elle s’appelle par exemple {names}."
        )
    return found


def _refuse_what_is_not_text(path: Path) -> None:
    """Raise Unreadable, in words, for what no amount of good will can read."""
    try:
        with _open(path) as stream:
            start = stream.read(4096)
    except FileNotFoundError:
        raise Unreadable(f"{path} : ce fichier n’existe pas.") from None
    except IsADirectoryError:
        raise Unreadable(f"{path} : c’est un dossier ; donnez le fichier CSV lui-même.") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Unreadable(f"{path.name} : le fichier compressé est abîmé, rien n’a pu être lu.") from None
    except OSError as error:
        raise Unreadable(f"{path} : lecture impossible ({error.strerror or error}).") from None
    if not start.strip():
        raise Unreadable(f"{path.name} : le fichier est vide.")
    if start.startswith(_ZIP):
        raise Unreadable(f"{path.name} : c’est un classeur ou une archive ; enregistrez-le d’abord au format CSV.")
    if len(start.translate(None, _CONTROLS)) < 0.95 * len(start) and not start.startswith(_UTF_16):
        raise Unreadable(f"{path.name} : ce n’est pas un fichier texte ; un CSV est attendu.")


def _open(path: Path) -> BinaryIO:
    """The bytes of the file, decompressed when they are compressed, whatever its name says."""
    with path.open("rb") as stream:
        is_compressed = stream.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path, "rb")) if is_compressed else path.open("rb")


def _records(path: Path, separator: str, width: int = 0) -> Iterator[Record | BadLine]:
    """Assemble lines into records: a quoted cell may run over several lines.

    A quote that is never closed would swallow the rest of the file. Past a reasonable length the following lines are
    read again as lines of their own, and the faulty one is kept if it still has ``width`` cells, or told as bad.
    """
    lines = _Lines(path)
    for number, text in lines:
        whole, read_ahead = _whole_record(text, lines, separator)
        if whole is not None:
            yield Record(number, _split(whole, separator))
            continue
        lines.give_back(number, read_ahead)
        cells = _split_despite_quotes(text, separator, width)
        yield Record(number, cells) if cells else BadLine(number, "guillemet ouvert et jamais refermé")
    if lines.broken_at:
        yield BadLine(lines.broken_at, "le fichier compressé est abîmé à partir d’ici, la suite est perdue")


def _whole_record(text: str, lines: "_Lines", separator: str) -> tuple[str | None, list[str]]:
    """The text of the record that begins with ``text``; or None, and the lines that were read for nothing."""
    parts = [text]
    while _is_open("".join(parts), separator):
        following = lines.take() if len(parts) < MAX_LINES_IN_A_RECORD else None
        if following is None:
            return None, parts[1:]
        parts.append(following)
    return "".join(parts), []


def _is_open(text: str, separator: str) -> bool:
    """Whether ``text`` ends inside a quoted cell. A quote in the middle of an unquoted cell is only a character."""
    if '"' not in text:
        return False
    return _OPENED_CELL[separator].search(_CLOSED_CELL[separator].sub("", text)) is not None


def _split(text: str, separator: str) -> list[str]:
    """The cells of one record."""
    for cells in csv.reader([text.rstrip("\n")], delimiter=separator, skipinitialspace=True):
        return cells
    return []


def _split_despite_quotes(text: str, separator: str, width: int) -> list[str]:
    """The cells of a line whose quotes are wrong, if one way of reading it gives as many as the header; else none."""
    for cells in (_split(text, separator), [cell.strip(' "\n') for cell in text.split(separator)]):
        if len(cells) == width:
            return cells
    return []


class _Lines:
    """Numbered lines of a file, with the possibility of giving some back."""

    def __init__(self, path: Path) -> None:
        self._text = _decoded(path)
        self._given_back: deque[str] = deque()
        self.number = 0
        self.broken_at = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while (text := self.take()) is not None:
            yield self.number, text

    def take(self) -> str | None:
        """The next line, or None at the end."""
        if self._given_back:
            self.number += 1
            return self._given_back.popleft()
        try:
            text = next(self._text, None)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.broken_at = self.number + 1
            return None
        if text is not None:
            self.number += 1
        return text

    def give_back(self, last: int, texts: list[str]) -> None:
        """Read ``texts`` again; ``last`` is the number of the line that stays read before them."""
        self._given_back.extendleft(reversed(texts))
        self.number = last


def _decoded(path: Path) -> Iterator[str]:
    """Lines of text, without the characters that PostgreSQL refuses.

    Each line is UTF-8 if it can be, otherwise Windows-1252: a file patched by hand may mix them. Latin-1 stands here
    for « bytes as they are », which ``_best_decoding`` takes back.
    """
    with _open(path) as stream:
        is_utf_16 = stream.read(2) in _UTF_16
    with io.TextIOWrapper(_open(path), encoding="utf-16" if is_utf_16 else "latin-1", errors="replace") as text:
        for line in _bounded(text):
            clean = line.replace("\x00", "")
            yield clean if is_utf_16 or clean.isascii() else _best_decoding(clean.encode("latin-1"))


def _bounded(text: TextIO) -> Iterator[str]:
    """Lines, none longer than MAX_LINE: the rest of an endless one (a file without line ends) is let go."""
    while line := text.readline(MAX_LINE):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = text.readline(MAX_LINE)
        yield line


def _best_decoding(raw: bytes) -> str:
    try:
        return raw.decode().lstrip("\ufeff")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
