"""How long the dialogue remembers whom it told."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="dialogue.keep_readers_days",
        default=90,
        unit="jours",
        label="Durée de conservation de la liste des personnes prévenues d’une nouvelle",
        source="RGPD, art. 5 §1 e : le temps de ne pas prévenir deux fois",
        at_least=7,
        at_most=400,
    )
)

declare(
    Parameter(
        key="dialogue.keep_days",
        default=1_095,
        unit="jours",
        label="Durée de conservation des abonnements, des lettres et des questions après la fin d’une collecte",
        source="RGPD, art. 5 §1 e : trois ans après le dernier échange",
        at_least=30,
        at_most=3_650,
    )
)

declare(
    Parameter(
        key="dialogue.unconfirmed_days",
        default=30,
        unit="jours",
        label="Durée de conservation d’une adresse qui devait confirmer qu’elle suit un projet, et ne l’a pas fait",
        source="RGPD, art. 5 §1 e",
        at_least=1,
        at_most=90,
    )
)
