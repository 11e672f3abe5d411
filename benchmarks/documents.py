"""Tables that a measure writes into a page of docs/, each between its two marks."""

from collections.abc import Sequence
from pathlib import Path


def write_table(page: Path, name: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, by: str) -> None:
    """Replaces the table ``name`` of the page; the rest is ours to write. ``by``: the command that makes it again.

    Raises ValueError when the page has no such marks.
    """
    begin, end = f"<!-- {name}: written by `{by}` -->", f"<!-- end of {name} -->"
    text = page.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise ValueError(f"{page.name} has no place for {name}")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    lines = [head, [":---", *["---:"] * (len(head) - 1)], *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    page.write_text(f"{before}{begin}\n\n{table}\n\n{end}{after}", encoding="utf-8")
