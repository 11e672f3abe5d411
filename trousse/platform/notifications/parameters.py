"""How long letters are kept, when summaries leave, how long the link to one’s preferences opens them."""

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

declare(
    Parameter(
        key="notifications.link_hours",
        default=48,
        unit="heures",
        label="Durée de validité du lien qui ouvre toutes les préférences d’une personne",
        source="Choix de la plateforme : un courriel transmis ne doit pas ouvrir les réglages d’autrui",
        at_least=1,
        at_most=720,
    )
)
