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

declare(
    Parameter(
        key="campaigns.typical_gift_cents",
        default=6_200,
        unit="centimes",
        label="Don moyen, tant que les prévisions ne viennent pas de nos propres collectes",
        source="Moyenne publiée des collectes scolaires françaises en 2023 : environ 62 €",
        at_least=100,
        at_most=100_000,
    )
)

declare(
    Parameter(
        key="campaigns.fewest_to_learn_from",
        default=200,
        unit="collectes",
        label="Collectes terminées qu’il faut pour apprendre à prévoir",
        source="Choix de la plateforme : assez pour juger par validation croisée",
        at_least=50,
    )
)

declare(
    Parameter(
        key="campaigns.fewest_of_each_outcome",
        default=40,
        unit="collectes",
        label="Collectes réussies, et collectes manquées, qu’il faut pour apprendre à prévoir",
        source="Choix de la plateforme : au-dessous, une issue est trop rare pour être prévue",
        at_least=10,
    )
)
