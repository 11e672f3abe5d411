"""The collecting period of each project."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "trousse.fundraising.campaigns"
    label = "campaigns"
    verbose_name = "Collectes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.campaigns import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
        from trousse.fundraising.campaigns.pictures import PROJECT  # noqa: PLC0415 - models are ready now
        from trousse.fundraising.campaigns.reporting import CAMPAIGN  # noqa: PLC0415
        from trousse.fundraising.campaigns.services import campaign_schedule  # noqa: PLC0415
        from trousse.fundraising.review.hooks import files_completed  # noqa: PLC0415
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415
        from trousse.platform.pictures import owners  # noqa: PLC0415

        files_completed.register("campaigns", campaign_schedule)
        owners.register("project", PROJECT)
        reportables.register("campaign", CAMPAIGN)
