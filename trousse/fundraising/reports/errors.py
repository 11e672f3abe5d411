"""Refusals of reports, in the words of the holder."""

from trousse.core.errors import BusinessError, Forbidden, Missing


class NotYourReport(Forbidden):
    """Only the holder of the project reports on it."""

    def __init__(self) -> None:
        super().__init__("Seule la personne qui porte ce projet peut en écrire le bilan.")


class ReportTooEarly(BusinessError):
    """There is no money to report on."""

    def __init__(self) -> None:
        super().__init__("Le bilan s’écrit une fois la collecte réussie : il n’y a encore rien à raconter.")


class ReportIncomplete(BusinessError):
    """``str`` is the first thing that is missing."""


class ReportMissing(Missing):
    """Never written, or not published."""

    def __init__(self) -> None:
        super().__init__("Ce bilan n’est pas publié.")
