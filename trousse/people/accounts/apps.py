"""The accounts app, and what it puts in place."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """People, how they sign in, what they may do and where."""

    name = "trousse.people.accounts"
    label = "accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Needs the app registry, which exists only from here on.
        from trousse.people.accounts.domains import ensure_domains  # noqa: PLC0415
        from trousse.people.accounts.selectors import is_platform_team, platform_team_emails  # noqa: PLC0415
        from trousse.platform.moderation.reportables import deciders, moderators  # noqa: PLC0415

        deciders.register("accounts", is_platform_team)
        moderators.register("accounts", platform_team_emails)
        post_migrate.connect(ensure_domains, sender=self, dispatch_uid="accounts.domains")
