"""Words of the review circuit: decisions, the two files, the links, and who holds a project."""

from trousse.people.schools.enums import Labelled


class Outcome(Labelled):
    """What a reviewer decided."""

    ACCEPTED = "accepted", "Accepté"
    SENT_BACK = "sent_back", "Rendu avec des remarques"
    REFUSED = "refused", "Refusé"


class RefusalReason(Labelled):
    """Why a project is refused; counted in the annual report (art. R548-4 II CMF)."""

    NOT_IN_SCHOOL_PLAN = "hors_projet_ecole", "Le projet n’est pas dans le projet d’école ou d’établissement"
    REPLACES_PUBLIC_MONEY = (
        "financement_public",
        "Le projet remplacerait un financement public (équipement, aménagement)",
    )
    VALIDATION_MISSING = "validation", "Une validation manque"
    BODY_NOT_ELIGIBLE = "structure", "La structure réceptrice n’est pas éligible"
    BUDGET = "budget", "Le budget n’est pas cohérent"
    VALUES = "valeurs", "Le contenu s’écarte de la laïcité ou de la neutralité"
    COMMERCIAL = "commercial", "Le projet fait de la publicité à une entreprise"
    IMAGE_RIGHTS = "image", "Le droit à l’image des élèves n’est pas respecté"
    THIRD_PARTY = "tiers", "L’argent irait à d’autres que les élèves"
    DUPLICATE = "doublon", "Le même projet existe déjà"
    FORBIDDEN_REWARD = "contrepartie", "Une contrepartie promise aux donateurs n’est pas permise"
    OTHER = "autre", "Autre raison"


class HeadState(Labelled):
    """The head's file: do the validations of the institution exist?"""

    WAITING = "waiting", "Attend la direction"
    ATTESTED = "attested", "Validations attestées"
    DECLINED = "declined", "Non attesté par la direction"


class ManagerState(Labelled):
    """The manager's file: which legal entity receives, on which account?"""

    WAITING = "waiting", "Attend le gestionnaire"
    COMPLETED = "completed", "Structure complète"


class RecipientSource(Labelled):
    """Where the head's address comes from. One typed by the holder alone is never enough."""

    DIRECTORY = "directory", "Annuaire de l’éducation nationale"
    CONFIRMED = "confirmed", "Confirmée par l’instructeur"


class LinkPurpose(Labelled):
    """What a link opens, and nothing else."""

    HEAD = "head", "Lien de la direction"
    MANAGER = "manager", "Lien du gestionnaire"


class Authority(Labelled):
    """Whose act the head attests."""

    IEN = "ien", "Avis de l’inspecteur ou de l’inspectrice de la circonscription (IEN)"
    DASEN = "dasen", "Accord de la direction académique (DASEN)"
    CA = "ca", "Acte du conseil d’administration (CA)"

    @property
    def short(self) -> str:
        """« IEN », « DASEN », « CA »."""
        return self.name


class Waiting(Labelled):
    """In whose hands a project is."""

    HOLDER = "holder", "la personne qui porte le projet"
    REVIEWER = "reviewer", "l’instructeur de l’académie"
    HEAD = "head", "la direction de l’établissement"
    MANAGER = "manager", "le gestionnaire de la structure"
    HEAD_AND_MANAGER = "head_and_manager", "la direction et le gestionnaire"
    CALENDAR = "calendar", "le calendrier : tout est prêt"
    NOBODY = "nobody", "personne : le dossier est clos"
