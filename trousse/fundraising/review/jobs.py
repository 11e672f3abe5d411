"""The clock of the review circuit."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.review.services import links_remind, reviewers_remind, reviewers_tell


@periodic("17 6 * * *")
@job(name="review.remind")
def remind() -> None:
    """Each morning: remind the heads and managers who have not answered."""
    links_remind()


@periodic("*/20 * * * *")
@job(name="review.tell_reviewers")
def tell_reviewers() -> None:
    """Every twenty minutes: one letter a reviewer of what has come into their queue."""
    reviewers_tell()


@periodic("23 6 * * *")
@job(name="review.remind_reviewers")
def remind_reviewers() -> None:
    """Each morning: recall once what has waited too long for an answer."""
    reviewers_remind()
