"""Words of the dialogue: who reads a piece of news, where a question stands."""

from trousse.people.schools.enums import Labelled


class Audience(Labelled):
    """Who reads a piece of news."""

    PUBLIC = "public", "Tout le monde"
    DONORS = "donors", "Les donateurs seulement"


class ThanksFor(Labelled):
    """Whom the class thanks."""

    ALL = "all", "Toutes les personnes qui ont donné"
    WORDS = "words", "Celles qui ont laissé un mot"


class QuestionState(Labelled):
    """A question is public once the class has answered it."""

    WAITING = "waiting", "Attend une réponse"
    ANSWERED = "answered", "Répondue"
    DECLINED = "declined", "Sans réponse publique"


class Author(Labelled):
    """Who wrote a letter."""

    DONOR = "donor", "Donateur"
    CLASS = "class", "La classe"
