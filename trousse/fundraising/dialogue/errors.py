"""Refusals of the dialogue, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Forbidden, Missing


class NotYourClass(Forbidden):
    """Only the holder speaks for the class."""

    def __init__(self) -> None:
        super().__init__("Seule la personne qui porte ce projet peut écrire au nom de la classe.")


class NotNow(BusinessError):
    """The campaign is suspended, or over."""

    def __init__(self) -> None:
        super().__init__("Ce n’est pas possible en ce moment : la page du projet dit où en est la collecte.")


class NewsMissing(Missing):
    """Withdrawn, hidden, for donors only, or never written."""

    def __init__(self) -> None:
        super().__init__("Cette nouvelle n’est pas, ou plus, visible. La page du projet montre les autres.")


class QuestionMissing(Missing):
    """Answered elsewhere meanwhile, or never asked."""

    def __init__(self) -> None:
        super().__init__("Cette question n’attend plus de réponse.")
