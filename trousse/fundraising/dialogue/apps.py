"""What a class and the people around it tell each other."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """News, those who follow, thanks, questions and answers, letters between a donor and the class."""

    name = "trousse.fundraising.dialogue"
    label = "dialogue"
    verbose_name = "Dialogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.campaigns.signs import signs  # noqa: PLC0415
        from trousse.fundraising.dialogue import (  # noqa: PLC0415 - models are ready now
            parameters,  # noqa: F401 - declares the dated parameters of the app
            pictures,
            reporting,
        )
        from trousse.fundraising.dialogue.selectors import last_news_at, last_thanks_at  # noqa: PLC0415
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415
        from trousse.platform.pictures import owners  # noqa: PLC0415

        reportables.register("news_item", reporting.NEWS)
        reportables.register("question", reporting.QUESTION)
        reportables.register("thanks", reporting.THANKS)
        reportables.register("message", reporting.LETTER)
        owners.register("news_item", pictures.NEWS)
        owners.register("thanks", pictures.THANKS)
        signs.register("last_news_at", last_news_at)
        signs.register("last_thanks_at", last_thanks_at)
