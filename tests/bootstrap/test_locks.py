"""The lock files: every package by its hash, none by an address."""

import json
import re
from pathlib import Path

import pytest

from bootstrap import assets
from bootstrap.places import REQUIREMENTS

LOCKS = sorted(REQUIREMENTS.glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_by_hash(lock: Path) -> None:
    packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


@pytest.mark.parametrize(
    "file", [*LOCKS, *REQUIREMENTS.glob("*.in"), REQUIREMENTS / ".npmrc"], ids=lambda file: file.name
)
def test_no_lock_names_an_address(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    assert "://" not in content
    assert "--index-url" not in content
    assert "--find-links" not in content


def test_the_npm_lock_holds_hashes_and_no_address() -> None:
    content = (REQUIREMENTS / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: package for name, package in json.loads(content)["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "://" not in content, "nor of who may be paid for a package: take « funding » out"


def test_every_file_that_pages_use_comes_from_a_locked_package() -> None:
    lock = json.loads((REQUIREMENTS / "package-lock.json").read_text(encoding="utf-8"))
    locked = {name.removeprefix("node_modules/") for name in lock["packages"]}
    assert all(
        any(source.startswith(f"{package}/") for package in locked if package) for source in assets.FILES.values()
    )


def test_dev_holds_exactly_what_base_holds() -> None:
    """Tests prove what runs: no package may have another version when tested."""
    base, dev = (set(re.findall(r"^[a-z0-9._-]+==\S+", _read(name), re.MULTILINE)) for name in ("base.txt", "dev.txt"))
    assert base <= dev


def _read(name: str) -> str:
    return (REQUIREMENTS / name).read_text(encoding="utf-8")
