"""What a school is, as the ministry's directory describes it."""

from enum import StrEnum


class Labelled(StrEnum):
    """A stored value with the French words that people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a Django field."""
        return [(member.value, member.label) for member in cls]


class SchoolKind(Labelled):
    """Only the teaching kinds can carry a project; the others are kept because the directory holds them."""

    MATERNELLE = "maternelle", "École maternelle"
    ELEMENTAIRE = "elementaire", "École élémentaire"
    PRIMAIRE = "primaire", "École primaire"
    COLLEGE = "college", "Collège"
    LYCEE = "lycee", "Lycée"
    LYCEE_PRO = "lycee_pro", "Lycée professionnel"
    EREA = "erea", "EREA"
    MEDICO_SOCIAL = "medico_social", "Établissement médico-social"
    SERVICE = "service", "Service administratif"
    ORIENTATION = "orientation", "Information et orientation"
    OTHER = "other", "Autre établissement"


class Degree(Labelled):
    """First degree: écoles. Second degree: collèges and lycées."""

    FIRST = "first", "Premier degré"
    SECOND = "second", "Second degré"
    NONE = "none", "Hors degré"


class Sector(Labelled):
    """Services have none."""

    PUBLIC = "public", "Public"
    PRIVATE = "private", "Privé"
    NONE = "none", "Sans objet"


class Contract(Labelled):
    """What binds a private school to the State. Public schools have none to have."""

    NOT_APPLICABLE = "", "Sans objet"
    ASSOCIATION = "association", "Contrat d’association"
    SIMPLE = "simple", "Contrat simple"
    AGRICULTURAL = "agricultural", "Contrat de l’enseignement agricole"
    UNDER_CONTRACT = "under_contract", "Sous contrat"
    OUTSIDE = "outside", "Hors contrat"
    UNKNOWN = "unknown", "Contrat inconnu"


class SchoolStatus(Labelled):
    """The directory's ``etat``."""

    OPEN = "open", "Ouvert"
    TO_OPEN = "to_open", "À ouvrir"
    TO_CLOSE = "to_close", "À fermer"
    CLOSED = "closed", "Fermé"


class EducationPriority(Labelled):
    """Réseaux d’éducation prioritaire."""

    NONE = "", "Hors éducation prioritaire"
    REP = "REP", "REP"
    REP_PLUS = "REP+", "REP+"
