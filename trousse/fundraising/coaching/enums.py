"""Words of coaching: why somebody needs a hand, in which week they are, who writes."""

from trousse.people.schools.enums import Labelled


class Cause(Labelled):
    """What a nudge is about. The label is what lists and the administration show."""

    FILES_WAITING = "files_waiting", "Le dossier attend l’école"
    NO_FIRST_GIFT = "no_first_gift", "Pas encore de premier don"
    NO_GIFT = "no_gift", "Plus de don"
    NO_NEWS = "no_news", "Pas de nouvelle"
    LAST_DAYS = "last_days", "Derniers jours sous le minimum"
    THANKS_WAITING = "thanks_waiting", "Des donateurs à remercier"
    NEAR_MINIMUM = "near_minimum", "Le minimum est tout proche"
    OPTIMUM_REACHED = "optimum_reached", "L’optimum est atteint"
    REPORT_DUE = "report_due", "Le bilan est attendu"


class Stage(Labelled):
    """Where an accompanied project stands."""

    WITH_REVIEWER = "with_reviewer", "De retour à l’instruction"
    BEFORE = "before", "Pas encore ouverte"
    OPEN = "open", "En cours"
    PAUSED = "paused", "Suspendue"
    SUCCEEDED = "succeeded", "Réussie"
    FAILED = "failed", "Terminée sous le minimum"


class Phase(Labelled):
    """A week of the checklist."""

    BEFORE = "before", "Avant l’ouverture"
    WEEK_1 = "week_1", "La première semaine"
    WEEK_2 = "week_2", "La deuxième semaine"
    MIDDLE = "middle", "Les semaines suivantes"
    LAST = "last", "La dernière semaine"
    AFTER = "after", "Après la collecte"


class Group(Labelled):
    """The three groups of a coach's list, in their order; the value is what its address says."""

    WAITING = "attend-ma-reponse", "Attend ma réponse"
    CALM = "collecte-calme", "Collecte calme"
    WELL = "tout-va-bien", "Tout va bien"


class Writer(Labelled):
    """Who wrote a message of the thread."""

    HOLDER = "holder", "Porteur de projet"
    COACH = "coach", "Accompagnateur"
