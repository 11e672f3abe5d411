"""Pure: a ``Problem`` in, a checked ``Solution`` with its proven bound out (docs/allocation.md). Knows no database.

``solving.solve`` is the door; ``parsing`` reads the format, ``check`` says what a plan is worth.
"""
