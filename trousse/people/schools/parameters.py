"""Dated parameters of the schools app."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="schools.rural_population",
        default=2000,
        unit="inhabitants",
        label="Population en dessous de laquelle une commune est rurale",
        source="INSEE, ancienne définition de la commune rurale (moins de 2 000 habitants agglomérés)",
        at_least=1,
    )
)
