"""Finding a port to listen on."""

import socket
from http.client import HTTPConnection, HTTPException

from bootstrap.errors import Stop

TRIES = 50


def first_free(wanted: int, host: str = "127.0.0.1") -> int:
    """``wanted``, or the next free port after it. Raises Stop when fifty in a row are taken."""
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if is_free(port, host):
            return port
    raise Stop(
        f"Aucun port libre entre {wanted} et {wanted + TRIES - 1} : choisissez-en un, par exemple PORT=9000 make run."
    )


def is_free(port: int, host: str) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def answers(host: str, port: int, path: str) -> bool:
    """Whether a server there answers ``path``, with anything but an error of its own."""
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
