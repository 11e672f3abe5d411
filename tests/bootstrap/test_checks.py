"""``make check`` runs what it says it runs."""

from bootstrap.checks import CODE, steps
from bootstrap.places import PYTHON, ROOT


def test_every_check_is_a_program_of_the_environment() -> None:
    """A module without a command line ends well and checks nothing: programs only."""
    assert all(PYTHON.with_name(command[0]).is_file() for _name, command in steps())


def test_no_folder_of_code_escapes() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= set(CODE)
