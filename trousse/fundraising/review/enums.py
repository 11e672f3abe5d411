"""Words of the review circuit: decisions, the two files, the links, and who holds a project."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a reviewer decided."""

    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.ACCEPTED: "Accepté",
    Outcome.SENT_BACK: "Rendu avec des remarques",
    Outcome.REFUSED: "Refusé",
}


class RefusalReason(StrEnum):
    """Why a project is refused; counted in the annual report (art. R548-4 II CMF)."""

    NOT_IN_SCHOOL_PLAN = "hors_projet_ecole"
    REPLACES_PUBLIC_MONEY = "financement_public"
    VALIDATION_MISSING = "validation"
    BODY_NOT_ELIGIBLE = "structure"
    BUDGET = "budget"
    VALUES = "valeurs"
    COMMERCIAL = "commercial"
    IMAGE_RIGHTS = "image"
    THIRD_PARTY = "tiers"
    DUPLICATE = "doublon"
    FORBIDDEN_REWARD = "contrepartie"
    OTHER = "autre"

    @property
    def label(self) -> str:
        return _REFUSAL_LABELS[self]


_REFUSAL_LABELS = {
    RefusalReason.NOT_IN_SCHOOL_PLAN: "Le projet n’est pas dans le projet d’école ou d’établissement",
    RefusalReason.REPLACES_PUBLIC_MONEY: "Le projet remplacerait un financement public (équipement, aménagement)",
    RefusalReason.VALIDATION_MISSING: "Une validation manque",
    RefusalReason.BODY_NOT_ELIGIBLE: "La structure réceptrice n’est pas éligible",
    RefusalReason.BUDGET: "Le budget n’est pas cohérent",
    RefusalReason.VALUES: "Le contenu s’écarte de la laïcité ou de la neutralité",
    RefusalReason.COMMERCIAL: "Le projet fait de la publicité à une entreprise",
    RefusalReason.IMAGE_RIGHTS: "Le droit à l’image des élèves n’est pas respecté",
    RefusalReason.THIRD_PARTY: "L’argent irait à d’autres que les élèves",
    RefusalReason.DUPLICATE: "Le même projet existe déjà",
    RefusalReason.FORBIDDEN_REWARD: "Une contrepartie promise aux donateurs n’est pas permise",
    RefusalReason.OTHER: "Autre raison",
}


class HeadState(StrEnum):
    """The head's file: do the validations of the institution exist?"""

    WAITING = "waiting"
    ATTESTED = "attested"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        return {
            HeadState.WAITING: "Attend la direction",
            HeadState.ATTESTED: "Validations attestées",
            HeadState.DECLINED: "Non attesté par la direction",
        }[self]


class ManagerState(StrEnum):
    """The manager's file: which legal entity receives, on which account?"""

    WAITING = "waiting"
    COMPLETED = "completed"

    @property
    def label(self) -> str:
        return "Attend le gestionnaire" if self is ManagerState.WAITING else "Structure complète"


class RecipientSource(StrEnum):
    """Where the head's address comes from. One typed by the holder alone is never enough."""

    DIRECTORY = "directory"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        if self is RecipientSource.DIRECTORY:
            return "Annuaire de l’éducation nationale"
        return "Confirmée par l’instructeur"


class LinkPurpose(StrEnum):
    """What a link opens, and nothing else."""

    HEAD = "head"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        return "Lien de la direction" if self is LinkPurpose.HEAD else "Lien du gestionnaire"


class Authority(StrEnum):
    """Whose act the head attests."""

    IEN = "ien"
    DASEN = "dasen"
    CA = "ca"

    @property
    def label(self) -> str:
        return {Authority.IEN: "IEN", Authority.DASEN: "DASEN", Authority.CA: "Conseil d’administration"}[self]

    @property
    def long_label(self) -> str:
        return {
            Authority.IEN: "Avis de l’inspecteur ou de l’inspectrice de la circonscription (IEN)",
            Authority.DASEN: "Accord de la direction académique (DASEN)",
            Authority.CA: "Acte du conseil d’administration",
        }[self]


class Waiting(StrEnum):
    """In whose hands a project is."""

    HOLDER = "holder"
    REVIEWER = "reviewer"
    HEAD = "head"
    MANAGER = "manager"
    HEAD_AND_MANAGER = "head_and_manager"
    CALENDAR = "calendar"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return _WAITING_LABELS[self]


_WAITING_LABELS = {
    Waiting.HOLDER: "la personne qui porte le projet",
    Waiting.REVIEWER: "l’instructeur de l’académie",
    Waiting.HEAD: "la direction de l’établissement",
    Waiting.MANAGER: "le gestionnaire de la structure",
    Waiting.HEAD_AND_MANAGER: "la direction et le gestionnaire",
    Waiting.CALENDAR: "le calendrier : tout est prêt",
    Waiting.NOBODY: "personne : le dossier est clos",
}
