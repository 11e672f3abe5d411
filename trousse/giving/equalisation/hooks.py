"""What apps above us do for the rules."""

from collections.abc import Callable

from trousse.core.registry import Registry

simulation_wanted: Registry[Callable[[int], None]] = Registry("equalisation.simulation_wanted")
"""Called with the id of a version whose content is new or asked about: allocation simulates it on past seasons."""
