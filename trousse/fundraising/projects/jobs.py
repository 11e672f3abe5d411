"""The clock of drafts."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.projects import forgetting


@periodic("17 3 * * *")
@job(name="projects.forget")
def forget() -> None:
    """Each night: delete the drafts that may no longer be kept."""
    forgetting.drafts_forget()
