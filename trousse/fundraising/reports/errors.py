"""Refusals of reports, in the words of the holder."""

from trousse.core.errors import BusinessError, Forbidden, Missing
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import ReportContent


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


class ReportChanged(BusinessError):
    """Somebody saved this report since the form was opened (another tab, another device).

    ``current`` is what is stored now, with the version to send next; ``content`` is what it says, ``fields`` what
    differs from what was typed. Nothing was saved and nothing is lost.
    """

    def __init__(self, current: Report, content: ReportContent, fields: tuple[str, ...]) -> None:
        super().__init__(
            "Ce bilan a été enregistré entre-temps, dans un autre onglet ou sur un autre appareil. "
            "Rien n’est perdu : comparez ci-dessous, puis choisissez."
        )
        self.current = current
        self.content = content
        self.fields = fields


class TooManyReceipts(BusinessError):
    """``str`` says how many are kept already."""


class ReportMissing(Missing):
    """Never written, or not published."""

    def __init__(self) -> None:
        super().__init__("Ce bilan n’est pas publié.")
