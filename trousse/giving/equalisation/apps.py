"""The rules of solidarity, declared to Django; the first ones are there after every ``migrate``."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EqualisationConfig(AppConfig):
    """Versions of weights and limits, discussed in public, adopted by vote, in force from a day on."""

    name = "trousse.giving.equalisation"
    label = "equalisation"
    verbose_name = "Règles de solidarité"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.giving.equalisation import (  # noqa: PLC0415 - models are ready now
            parameters,  # noqa: F401 - declares the dated parameters of the app
            reporting,
        )
        from trousse.giving.equalisation.first_rules import ensure_first_rules  # noqa: PLC0415
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415

        reportables.register("rule_comment", reporting.COMMENT)
        post_migrate.connect(ensure_first_rules, sender=self, dispatch_uid="equalisation.first_rules")
