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


class ThanksMissing(Missing):
    """Withdrawn, hidden, or never written."""

    def __init__(self) -> None:
        super().__init__("Ce merci n’est plus là. La page des mercis montre les autres.")


class LetterMissing(Missing):
    """No such letter."""

    def __init__(self) -> None:
        super().__init__("Cette lettre n’existe pas.")


class NobodyToThank(BusinessError):
    """No donor would receive it."""

    def __init__(self) -> None:
        super().__init__("Personne n’est concerné pour le moment. Votre merci est gardé ici.")


class ThreadClosed(BusinessError):
    """One of the two no longer wants letters."""

    def __init__(self) -> None:
        super().__init__("Cet échange est fermé : votre lettre n’est pas partie.")


class QuestionMissing(Missing):
    """Answered elsewhere meanwhile, or never asked."""

    def __init__(self) -> None:
        super().__init__("Cette question n’attend plus de réponse.")
