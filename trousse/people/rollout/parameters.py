"""How long a place is kept for whoever was told that it is theirs."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="rollout.hold_days",
        default=7,
        unit="jours",
        label="Délai laissé à un porteur prévenu avant de proposer la place au suivant",
        source="Choix de la plateforme : le temps d’une semaine de classe",
        at_least=1,
        at_most=60,
    )
)
