"""Dated parameters of the discussion and the vote of rules."""

from trousse.platform.parameters.registry import Parameter, declare

PRODUCT = "Choix de la plateforme, revu avec le comité de solidarité"

declare(
    Parameter(
        key="equalisation.comment_days",
        default=14,
        unit="jours",
        label="Temps minimum laissé pour donner son avis sur un projet de règles",
        source=PRODUCT,
        at_least=7,
        at_most=90,
    )
)
declare(
    Parameter(
        key="equalisation.vote_days",
        default=10,
        unit="jours",
        label="Jours de vote du comité, après les avis",
        source=PRODUCT,
        at_least=2,
        at_most=60,
    )
)
declare(
    Parameter(
        key="equalisation.quorum_percent",
        default=50,
        unit="%",
        label="Part du comité qui doit avoir voté",
        source=PRODUCT,
        at_least=30,
        at_most=100,
    )
)
declare(
    Parameter(
        key="equalisation.majority_percent",
        default=50,
        unit="%",
        label="Part des voix pour, sans les abstentions, qui doit être dépassée",
        source=PRODUCT,
        at_least=50,
        at_most=99,
    )
)
declare(
    Parameter(
        key="equalisation.keep_days",
        default=1_095,
        unit="jours",
        label="Durée de conservation du prénom et de l’adresse de qui a donné son avis",
        source="RGPD, art. 5 §1 e : trois ans",
        at_least=90,
        at_most=3_650,
    )
)
declare(
    Parameter(
        key="equalisation.unconfirmed_days",
        default=30,
        unit="jours",
        label="Durée de conservation d’un avis dont l’adresse n’a pas été confirmée",
        source="RGPD, art. 5 §1 e",
        at_least=1,
        at_most=90,
    )
)
