"""The two commands: from a fresh clone to a running Trousse, and from a running Trousse to its proof.

Standard library only: this package runs with the system's Python before any environment exists.
"""
