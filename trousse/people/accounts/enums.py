"""Roles and how far they reach."""

from trousse.people.schools.enums import Labelled


class Role(Labelled):
    """What a person does here. One person may have several."""

    HOLDER = "holder", "Porteur de projet"
    REVIEWER = "reviewer", "Instructeur"
    COACH = "coach", "Accompagnateur"
    COMMITTEE = "committee", "Comité de solidarité"
    FINANCE = "finance", "Finance"
    PLATFORM = "platform", "Équipe de la plateforme"
    EDITOR = "editor", "Rédaction"


class Scope(Labelled):
    """Where a role holds."""

    NATION = "nation", "Toute la France"
    ACADEMIE = "academie", "Une académie"
    DEPARTEMENT = "departement", "Un département"
    SCHOOL = "school", "Un établissement"


class Space(Labelled):
    """The page a person lands on after signing in."""

    TEACHER = "teacher", "Espace enseignant"
    REVIEWER = "reviewer", "Instruction des projets"
    COACH = "coach", "Accompagnement"
    DONOR = "donor", "Mes dons"


STAFF_ROLES = frozenset(Role) - {Role.HOLDER}
"""Those who review, decide, pay or publish for others: they are asked for a second factor."""
