"""When a report is expected, when its holder is reminded, how long its receipts are kept."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="reports.due_days",
        default=180,
        unit="jours",
        label="Délai du bilan après la fin de la collecte",
        source="Choix de la plateforme : le projet se fait dans l’année scolaire",
        at_least=30,
        at_most=730,
    )
)
declare(
    Parameter(
        key="reports.remind_days",
        default=21,
        unit="jours",
        label="Temps entre deux rappels du bilan, à partir de ce délai avant l’échéance",
        source="Choix de la plateforme",
        at_least=7,
        at_most=120,
    )
)
declare(
    Parameter(
        key="reports.most_receipts",
        default=60,
        unit="pièces",
        label="Nombre de justificatifs d’un bilan, au plus",
        source="Choix de la plateforme",
        at_least=5,
        at_most=500,
    )
)
declare(
    Parameter(
        key="reports.keep_receipts_days",
        default=3_653,
        unit="jours",
        label="Durée de conservation des justificatifs d’un bilan, après leur dépôt",
        source="Code de commerce, art. L.123-22 : dix ans pour les pièces comptables",
        at_least=1_827,
        at_most=4_384,
    )
)
