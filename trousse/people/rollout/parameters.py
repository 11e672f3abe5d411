"""How long a place is kept for whoever was told that it is theirs, and how long those who were told are kept."""

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
declare(
    Parameter(
        key="rollout.keep_alert_days",
        default=90,
        unit="jours",
        label="Conservation d’une alerte d’ouverture après l’envoi du courriel",
        source="Choix de la plateforme : minimisation (RGPD, art. 5.1 e)",
        at_least=1,
        at_most=730,
    )
)
declare(
    Parameter(
        key="rollout.keep_waiting_days",
        default=365,
        unit="jours",
        label="Conservation d’une attente après l’avoir annoncée au porteur",
        source="Choix de la plateforme : minimisation (RGPD, art. 5.1 e)",
        at_least=1,
        at_most=730,
    )
)
declare(
    Parameter(
        key="rollout.keep_unconfirmed_days",
        default=30,
        unit="jours",
        label="Conservation d’une alerte dont l’adresse n’est pas confirmée",
        source="Choix de la plateforme : minimisation (RGPD, art. 5.1 e)",
        at_least=1,
        at_most=730,
    )
)
