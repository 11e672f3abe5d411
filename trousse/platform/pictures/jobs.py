"""The clock of pictures: reminders, the end of authorisations, and what is no longer needed."""

from trousse.core.jobs import job, periodic
from trousse.platform.pictures import calendar, deleting


@job(name="pictures.files_sweep")
def files_sweep(sha256s: list[str]) -> None:
    """Delete these files unless a picture still shows them."""
    deleting.files_sweep(sha256s)


@periodic("*/10 * * * *")
@job(name="pictures.expire")
def expire() -> None:
    """Every ten minutes: unpublish the pictures whose authorisation ended (nobody is shown them since midnight)."""
    calendar.pictures_expire()


@periodic("20 6 * * *")
@job(name="pictures.remind")
def remind() -> None:
    """Each morning: tell the authors whose authorisations end soon."""
    calendar.pictures_remind()


@periodic("40 3 * * *")
@job(name="pictures.forget")
def forget() -> None:
    """Each night: delete the pictures that may no longer be shown and that nobody renewed or contested."""
    calendar.pictures_forget(sweep=lambda sha256s: files_sweep.enqueue(sha256s=sha256s))
    deleting.orphans_sweep()
