"""Dated parameters of campaigns."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="campaigns.grace_minutes",
        default=60,
        unit="minutes",
        label="Délai laissé, après la date limite, aux paiements commencés avant elle",
        source="Choix de la plateforme : plus long qu’un paiement et que la recherche d’une notification perdue",
        at_least=20,
        at_most=1440,
    )
)
