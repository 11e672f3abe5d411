"""Refusals of the accounts app."""

from trousse.core.errors import Forbidden, Invalid


class NotAcademic(Forbidden):
    """Carrying a project takes a mailbox of the ministry."""

    def __init__(self) -> None:
        super().__init__(
            "Pour porter un projet, connectez-vous avec votre adresse académique, celle qui finit par exemple par "
            "@ac-lille.fr. Si la vôtre n’est pas reconnue, écrivez-nous : nous l’ajouterons."
        )


class SchoolNotChoosable(Invalid):
    """A closed school, a service, or a private school without contract."""

    def __init__(self) -> None:
        super().__init__(
            "Cet établissement ne peut pas porter de projet : il doit être ouvert, et public ou sous contrat. "
            "Choisissez-en un autre ou écrivez-nous."
        )


class GrantRefused(Forbidden):
    """Roles are given by the platform's team."""

    def __init__(self) -> None:
        super().__init__("Seule l’équipe de la plateforme peut donner ou retirer un rôle.")


class GrantMisplaced(Invalid):
    """The territory does not match the scope."""

    def __init__(self) -> None:
        super().__init__("Indiquez le territoire de ce rôle, et lui seul : une académie, un département ou une école.")
