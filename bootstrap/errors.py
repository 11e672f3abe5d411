"""What stops a command."""


class Stop(Exception):
    """The command cannot go on; the message says what happened and what to do, in French."""


class Interrupted(Exception):
    """Someone asked us to stop (Ctrl-C, SIGTERM, closed terminal) while the ground was being prepared."""
