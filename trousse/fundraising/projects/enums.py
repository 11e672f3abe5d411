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


class Cycle(Labelled):
    """The teaching cycles (art. D.311-10 code de l'éducation): the third one spans école and collège.

    Devices of inclusion follow no cycle: they welcome pupils of several.
    """

    CYCLE_1 = "1", "Cycle 1, maternelle"
    CYCLE_2 = "2", "Cycle 2"
    CYCLE_3 = "3", "Cycle 3, de l’école au collège"
    CYCLE_4 = "4", "Cycle 4, collège"
    LYCEE = "lycee", "Lycée"
    INCLUSION = "inclusion", "Dispositifs"


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
    UPE2A_ECOLE = "upe2a-ecole", "UPE2A école"
    SIXIEME = "6e", "6e"
    CINQUIEME = "5e", "5e"
    QUATRIEME = "4e", "4e"
    TROISIEME = "3e", "3e"
    SEGPA = "segpa", "SEGPA"
    ULIS_COLLEGE = "ulis-college", "ULIS collège"
    UPE2A_COLLEGE = "upe2a-college", "UPE2A collège"
    SECONDE = "2de", "2de"
    PREMIERE = "1re", "1re"
    TERMINALE = "tle", "Terminale"
    CAP = "cap", "CAP"
    ULIS_LYCEE = "ulis-lycee", "ULIS lycée"
    UPE2A_LYCEE = "upe2a-lycee", "UPE2A lycée"

    @property
    def cycle(self) -> "Cycle":
        """Where it stands in the teaching cycles."""
        return next((cycle for cycle, levels in _OF_CYCLE.items() if self in levels), Cycle.INCLUSION)

    @property
    def group(self) -> LevelGroup:
        """The step of school life it belongs to."""
        for first, group in _FIRST_OF_GROUP:
            if _ORDER[self] >= _ORDER[first]:
                return group
        raise AssertionError(f"{self!r} comes before the first level")


_OF_CYCLE: dict[Cycle, frozenset[LevelCode]] = {
    Cycle.CYCLE_1: frozenset({LevelCode.TPS, LevelCode.PS, LevelCode.MS, LevelCode.GS}),
    Cycle.CYCLE_2: frozenset({LevelCode.CP, LevelCode.CE1, LevelCode.CE2}),
    Cycle.CYCLE_3: frozenset({LevelCode.CM1, LevelCode.CM2, LevelCode.SIXIEME}),
    Cycle.CYCLE_4: frozenset({LevelCode.CINQUIEME, LevelCode.QUATRIEME, LevelCode.TROISIEME}),
    Cycle.LYCEE: frozenset({LevelCode.SECONDE, LevelCode.PREMIERE, LevelCode.TERMINALE, LevelCode.CAP}),
}

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
