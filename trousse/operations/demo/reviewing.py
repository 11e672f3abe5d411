"""The review in the demonstration: a project that came back corrected, heads who confide their answer to a deputy."""

from datetime import datetime, timedelta

from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_review_project
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.projects.services import project_update
from trousse.fundraising.review.enums import HeadState, LinkPurpose
from trousse.fundraising.review.models import HeadFile
from trousse.fundraising.review.selectors import living_link, reviewers
from trousse.fundraising.review.services import delegation_confirm, head_delegate, project_submit
from trousse.people.accounts.models import User

MORE = " Les familles viennent voir le résultat un samedi matin."
DEPUTIES = (("Sonia Petit", "sonia.petit"), ("Karim Roux", "karim.roux"))


def deepen(now: datetime) -> None:
    """One project sent back is corrected and handed in again (one stays); two heads delegate, the first confirmed."""
    with clock.frozen(now - timedelta(hours=5)):
        returned = Project.objects.filter(state=ProjectState.TO_REVISE, state_since__lt=clock.now())
        for project in returned.select_related("holder", "school").order_by("pk")[1:2]:
            _corrects(project)
        files = HeadFile.objects.filter(state=HeadState.WAITING, sent_at__lt=clock.now(), delegate_email="")
        living = [
            file
            for file in files.select_related("project").order_by("pk")
            if (link := living_link(file.project, LinkPurpose.HEAD)) and link.expires_at > clock.now()
        ]
        for number, (file, (name, mailbox)) in enumerate(zip(living, DEPUTIES, strict=False)):
            link = living_link(file.project, LinkPurpose.HEAD)
            assert link is not None
            head_delegate(token=link.token, name=name, email=f"{mailbox}@adjoints.demo.trousse.example")
            if number == 0:
                delegation_confirm(project=file.project, by=_reviewer_of(file.project))


def _reviewer_of(project: Project) -> User:
    return next(user for user in reviewers() if can_review_project(user, project))


def _corrects(project: Project) -> None:
    project_update(
        project=project,
        user=project.holder,
        version=project.version,
        changes={"summary": (project.summary + MORE)[:280], "opens_on": clock.today() + timedelta(days=21)},
        budget=budget_of(project),
    )
    project_submit(project=Project.objects.get(pk=project.pk), user=project.holder)
