"""The clock of the review circuit."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.review.services import links_remind


@periodic("17 6 * * *")
@job(name="review.remind")
def remind() -> None:
    """Each morning: remind the heads and managers who have not answered."""
    links_remind()
