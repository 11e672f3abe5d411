"""From bytes to records, whatever happened to the file. No database."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trousse.people.schools.importing.files import BadLine, Record, Table, Unreadable
from trousse.people.schools.importing.parsing import facts_of
from trousse.people.schools.importing.rows import Row


def table(tmp_path: Path, content: bytes, name: str = "ecoles.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return Table(path)


def lines(read: Table) -> list[tuple[int, list[str] | str]]:
    return [(item.line, item.cells if isinstance(item, Record) else item.reason) for item in read]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    content = separator.join(["uai", "nom", "commune"]) + "\n" + separator.join(["0951099D", "Les Lilas", "Cergy"])
    assert lines(table(tmp_path, content.encode())) == [(2, ["0951099D", "Les Lilas", "Cergy"])]


@pytest.mark.parametrize(
    "content",
    [
        "uai;nom\n0951099D;Éole\n".encode(),
        "\ufeffuai;nom\n0951099D;Éole\n".encode(),
        '\ufeff"uai";"nom"\r\n"0951099D";"Éole"\r\n'.encode(),
        "uai;nom\n0951099D;Éole\n".encode("cp1252"),
        "uai;nom\n0951099D;Éole\n".encode("utf-16"),
        "uai;nom\r0951099D;Éole\r".encode(),
        "uai;nom\n0951099D;Éo\x00le\n".encode(),
    ],
    ids=["utf-8", "bom", "quoted", "windows", "utf-16", "old mac", "nul"],
)
def test_encodings_and_line_ends(tmp_path: Path, content: bytes) -> None:
    assert lines(table(tmp_path, content)) == [(2, ["0951099D", "Éole"])]


def test_one_line_in_another_encoding(tmp_path: Path) -> None:
    content = "uai;nom\n0951099D;Éole\n".encode() + "0240366T;Œuvre — l’été\n".encode("cp1252")
    assert [cells[1] for _line, cells in lines(table(tmp_path, content))] == ["Éole", "Œuvre — l’été"]


def test_compressed_whatever_its_name(tmp_path: Path) -> None:
    content = gzip.compress("uai;nom\n0951099D;Éole\n".encode())
    assert lines(table(tmp_path, content, "sans-extension.csv")) == [(2, ["0951099D", "Éole"])]


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    content = b"\nListe des ecoles 2024\n\nuai;nom\n\n0951099D;A\n;;;\n   \n0240366T;B\n"
    assert lines(table(tmp_path, content)) == [(6, ["0951099D", "A"]), (9, ["0240366T", "B"])]


def test_a_cell_over_several_lines(tmp_path: Path) -> None:
    content = b'uai;adresse\n0951099D;"1 rue\nde la Paix; bis"\n0240366T;x\n'
    assert lines(table(tmp_path, content)) == [(2, ["0951099D", "1 rue\nde la Paix; bis"]), (4, ["0240366T", "x"])]


def test_a_quote_never_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    rows = "".join(f'024036{n % 10}T;"Ecole";x\n' for n in range(40))
    content = f'uai;nom;commune\n0951099D;"Ecole sans fin;Cergy\n{rows}'.encode()
    read = lines(table(tmp_path, content))
    assert read[0] == (2, ["0951099D", "Ecole sans fin", "Cergy"])
    assert [line for line, _cells in read[1:]] == list(range(3, 43))


def test_a_quote_that_leaves_no_way_to_read_a_line(tmp_path: Path) -> None:
    content = b'uai;nom;commune\n0951099D;"Ecole\n0240366T;A;B\n'
    read = table(tmp_path, content)
    assert lines(read) == [(2, "guillemet ouvert et jamais refermé"), (3, ["0240366T", "A", "B"])]


def test_quotes_inside_a_cell(tmp_path: Path) -> None:
    content = b'uai;nom;commune\n0951099D;Ecole "Jean Moulin";Cergy\n0240366T;"Ecole "B"";Lyon\n'
    read = lines(table(tmp_path, content))
    assert read[0] == (2, ["0951099D", 'Ecole "Jean Moulin"', "Cergy"])
    assert read[1][1][0] == "0240366T"
    assert read[1][1][2] == "Lyon"


def test_a_truncated_archive_gives_what_it_holds(tmp_path: Path) -> None:
    rows = "".join(f"{n:07d};{n * 7919 % 100003}\n" for n in range(20_000))
    whole = gzip.compress(f"uai;nom\n{rows}".encode())
    read = list(table(tmp_path, whole[: len(whole) // 2], "coupe.csv.gz"))
    assert len(read) > 1000
    assert isinstance(read[-1], BadLine)
    assert "abîmé" in read[-1].reason
    assert all(isinstance(item, Record) for item in read[:-1])


def test_an_endless_line_does_not_fill_the_memory(tmp_path: Path) -> None:
    content = b"uai;nom\n0951099D;A\n" + b"x" * 500_000 + b"\n0240366T;B\n"
    read = lines(table(tmp_path, content))
    assert [line for line, _cells in read] == [2, 3, 4]
    assert read[2] == (4, ["0240366T", "B"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"  \n\n", "vide"),
        (b"nom;commune\nA;B\n", "colonne attendue"),
        (bytes(range(256)) * 20, "pas un fichier texte"),
        (b"PK\x03\x04whatever", "classeur"),
        (b"\x1f\x8bnot really gzip", "abîmé"),
    ],
    ids=["empty", "blank", "no uai", "binary", "xlsx", "broken gzip"],
)
def test_unreadable_files_are_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        table(tmp_path, content)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="n’existe pas"):
        Table(tmp_path / "absent.csv")
    with pytest.raises(Unreadable, match="dossier"):
        Table(tmp_path)


@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_stands_under_a_good_header_is_read_or_told(tmp_path: Path, content: bytes) -> None:
    """No line makes the reading stop, lines keep their order, and what is read can be stored in a text column."""
    header = b"uai;nom;adresse;etat;ips;latitude;longitude;code_nature\n" + b"#" * 8000 + b"\n"
    read = list(table(tmp_path, header + content))
    numbers = [item.line for item in read]
    assert numbers == sorted(numbers)
    for item in read:
        if isinstance(item, Record):
            row = Row(Table(tmp_path / "ecoles.csv").header, item)
            facts = facts_of(row, "0951099D")
            assert "\x00" not in str(facts)
            assert all(len(value) <= 250 for value in facts.known.values() if isinstance(value, str))
