"""``python3 -m bootstrap COMMAND``: what the Makefile calls."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the whole point is to be read by an older Python
    sys.exit("La Trousse demande Python 3.11 ou plus récent ; celui-ci est {}.{}.".format(*sys.version_info[:2]))

from bootstrap.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
