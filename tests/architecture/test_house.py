"""The house stays legible: small files, rules without a framework, no undone work."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("trousse", "testbank", "config", "bootstrap", "benchmarks")
SOURCES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
LONGEST_FILE, LONGEST_FUNCTION = 600, 70
UNDONE = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_a_source_file_can_be_held_in_the_head(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    assert not UNDONE.search(source)
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stat().st_size], ids=ids)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    if path.name != "__init__.py":
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
