"""What one may decline. Everything else is part of the service: a sign-in code, a thank-you, a refund."""

from dataclasses import dataclass

from trousse.core.registry import Registry
from trousse.platform.notifications.enums import Rhythm


@dataclass(frozen=True)
class Topic:
    """A kind of news. ``help`` says what comes and when (French); ``default`` holds until the person chooses."""

    key: str
    label: str
    help: str
    default: Rhythm = Rhythm.IMMEDIATE


topics: Registry[Topic] = Registry("topics")


def declare(topic: Topic) -> Topic:
    """Make ``topic`` known to the page of preferences."""
    topics.register(topic.key, topic)
    return topic


declare(
    Topic(
        "nouvelles",
        "Les nouvelles des classes",
        "Quand une classe que vous soutenez ou suivez raconte où elle en est.",
    )
)
declare(
    Topic(
        "echanges",
        "Les réponses et les messages",
        "Quand une classe, un donateur ou un accompagnateur vous répond.",
    )
)
declare(
    Topic(
        "conseils",
        "Les conseils et les rappels",
        "Un coup de main pendant votre collecte, un dossier qui attend votre avis.",
    )
)
declare(
    Topic(
        "bilans",
        "Les bilans des projets",
        "Quand un projet que vous avez soutenu est terminé et raconté, avec ses comptes.",
    )
)
declare(
    Topic(
        "alertes",
        "Les alertes demandées",
        "Un projet qui ouvre, une académie qui rejoint la plateforme : ce que vous avez demandé à savoir.",
    )
)
