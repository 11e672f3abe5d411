"""Why a measure could not be made, or what it found wrong."""


class BenchmarkFailed(Exception):
    """Said in one line, in French, to whoever asked for the measure."""
