"""Dated parameters of the review circuit."""

from trousse.platform.parameters.registry import Parameter, declare

PRODUCT = "Choix de la plateforme"

declare(
    Parameter(
        key="review.link_days",
        default=21,
        unit="jours",
        label="Durée de validité des liens envoyés à la direction et au gestionnaire",
        source=PRODUCT,
        at_least=1,
        at_most=90,
    )
)
declare(
    Parameter(
        key="review.reminder_days",
        default=7,
        unit="jours",
        label="Délai avant chaque rappel à la direction et au gestionnaire",
        source=PRODUCT,
        at_least=1,
        at_most=90,
    )
)
declare(
    Parameter(
        key="review.act_document_required",
        default=False,
        unit="oui ou non",
        label="La direction doit joindre l’acte qu’elle atteste",
        source=PRODUCT,
    )
)
declare(
    Parameter(
        key="review.late_days",
        default=10,
        unit="jours",
        label="Attente après laquelle un projet est en retard dans la file d’instruction",
        source=PRODUCT,
        at_least=1,
        at_most=90,
    )
)
