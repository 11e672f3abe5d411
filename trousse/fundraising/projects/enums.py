"""Words of a project: its states, the school levels, the two sides of a budget."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Where a project is in the review circuit. A draft is its holder's alone."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    TO_REVISE = "to_revise"
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ProjectState.DRAFT: "Brouillon",
    ProjectState.SUBMITTED: "En cours d’instruction",
    ProjectState.TO_REVISE: "À compléter",
    ProjectState.ACCEPTED: "Accepté",
    ProjectState.REFUSED: "Refusé",
}


class LevelGroup(StrEnum):
    """The four steps of school life: what donors filter by."""

    MATERNELLE = "maternelle"
    ELEMENTAIRE = "elementaire"
    COLLEGE = "college"
    LYCEE = "lycee"

    @property
    def label(self) -> str:
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    LevelGroup.MATERNELLE: "Maternelle",
    LevelGroup.ELEMENTAIRE: "Élémentaire",
    LevelGroup.COLLEGE: "Collège",
    LevelGroup.LYCEE: "Lycée",
}


class LevelCode(StrEnum):
    """A class level or a device of inclusion, in school order. A project may cover several."""

    TPS = "tps"
    PS = "ps"
    MS = "ms"
    GS = "gs"
    CP = "cp"
    CE1 = "ce1"
    CE2 = "ce2"
    CM1 = "cm1"
    CM2 = "cm2"
    ULIS_ECOLE = "ulis-ecole"
    SIXIEME = "6e"
    CINQUIEME = "5e"
    QUATRIEME = "4e"
    TROISIEME = "3e"
    SEGPA = "segpa"
    ULIS_COLLEGE = "ulis-college"
    SECONDE = "2de"
    PREMIERE = "1re"
    TERMINALE = "tle"
    CAP = "cap"
    ULIS_LYCEE = "ulis-lycee"

    @property
    def label(self) -> str:
        return _LEVEL_LABELS.get(self, self.value.upper())

    @property
    def group(self) -> LevelGroup:
        return _GROUP_OF[self]


_LEVEL_LABELS = {
    LevelCode.ULIS_ECOLE: "ULIS école",
    LevelCode.SIXIEME: "6e",
    LevelCode.CINQUIEME: "5e",
    LevelCode.QUATRIEME: "4e",
    LevelCode.TROISIEME: "3e",
    LevelCode.ULIS_COLLEGE: "ULIS collège",
    LevelCode.SECONDE: "2de",
    LevelCode.PREMIERE: "1re",
    LevelCode.TERMINALE: "Terminale",
    LevelCode.ULIS_LYCEE: "ULIS lycée",
}

_LEVELS_OF = {
    LevelGroup.MATERNELLE: (LevelCode.TPS, LevelCode.PS, LevelCode.MS, LevelCode.GS),
    LevelGroup.ELEMENTAIRE: (
        LevelCode.CP,
        LevelCode.CE1,
        LevelCode.CE2,
        LevelCode.CM1,
        LevelCode.CM2,
        LevelCode.ULIS_ECOLE,
    ),
    LevelGroup.COLLEGE: (
        LevelCode.SIXIEME,
        LevelCode.CINQUIEME,
        LevelCode.QUATRIEME,
        LevelCode.TROISIEME,
        LevelCode.SEGPA,
        LevelCode.ULIS_COLLEGE,
    ),
    LevelGroup.LYCEE: (
        LevelCode.SECONDE,
        LevelCode.PREMIERE,
        LevelCode.TERMINALE,
        LevelCode.CAP,
        LevelCode.ULIS_LYCEE,
    ),
}

_GROUP_OF = {level: group for group, levels in _LEVELS_OF.items() for level in levels}


class BudgetSide(StrEnum):
    """A budget line is something to pay, or money that comes from elsewhere (never the collection itself)."""

    EXPENSE = "expense"
    INCOME = "income"

    @property
    def label(self) -> str:
        return "Dépense" if self is BudgetSide.EXPENSE else "Autre recette"
