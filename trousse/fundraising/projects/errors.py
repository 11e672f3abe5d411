"""Refusals of the projects app, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Forbidden, Invalid, Missing
from trousse.fundraising.projects.models import Project


class ProjectMissing(Missing):
    """There is no such project, or this person may not know that there is."""

    def __init__(self) -> None:
        super().__init__("Ce projet n’existe pas, ou vous n’y avez pas accès. Vérifiez l’adresse, ou connectez-vous.")


class NotYourSchool(Forbidden):
    """A project is carried by a holder linked to its school."""

    def __init__(self) -> None:
        super().__init__(
            "Rattachez-vous d’abord à cet établissement, avec votre adresse académique, pour y porter un projet."
        )


class NotTheHolder(Forbidden):
    """Only the holder edits and submits."""

    def __init__(self) -> None:
        super().__init__("Seule la personne qui porte ce projet peut le modifier ou le soumettre.")


class ProjectLocked(BusinessError):
    """Once submitted, a project changes no more until a reviewer sends it back."""

    def __init__(self) -> None:
        super().__init__(
            "Ce projet est entre les mains des instructeurs : il ne se modifie plus. "
            "S’il faut le corriger, répondez à leur courriel, ils vous le rendront."
        )


class ProjectUnreadable(Invalid):
    """A value that the form should have refused."""


class ConflictingEdit(BusinessError):
    """Someone saved this project since the form was opened (another tab, another device).

    ``current`` is what is stored now; ``fields`` names what differs from what was typed.
    Nothing was saved and nothing is lost: the form shows what was typed beside what is stored.
    """

    def __init__(self, current: Project, fields: tuple[str, ...]) -> None:
        super().__init__(
            "Ce projet a été enregistré entre-temps, dans un autre onglet ou sur un autre appareil. "
            "Rien n’est perdu : vérifiez vos réponses ci-dessous, puis enregistrez à nouveau."
        )
        self.current = current
        self.fields = fields
