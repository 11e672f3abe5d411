"""Dated parameters of moderation."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="moderation.appeal_days",
        default=184,
        unit="jours",
        label="Délai pour contester une décision",
        source="Règlement (UE) 2022/2065, art. 20 § 1 : six mois au moins",
        at_least=184,
        at_most=730,
    )
)
declare(
    Parameter(
        key="moderation.late_days",
        default=2,
        unit="jours",
        label="Attente à partir de laquelle un signalement est en retard",
        source="Choix de la plateforme : décider « en temps opportun » (art. 16 § 6)",
        at_least=1,
        at_most=30,
    )
)
declare(
    Parameter(
        key="moderation.keep_address_days",
        default=240,
        unit="jours",
        label="Conservation de l’adresse de qui signale : le temps de répondre et de contester",
        source="Minimisation (RGPD, art. 5 § 1 c)",
        at_least=190,
        at_most=1095,
    )
)
declare(
    Parameter(
        key="moderation.keep_days",
        default=1826,
        unit="jours",
        label="Conservation des dossiers de modération",
        source="Réclamations : cinq ans (prescription, code civil, art. 2224)",
        at_least=365,
        at_most=3652,
    )
)
