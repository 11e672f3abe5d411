"""The clock of reports."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.reports import forgetting, telling


@periodic("*/10 * * * *")
@job(name="reports.tell", queue="mail")
def tell_reports() -> None:
    """After each publication, and every ten minutes for what a dead worker left: tell the donors."""
    telling.reports_tell()


@periodic("23 6 * * *")
@job(name="reports.remind", queue="mail")
def remind_holders() -> None:
    """Each morning: remind the holders whose report is expected."""
    telling.holders_remind()


@periodic("11 3 * * *")
@job(name="reports.forget")
def forget() -> None:
    """Each night: delete the receipts that may no longer be kept."""
    forgetting.receipts_forget()
