"""Words of a project: its states, the school levels, the two sides of a budget."""

from trousse.people.schools.enums import Labelled


class ProjectState(Labelled):
    """Where a project is in the review circuit. A draft is its holder's alone."""

    DRAFT = "draft", "Brouillon"
    SUBMITTED = "submitted", "En cours d’instruction"
    TO_REVISE = "to_revise", "À compléter"
    ACCEPTED = "accepted", "Accepté"
    REFUSED = "refused", "Refusé"


class LevelGroup(Labelled):
    """The four steps of school life: what donors filter by."""

    MATERNELLE = "maternelle", "Maternelle"
    ELEMENTAIRE = "elementaire", "Élémentaire"
    COLLEGE = "college", "Collège"
    LYCEE = "lycee", "Lycée"


class LevelCode(Labelled):
    """A class level or a device of inclusion, in school order. A project may cover several."""

    TPS = "tps", "TPS"
    PS = "ps", "PS"
    MS = "ms", "MS"
    GS = "gs", "GS"
    CP = "cp", "CP"
    CE1 = "ce1", "CE1"
    CE2 = "ce2", "CE2"
    CM1 = "cm1", "CM1"
    CM2 = "cm2", "CM2"
    ULIS_ECOLE = "ulis-ecole", "ULIS école"
    SIXIEME = "6e", "6e"
    CINQUIEME = "5e", "5e"
    QUATRIEME = "4e", "4e"
    TROISIEME = "3e", "3e"
    SEGPA = "segpa", "SEGPA"
    ULIS_COLLEGE = "ulis-college", "ULIS collège"
    SECONDE = "2de", "2de"
    PREMIERE = "1re", "1re"
    TERMINALE = "tle", "Terminale"
    CAP = "cap", "CAP"
    ULIS_LYCEE = "ulis-lycee", "ULIS lycée"

    @property
    def group(self) -> LevelGroup:
        """The step of school life it belongs to."""
        for first, group in _FIRST_OF_GROUP:
            if _ORDER[self] >= _ORDER[first]:
                return group
        raise AssertionError(f"{self!r} comes before the first level")


_ORDER = {level: position for position, level in enumerate(LevelCode)}

_FIRST_OF_GROUP = (
    (LevelCode.SECONDE, LevelGroup.LYCEE),
    (LevelCode.SIXIEME, LevelGroup.COLLEGE),
    (LevelCode.CP, LevelGroup.ELEMENTAIRE),
    (LevelCode.TPS, LevelGroup.MATERNELLE),
)


class BudgetSide(Labelled):
    """A budget line is something to pay, or money that comes from elsewhere (never the collection itself)."""

    EXPENSE = "expense", "Dépense"
    INCOME = "income", "Autre recette"
