"""Every parameter that the code asks for is declared: an unknown key fails here, not in front of a visitor."""

import ast
from collections.abc import Iterator
from pathlib import Path

from trousse.platform.parameters.registry import parameters

SOURCE = Path(__file__).resolve().parents[3] / "trousse"
READERS = {"value", "integer", "integers", "euros", "in_force"}


def _asked_for() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "platform.parameters" not in (code := path.read_text(encoding="utf-8")):
            continue
        for node in ast.walk(ast.parse(code)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in READERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", first.value


def test_every_parameter_asked_for_is_declared() -> None:
    asked = list(_asked_for())
    assert asked, "nothing found: has the way parameters are read changed?"
    assert [(where, key) for where, key in asked if key not in parameters] == []


def test_every_parameter_says_what_it_is() -> None:
    for parameter in parameters.values():
        assert parameter.label, parameter.key
        assert parameter.unit, parameter.key
        assert parameter.source, f"{parameter.key}: where does its default come from?"
