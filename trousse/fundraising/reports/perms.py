"""Who may do what with a report. Each docstring is the rule in plain words."""

from trousse.fundraising.projects.perms import can_see_project
from trousse.fundraising.reports.models import Report
from trousse.people.accounts.models import User


def can_publish_report(user: User, report: Report) -> bool:
    """The holder of the project, nobody else."""
    return user.pk == report.campaign.project.holder_id


def can_read_receipts(user: User, report: Report) -> bool:
    """The holder; once it is published, whoever follows the project as well: reviewer, coach, platform team."""
    is_own = user.pk == report.campaign.project.holder_id
    return is_own or (report.is_published and can_see_project(user, report.campaign.project))
