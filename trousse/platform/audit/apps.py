"""Start-up of the journal: workflows report to it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The journal of everything that was decided, by whom and why."""

    name = "trousse.platform.audit"
    label = "audit"
    verbose_name = "Journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both import models, which exist only from here on: the one place where an import is not at the top.
        from trousse.core import workflow  # noqa: PLC0415
        from trousse.platform.audit.services import record_transitions  # noqa: PLC0415

        workflow.set_recorder(record_transitions)
