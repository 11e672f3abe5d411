"""What the bootstrap reads from the machine."""

import os
import socket
from pathlib import Path

import dj_database_url
import pytest

from bootstrap import binaries, cluster, environment, ports, say, system
from bootstrap.binaries import Binaries
from bootstrap.cluster import Cluster
from bootstrap.errors import Stop
from bootstrap.identity import Identity

ME = Identity("me", os.geteuid(), os.getegid())
UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE="debian"\nVERSION_ID="24.04"\n'


def test_ubuntu_is_of_the_debian_family() -> None:
    assert system.distribution(UBUNTU) == {"ubuntu", "debian"}


def test_debian_is_itself() -> None:
    assert system.distribution("ID=debian\n") == {"debian"}


@pytest.mark.parametrize(
    ("line", "major"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 18.6", 18),
        ("postgres (PostgreSQL) 19beta1", 19),
        ("", None),
    ],
)
def test_version_of_a_server(line: str, major: int | None) -> None:
    assert binaries.major_of(line) == major


def test_a_new_cluster_takes_the_first_server_recent_enough() -> None:
    old, recent, newest = (Binaries(Path(f"/pg/{major}"), major) for major in (13, 15, 18))
    assert binaries.pick([old, recent, newest], None) == recent
    assert binaries.pick([old], None) is None


def test_an_existing_cluster_takes_its_own_version_only() -> None:
    older, newer = (Binaries(Path(f"/pg/{major}"), major) for major in (15, 17))
    assert binaries.pick([newer, older], 15) == older
    assert binaries.pick([newer], 15) is None


@pytest.mark.parametrize("path", ["/srv/trousse/var", "/home/Zoé/Mes Dépôts/Trousse/var"])
def test_the_address_of_a_database_is_read_back_by_django(path: str) -> None:
    url = Cluster(Path(path), ME, Binaries(Path("/pg"), 18)).url("trousse")
    settings = dj_database_url.parse(url)
    assert settings["HOST"] == f"{path}/postgres-socket"
    assert (settings["NAME"], settings["USER"]) == ("trousse", "trousse")


def test_a_long_path_gets_a_short_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert cluster.socket_folder(Path("/srv/var"), ME) == Path("/srv/var/postgres-socket")
    short = cluster.socket_folder(Path("/srv") / ("x" * 100), ME)
    assert short.parent == tmp_path


def test_locale_never_depends_on_the_library_where_the_server_can_do_without() -> None:
    assert "--builtin-locale=C.UTF-8" in cluster.locale_options(18)
    assert cluster.locale_options(15) == ["--locale=C.UTF-8"]


def test_the_number_in_a_lock_may_have_become_somebody_elses(tmp_path: Path) -> None:
    lock = tmp_path / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{tmp_path}\n", encoding="utf-8")
    assert cluster.pid_in(lock) == os.getpid()
    assert not cluster.is_postmaster(os.getpid(), tmp_path)
    assert cluster.pid_in(tmp_path / "nothing") is None


def test_an_environment_is_completed_only_when_its_lock_changed() -> None:
    assert environment.is_satisfied({"base": "a", "dev": "b"}, "base", {"base": "a"})
    assert not environment.is_satisfied({"base": "a"}, "dev", {"base": "a", "dev": "b"})
    assert not environment.is_satisfied({}, "base", {"base": "a"})


def test_a_taken_port_gives_way_to_the_next() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.is_free(port, "127.0.0.1")
        assert ports.first_free(port) > port


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda _port, _host: False)
    with pytest.raises(Stop, match="PORT=9000"):
        ports.first_free(8000)


def test_durations_are_written_as_in_french() -> None:
    assert say.seconds(3.44) == "3,4 s"


def test_the_end_of_an_output_is_enough() -> None:
    assert system.last_lines("\n".join("abcdef"), 2) == "    e\n    f"
