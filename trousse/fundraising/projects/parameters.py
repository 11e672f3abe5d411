"""Dated parameters of projects."""

from trousse.platform.parameters.registry import Parameter, declare

PLATFORM = "Règles de la plateforme, « Le déroulé d’une collecte »"
PRODUCT = "Choix de la plateforme"

declare(
    Parameter(
        key="projects.minimum_goal_ceiling",
        default=500_000,
        unit="centimes",
        label="Plafond de l’objectif minimum, sauf exception accordée par l’instructeur",
        source=PLATFORM,
        at_least=1,
    )
)
declare(
    Parameter(
        key="projects.optimum_ratio_advice",
        default=2,
        unit="fois le minimum",
        label="Optimum au-delà duquel un conseil s’affiche",
        source=PLATFORM,
        at_least=1,
    )
)
declare(
    Parameter(
        key="projects.duration_min",
        default=15,
        unit="jours",
        label="Durée la plus courte d’une collecte",
        source=PRODUCT,
        at_least=1,
        at_most=366,
    )
)
declare(
    Parameter(
        key="projects.duration_max",
        default=60,
        unit="jours",
        label="Durée la plus longue d’une collecte",
        source=PRODUCT,
        at_least=1,
        at_most=366,
    )
)
declare(
    Parameter(
        key="projects.duration_default",
        default=45,
        unit="jours",
        label="Durée proposée pour une collecte",
        source=PRODUCT,
        at_least=1,
        at_most=366,
    )
)
declare(
    Parameter(
        key="projects.unusual_per_pupil",
        default=40_000,
        unit="centimes",
        label="Somme par élève au-delà de laquelle un conseil s’affiche",
        source=PRODUCT,
        at_least=1,
    )
)
declare(
    Parameter(
        key="projects.unusual_expense",
        default=400_000,
        unit="centimes",
        label="Dépense en une seule ligne au-delà de laquelle un conseil s’affiche",
        source=PRODUCT,
        at_least=1,
    )
)
declare(
    Parameter(
        key="projects.unusual_low_goal",
        default=10_000,
        unit="centimes",
        label="Objectif minimum en dessous duquel un conseil s’affiche",
        source=PRODUCT,
        at_least=1,
    )
)
declare(
    Parameter(
        key="projects.keep_drafts_days",
        default=730,
        unit="jours",
        label="Durée de conservation d’un brouillon que personne ne reprend",
        source="Registre des traitements",
        at_least=30,
    )
)
