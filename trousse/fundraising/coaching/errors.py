"""Refusals of coaching, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Forbidden, Invalid, Missing


class AssignmentMissing(Missing):
    """The project is not accompanied, or this person may not know that it is."""

    def __init__(self) -> None:
        super().__init__("Cet accompagnement n’existe pas, ou vous n’y avez pas accès. Vérifiez l’adresse.")


class MayNotCoach(Forbidden):
    """Neither the coach, nor one of the territory, nor the platform team; or the holder themselves."""

    def __init__(self) -> None:
        super().__init__("Seuls les accompagnateurs de ce territoire et l’équipe de la plateforme peuvent faire cela.")


class MayNotTalk(Forbidden):
    """Neither of the two sides of the thread."""

    def __init__(self) -> None:
        super().__init__("Cet échange est entre la personne qui porte le projet et son accompagnateur.")


class CoachNotHere(BusinessError):
    """The person chosen does not cover the school, or no longer."""

    def __init__(self) -> None:
        super().__init__("Cette personne n’accompagne pas ce territoire. Choisissez-en une autre dans la liste.")


class NothingWritten(Invalid):
    """An empty message, note or template."""

    def __init__(self) -> None:
        super().__init__("Écrivez quelques mots avant d’envoyer.")


class NoSuchLine(Invalid):
    """Not a line of the checklist, or one that facts tick."""

    def __init__(self) -> None:
        super().__init__("Cette ligne ne se coche pas à la main. Rechargez la page, s’il vous plaît.")
