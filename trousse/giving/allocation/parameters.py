"""Dated parameters of the solidarity engine."""

from trousse.platform.parameters.registry import Parameter, declare

PRODUCT = "Choix de la plateforme, revu avec le comité de solidarité"

declare(
    Parameter(
        key="allocation.alone_percent",
        default=85,
        unit="%",
        label="Chances à partir desquelles une collecte peut y arriver seule",
        source=PRODUCT,
        at_least=50,
        at_most=100,
    )
)
declare(
    Parameter(
        key="allocation.top_up_days",
        default=15,
        unit="jours",
        label="Jours avant la fin où une collecte qui peine est complétée",
        source=PRODUCT,
        at_least=1,
        at_most=60,
    )
)
declare(
    Parameter(
        key="allocation.seed_gain",
        default=10,
        unit="%",
        label="Chances qu’un amorçage ajoute à une collecte",
        source=PRODUCT,
        at_least=1,
        at_most=100,
    )
)
declare(
    Parameter(
        key="allocation.horizon_days",
        default=120,
        unit="jours",
        label="Jours pour lesquels l’argent des fonds est compté d’avance",
        source=PRODUCT,
        at_least=30,
        at_most=366,
    )
)
declare(
    Parameter(
        key="allocation.signature_days",
        default=3,
        unit="jours",
        label="Jours où une répartition signée une fois attend la seconde signature",
        source=PRODUCT,
        at_least=1,
        at_most=30,
    )
)
declare(
    Parameter(
        key="equalisation.least_group",
        default=5,
        unit="projets",
        label="Projets en dessous desquels une simulation ne montre pas un groupe",
        source=PRODUCT,
        at_least=3,
        at_most=100,
    )
)
declare(
    Parameter(
        key="equalisation.ips_bands",
        default=[900, 1100],
        unit="dixièmes d’IPS",
        label="Bornes des groupes d’IPS des simulations",
        source=PRODUCT,
        at_least=400,
        at_most=2000,
    )
)
