"""When a report is expected, and when its holder is reminded."""

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
