"""Tables are written between their marks, and nothing else is."""

from pathlib import Path

import pytest

from benchmarks.documents import write_table

PAGE = """before
<!-- scores: written by `make bench` -->
old
<!-- end of scores -->
after
"""


def test_only_what_is_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    for _ in range(2):
        write_table(page, "scores", ["at", "Brier"], [["5%", "0.143"]], by="make bench")
    assert page.read_text(encoding="utf-8").splitlines() == [
        "before",
        "<!-- scores: written by `make bench` -->",
        "",
        "| at | Brier |",
        "| :--- | ---: |",
        "| 5% | 0.143 |",
        "",
        "<!-- end of scores -->",
        "after",
    ]


def test_a_page_without_the_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    with pytest.raises(ValueError):
        write_table(page, "others", ["at"], [["5%"]], by="make bench")
    assert page.read_text(encoding="utf-8") == PAGE
