"""What cannot be reported, decided or contested, and why."""

from trousse.core.errors import BusinessError, Gone, Invalid, Missing


class NotReportable(Missing):
    """There is no such thing to report."""

    def __init__(self) -> None:
        super().__init__("Ce que vous voulez signaler n’est plus en ligne.")


class ReportInvalid(Invalid):
    """The report lacks something."""


class CaseMissing(Missing):
    """No such case."""

    def __init__(self) -> None:
        super().__init__("Ce dossier n’existe pas.")


class OutcomeImpossible(BusinessError):
    """This kind of thing cannot be dealt with in this way."""


class AppealOver(Gone):
    """It was contested already, or too late, or by somebody it did not go against."""
