"""What became of a project once its money was there."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The report of each project that was funded: what happened, what was spent."""

    name = "trousse.fundraising.reports"
    label = "reports"
    verbose_name = "Bilans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.campaigns.signs import signs  # noqa: PLC0415 - models are ready now
        from trousse.fundraising.reports import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
        from trousse.fundraising.reports.pictures import REPORT_PICTURE  # noqa: PLC0415
        from trousse.fundraising.reports.reporting import REPORT  # noqa: PLC0415
        from trousse.fundraising.reports.selectors import late_since  # noqa: PLC0415
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415
        from trousse.platform.pictures import owners  # noqa: PLC0415

        signs.register("report_late_since", late_since)
        reportables.register("report", REPORT)
        owners.register("report", REPORT_PICTURE)
