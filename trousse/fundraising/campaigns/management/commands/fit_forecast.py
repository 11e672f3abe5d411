"""``manage.py fit_forecast``: learn to foretell from the campaigns that closed here."""

from typing import Any

from trousse.core.commands import BaseCommand
from trousse.fundraising.campaigns.services import forecast_refit


class Command(BaseCommand):
    help = (
        "Apprend à prévoir de nos propres collectes terminées. Quand elles sont trop peu nombreuses, ou n’apprennent "
        "rien de plus, le dit et garde le modèle en place. Termine par une ligne de JSON."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = forecast_refit()
        self.stderr.write(done.why)
        losses = {"loss": done.loss, "former_loss": done.former_loss}
        rounded = {name: None if value is None else round(value, 4) for name, value in losses.items()}
        self.report({"campaigns": done.campaigns, "learned": done.kept is not None, **rounded})
