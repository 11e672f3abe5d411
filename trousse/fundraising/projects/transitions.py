"""The review circuit as a table. Who fills the two files once accepted is the business of ``review``."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.fundraising.projects import perms
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import readiness


def is_ready(project: Project) -> str | None:
    """Nothing essential is missing."""
    missing = readiness(project).missing
    if not missing:
        return None
    first = missing[0].advice
    if len(missing) == 1:
        return f"Il reste une chose à compléter. {first}"
    return f"Il reste {len(missing)} choses à compléter, à commencer par celle-ci. {first}"


class ProjectWorkflow(Workflow[Project]):
    """From the holder's table to the reviewer's decision, as often as it takes."""

    model = "projects.Project"
    log = "projects.ProjectLog"
    states = ProjectState

    submit = Transition(
        {ProjectState.DRAFT, ProjectState.TO_REVISE},
        ProjectState.SUBMITTED,
        allowed=perms.can_submit_project,
        guard=is_ready,
        label="Soumission",
    )
    accept = Transition(
        {ProjectState.SUBMITTED}, ProjectState.ACCEPTED, allowed=perms.can_review_project, label="Acceptation"
    )
    send_back = Transition(
        {ProjectState.SUBMITTED},
        ProjectState.TO_REVISE,
        allowed=perms.can_review_project,
        reason=Reason.REQUIRED,
        label="Renvoi avec des remarques",
    )
    refuse = Transition(
        {ProjectState.SUBMITTED},
        ProjectState.REFUSED,
        allowed=perms.can_review_project,
        reason=Reason.REQUIRED,
        label="Refus",
    )
    take_back = Transition(
        {ProjectState.ACCEPTED},
        ProjectState.SUBMITTED,
        system=True,
        reason=Reason.REQUIRED,
        label="Retour à l’instruction : la direction n’atteste pas",
    )
