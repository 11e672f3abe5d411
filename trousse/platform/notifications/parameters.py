"""How long letters are kept, and when summaries leave."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="notifications.keep_days",
        default=400,
        unit="jours",
        label="Durée de conservation des courriels envoyés",
        source="RGPD, art. 5 §1 e : le temps de répondre à une réclamation sur l’année écoulée",
        at_least=30,
        at_most=1100,
    )
)

declare(
    Parameter(
        key="notifications.digest_hour",
        default=7,
        unit="heures",
        label="Heure de Paris à laquelle partent les résumés",
        source="Choix de la plateforme : avant la classe et le travail",
        at_least=0,
        at_most=22,
    )
)
