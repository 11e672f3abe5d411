"""What a class and the people around it tell each other."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """News, those who follow, questions and answers, letters between a donor and the class."""

    name = "trousse.fundraising.dialogue"
    label = "dialogue"
    verbose_name = "Dialogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.dialogue import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
        from trousse.fundraising.dialogue.reporting import NEWS, QUESTION  # noqa: PLC0415 - models are ready now
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415

        reportables.register("news_item", NEWS)
        reportables.register("question", QUESTION)
