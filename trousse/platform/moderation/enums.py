"""Words of moderation: why something is reported, where the case stands, what was decided."""

from enum import StrEnum


class ReportReason(StrEnum):
    """Why somebody reports; the value is what the form sends. The most serious first."""

    MINOR = "mineur"
    DANGER = "danger"
    HATE = "haine"
    PRIVACY = "vie-privee"
    FRAUD = "tromperie"
    RIGHTS = "droits"
    NEUTRALITY = "neutralite"
    OTHER = "autre"

    @property
    def label(self) -> str:
        return _REASONS[self]

    @property
    def is_urgent(self) -> bool:
        """Somebody may be hurt while we wait: these go to the top of the queue."""
        return self in {ReportReason.MINOR, ReportReason.DANGER, ReportReason.HATE}


_REASONS = {
    ReportReason.MINOR: "Un enfant est reconnaissable sans accord de ses parents",
    ReportReason.DANGER: "Quelqu’un est en danger, ou c’est choquant pour des enfants",
    ReportReason.HATE: "Injure, haine ou harcèlement",
    ReportReason.PRIVACY: "Mes données ou mon image sont montrées sans mon accord",
    ReportReason.FRAUD: "Tromperie, ou argent demandé pour autre chose",
    ReportReason.RIGHTS: "Texte ou image d’un autre, copié sans autorisation",
    ReportReason.NEUTRALITY: "Politique, religion ou publicité à l’école",
    ReportReason.OTHER: "Autre chose",
}


class CaseState(StrEnum):
    """OPEN waits for a first decision, APPEALED for another person's; SETTLED cannot be contested again here."""

    OPEN = "open"
    DECIDED = "decided"
    APPEALED = "appealed"
    SETTLED = "settled"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    CaseState.OPEN: "À examiner",
    CaseState.DECIDED: "Décidé",
    CaseState.APPEALED: "Contesté",
    CaseState.SETTLED: "Clos après contestation",
}


class Outcome(StrEnum):
    """What is done with the thing reported."""

    NO_ACTION = "no_action"
    CHANGE = "change"
    HIDE = "hide"
    SUSPEND = "suspend"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]

    @property
    def removes(self) -> bool:
        """It is no longer shown, or takes no more gifts."""
        return self in {Outcome.HIDE, Outcome.SUSPEND}


_OUTCOMES = {
    Outcome.NO_ACTION: "Laisser en ligne",
    Outcome.CHANGE: "Demander une modification",
    Outcome.HIDE: "Retirer",
    Outcome.SUSPEND: "Suspendre la collecte",
}


class Ground(StrEnum):
    """What the decision rests on: a statement of reasons must say which (DSA art. 17 §3 d and e)."""

    TERMS = "terms"
    LAW = "law"

    @property
    def label(self) -> str:
        return _GROUNDS[self]


_GROUNDS = {
    Ground.TERMS: "Nos conditions d’utilisation",
    Ground.LAW: "La loi",
}


class Party(StrEnum):
    """Who contests: whoever the decision went against."""

    AUTHOR = "author"
    REPORTER = "reporter"

    @property
    def label(self) -> str:
        return _PARTIES[self]


_PARTIES = {
    Party.AUTHOR: "Son auteur",
    Party.REPORTER: "Qui l’a signalé",
}


class Stage(StrEnum):
    """The first decision, and the one that answers a contestation."""

    FIRST = "first"
    APPEAL = "appeal"

    @property
    def label(self) -> str:
        return _STAGES[self]


_STAGES = {
    Stage.FIRST: "Décision",
    Stage.APPEAL: "Décision après contestation",
}
