"""Dated parameters of pictures."""

from trousse.platform.parameters.registry import Parameter, declare

CHOICE = "Choix de la plateforme"

declare(
    Parameter(
        key="pictures.max_megabytes",
        default=15,
        unit="Mo",
        label="Poids du plus gros fichier d’image accepté",
        source=f"{CHOICE} : une photo de téléphone pèse de 2 à 12 Mo",
        at_least=1,
        at_most=50,
    )
)
declare(
    Parameter(
        key="pictures.max_megapixels",
        default=50,
        unit="millions de pixels",
        label="Plus grande image ouverte, comptée avant de la décoder",
        source=f"{CHOICE} : les téléphones vont jusqu’à 50 ; 150 Mo de mémoire une fois décodée",
        at_least=1,
        at_most=80,
    )
)
declare(
    Parameter(
        key="pictures.smallest_side",
        default=300,
        unit="pixels",
        label="Plus petit côté d’une image",
        source=f"{CHOICE} : en dessous, l’image est floue sur la page",
        at_least=16,
        at_most=2000,
    )
)
declare(
    Parameter(
        key="pictures.most_per_subject",
        default=8,
        unit="images",
        label="Images d’un même projet, d’une même nouvelle ou d’un même bilan",
        source=f"{CHOICE} : la page reste légère",
        at_least=1,
        at_most=40,
    )
)
declare(
    Parameter(
        key="pictures.attestation_max_days",
        default=730,
        unit="jours",
        label="Durée la plus longue d’une autorisation de montrer un mineur",
        source="L’autorisation dit sa durée (CNIL) ; deux ans couvrent un projet et son bilan",
        at_least=30,
        at_most=1825,
    )
)
declare(
    Parameter(
        key="pictures.reminder_days",
        default=14,
        unit="jours",
        label="Délai du rappel avant la fin d’une autorisation",
        source=CHOICE,
        at_least=1,
        at_most=90,
    )
)
declare(
    Parameter(
        key="pictures.keep_expired_days",
        default=60,
        unit="jours",
        label="Conservation d’une image dont l’autorisation a expiré, le temps de la renouveler",
        source=CHOICE,
        at_least=1,
        at_most=365,
    )
)
declare(
    Parameter(
        key="pictures.keep_taken_down_days",
        default=210,
        unit="jours",
        label="Conservation d’une image retirée : le temps de contester, et de répondre",
        source="Règlement (UE) 2022/2065, art. 20 § 1 : six mois au moins pour contester",
        at_least=190,
        at_most=730,
    )
)
declare(
    Parameter(
        key="pictures.browser_seconds",
        default=86_400,
        unit="secondes",
        label="Temps pendant lequel un navigateur garde une image publique",
        source="docs/decisions/0016-pictures.md",
        at_least=0,
        at_most=31_536_000,
    )
)
declare(
    Parameter(
        key="pictures.shared_seconds",
        default=60,
        unit="secondes",
        label="Temps pendant lequel un cache partagé garde une image publique",
        source="docs/decisions/0016-pictures.md : une image retirée disparaît aussitôt",
        at_least=0,
        at_most=3600,
    )
)
