"""Words of a fund."""

from trousse.people.schools.enums import EducationPriority, Labelled


class FundKind(Labelled):
    """The open fund helps any project, others those that meet their criteria; a patron's follows its agreement."""

    OPEN = "open", "Ouvert à tous les projets"
    CRITERIA = "criteria", "Selon des critères"
    PATRON = "patron", "D’un mécène, selon sa convention"


class AgreementPhase(Labelled):
    """Where an agreement stands on a day."""

    COMING = "coming", "À venir"
    LIVE = "live", "En cours"
    ENDING = "ending", "Finit bientôt"
    OVER = "over", "Finie"
    ENDED = "ended", "Arrêtée"

    @property
    def gives(self) -> bool:
        """Whether its fund may give that day."""
        return self in {AgreementPhase.LIVE, AgreementPhase.ENDING}

    @property
    def is_over(self) -> bool:
        """Whether its fund gives no more, unless the agreement is prolonged."""
        return self in {AgreementPhase.OVER, AgreementPhase.ENDED}


class Priority(Labelled):
    """What a fund may ask of a school's network: that of ``EducationPriority``, with a word for « outside »."""

    NONE = "non", "Hors éducation prioritaire"
    REP = "rep", "REP"
    REP_PLUS = "rep+", "REP+"

    @classmethod
    def of(cls, network: str) -> "Priority":
        """From the value that a school holds."""
        return cls((network or "non").lower())

    @property
    def network(self) -> EducationPriority:
        """The value that a school holds."""
        return EducationPriority.NONE if self is Priority.NONE else EducationPriority(self.value.upper())


class Zone(Labelled):
    """Where the commune of a school lies."""

    RURAL = "rural", "Commune rurale"
    URBAN = "urbain", "Commune urbaine"
