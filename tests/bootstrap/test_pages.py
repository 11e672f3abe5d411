"""The files of the pages are collected again when one of them has changed, and only then."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bootstrap import pages


@dataclass
class FakeGround:
    """A ground whose collecting is only counted."""

    state: Path
    collected: int = field(default=0)

    def quietly(self, *arguments: str) -> None:
        assert arguments == ("manage.py", "collectstatic", "--noinput")
        (self.state / "static").mkdir(exist_ok=True)
        (self.state / "static" / "staticfiles.json").write_text("{}", encoding="utf-8")
        self.collected += 1


@pytest.fixture
def ground(tmp_path: Path) -> FakeGround:
    return FakeGround(tmp_path)


def ensure(ground: FakeGround) -> int:
    pages.ensure(ground)  # type: ignore[arg-type]  # a fake, of the same shape
    return ground.collected


def test_nothing_is_collected_twice(ground: FakeGround) -> None:
    assert [ensure(ground), ensure(ground)] == [1, 1]


def test_a_new_font_is_noticed(ground: FakeGround) -> None:
    ensure(ground)
    font = ground.state / "vendor" / "fonts" / "bold.woff2"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"bold")
    assert ensure(ground) == 2
    font.rename(font.with_name("heavy.woff2"))
    assert ensure(ground) == 3


def test_what_was_removed_is_made_again(ground: FakeGround) -> None:
    ensure(ground)
    (ground.state / "static" / "staticfiles.json").unlink()
    assert ensure(ground) == 2


def test_our_own_files_the_libraries_and_the_settings_count(tmp_path: Path) -> None:
    names = {path.name for path in pages.sources(tmp_path)}
    assert {"base.txt", "settings.py", "components.css"} <= names
