"""Reading the review circuit: the queue, the links, who holds what and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from trousse.core import clock, links
from trousse.core.links import LinkExpired, LinkInvalid
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.selectors import project_get, project_snapshot, projects_visible_to
from trousse.fundraising.projects.transitions import ProjectWorkflow
from trousse.fundraising.review.changes import FieldChange, changes_between
from trousse.fundraising.review.enums import Authority, HeadState, LinkPurpose, ManagerState, Outcome, Waiting
from trousse.fundraising.review.errors import LinkRevoked
from trousse.fundraising.review.models import AccessLink, Decision, HeadFile, ManagerFile, Submission
from trousse.fundraising.review.rules import Holding, holding_of_files, required_authorities
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import RoleGrant, User
from trousse.people.schools.enums import Degree
from trousse.platform.parameters.selectors import integer

PICTURES = "pictures"
"""The purpose of the keys that show pictures."""
WITH_ITS_FILES = ("holder", "theme", "school__departement__academie", "head_file", "manager_file")


@dataclass(frozen=True)
class HistoryItem:
    """One step in the life of a project: who did what, when, and the words that went with it."""

    at: datetime
    label: str
    who: str
    text: str = ""


def queue_of(user: User) -> QuerySet[Project]:
    """What waits for this reviewer, longest wait first; their own projects are for somebody else."""
    visible = projects_visible_to(user).exclude(holder=user)
    return visible.filter(state=ProjectState.SUBMITTED).select_related(*WITH_ITS_FILES).order_by("state_since", "pk")


def files_in_progress(user: User) -> QuerySet[Project]:
    """Accepted projects of this reviewer's schools whose head or manager has not answered, longest wait first."""
    incomplete = Q(head_file__state=HeadState.WAITING) | Q(manager_file__state=ManagerState.WAITING)
    visible = projects_visible_to(user).exclude(holder=user).filter(incomplete, state=ProjectState.ACCEPTED)
    return visible.select_related(*WITH_ITS_FILES).order_by("state_since", "pk")


def has_been_read() -> Q:
    """Projects that a reviewer answered at least once: what waits has come back corrected."""
    return Q(Exists(Decision.objects.filter(submission__project=OuterRef("pk"))))


def late_since(now: datetime) -> datetime:
    """What has waited since before this moment is late (parameter ``review.late_days``, in whole days)."""
    return now - timedelta(days=integer("review.late_days") + 1)


def reviewers() -> QuerySet[User]:
    """Everybody who reviews somewhere now."""
    grants = RoleGrant.objects.active().filter(role=Role.REVIEWER, user__is_active=True)
    return User.objects.filter(pk__in=grants.values("user")).order_by("pk")


def project_for_review(user: User, pk: int) -> Project:
    """A project that this person may see, with its files. Raises ProjectMissing."""
    project = project_get(user, pk)
    return Project.objects.select_related(*WITH_ITS_FILES).get(pk=project.pk)


def head_file_of(project: Project) -> HeadFile | None:
    """None until the project is accepted for the first time."""
    return getattr(project, "head_file", None)


def manager_file_of(project: Project) -> ManagerFile | None:
    """None until the project is accepted for the first time."""
    return getattr(project, "manager_file", None)


def head_mailbox(project: Project) -> str:
    """The mailbox of the school in the official directory, or nothing."""
    return project.school.mail.strip().lower()


def required_acts(project: Project) -> tuple[Authority, ...]:
    """Which acts the head of this school attests."""
    return required_authorities(is_first_degree=project.school.degree == Degree.FIRST)


def files_complete(project: Project) -> bool:
    """Accepted, attested by the head, completed by the manager: the campaign can be scheduled."""
    head, manager = head_file_of(project), manager_file_of(project)
    return (
        project.state == ProjectState.ACCEPTED
        and head is not None
        and head.state == HeadState.ATTESTED
        and manager is not None
        and manager.state == ManagerState.COMPLETED
    )


def who_holds(project: Project) -> Holding:
    """In whose hands the project is, and since when. Costs no query on the projects of ``queue_of`` and its kin."""
    match project.state:
        case ProjectState.DRAFT | ProjectState.TO_REVISE:
            return Holding(Waiting.HOLDER, project.state_since)
        case ProjectState.SUBMITTED:
            return Holding(Waiting.REVIEWER, project.state_since)
        case ProjectState.ACCEPTED:
            return _holding_of_files(project)
    return Holding(Waiting.NOBODY, None)


def _holding_of_files(project: Project) -> Holding:
    head, manager = head_file_of(project), manager_file_of(project)
    answers = [moment for moment in (head and head.answered_at, manager and manager.completed_at) if moment]
    return holding_of_files(
        project.accepted_at if head is None or head.state != HeadState.ATTESTED else None,
        project.accepted_at if manager is None or manager.state != ManagerState.COMPLETED else None,
        done_at=max(answers, default=project.accepted_at),
    )


def link_open(token: str, purpose: LinkPurpose) -> AccessLink:
    """The right that an address carries, with its project. Reads only: a page may open it on a GET.

    Raises LinkInvalid (not ours, or for another purpose), LinkRevoked or LinkExpired. A used link still opens, to show
    what was answered.
    """
    link = link_read(token, purpose)
    if link.revoked_at:
        raise LinkRevoked
    if link.expires_at <= clock.now() and not link.used_at:
        raise LinkExpired
    return link


def link_read(token: str, purpose: LinkPurpose) -> AccessLink:
    """The link behind an address, living or not: it opens nothing, but says what it was for. Raises LinkInvalid."""
    pk, _, nonce = links.read(purpose, token).partition(":")
    link = (
        AccessLink.objects.select_related(*(f"project__{name}" for name in WITH_ITS_FILES))
        .filter(pk=int(pk), purpose=purpose, nonce=nonce)
        .first()
    )
    if link is None:
        raise LinkInvalid
    return link


def living_link(project: Project, purpose: LinkPurpose) -> AccessLink | None:
    """The link that was last sent, unless it was revoked."""
    return AccessLink.objects.filter(project=project, purpose=purpose, revoked_at=None).first()


def pictures_key(token: str, purpose: LinkPurpose) -> str:
    """What the page of a link sends with the address of each picture: it shows them, and opens nothing else."""
    return links.make(PICTURES, links.read(purpose, token))


def pictures_key_opens(key: str, project_id: str) -> bool:
    """Whether the link behind this key still opens, and is about this project."""
    try:
        pk, _, nonce = links.read(PICTURES, key).partition(":")
    except LinkInvalid:
        return False
    holds = Q(expires_at__gt=clock.now()) | Q(used_at__isnull=False)
    found = AccessLink.objects.filter(holds, pk=int(pk), nonce=nonce, revoked_at=None, project=int(project_id))
    return found.exists()


def links_to_remind(now: datetime) -> QuerySet[AccessLink]:
    """Living links without an answer, sent or reminded longer ago than the parameter says."""
    patience = timedelta(days=integer("review.reminder_days"))
    return (
        AccessLink.objects.filter(revoked_at=None, used_at=None, expires_at__gt=now)
        .alias(last_word=Coalesce(F("reminded_at"), F("created_at")))
        .filter(last_word__lte=now - patience)
        .select_related("project__school", "project__holder")
        .order_by("pk")
    )


@dataclass(frozen=True)
class Resubmission:
    """The latest submission beside the one before it."""

    before: Submission
    now: Submission
    changes: tuple[FieldChange, ...]


def resubmission_of(project: Project) -> Resubmission | None:
    """What the holder changed since the submission before; None when there was only one. Two statements."""
    latest = list(project.submissions.order_by("-number")[:2])
    if len(latest) < 2:
        return None
    now, before = latest
    themes = dict(Theme.objects.values_list("slug", "label"))
    return Resubmission(before, now, changes_between(before.snapshot, now.snapshot, themes))


def decisions_of(project: Project) -> QuerySet[Decision]:
    """Every answer to this project with its remarks, newest first."""
    decisions = Decision.objects.filter(submission__project=project).select_related("submission", "reviewer")
    return decisions.prefetch_related("remarks").order_by("-at", "-pk")


def remarks_of(project: Project) -> dict[str, str]:
    """The remarks of the latest decision, by field, while the holder works on them; empty otherwise."""
    if project.state != ProjectState.TO_REVISE:
        return {}
    latest = decisions_of(project).filter(outcome=Outcome.SENT_BACK).first()
    return {remark.field: remark.text for remark in latest.remarks.all()} if latest else {}


def open_remarks(project: Project) -> dict[str, str]:
    """Those of ``remarks_of`` whose field still holds what was submitted.

    A field of which no submission keeps anything (an address, the pictures) stays open until it is handed in again.
    """
    remarks = remarks_of(project)
    latest = project.submissions.order_by("-number").first() if remarks else None
    if latest is None:
        return remarks
    answered = {change.field for change in changes_between(latest.snapshot, project_snapshot(project), {})}
    return {field: text for field, text in remarks.items() if field not in answered}


def word_to_holder(project: Project) -> str:
    """The general word of the latest decision, if there is one."""
    latest = decisions_of(project).first()
    return latest.text if latest else ""


def history_of(project: Project) -> list[HistoryItem]:
    """What happened to this project, oldest first, from its creation on."""
    items = [HistoryItem(project.created_at, "Création", str(project.holder))]
    labels = {transition.name: transition.label for transition in ProjectWorkflow.transitions()}
    items += [
        HistoryItem(step.at, labels.get(step.transition, step.transition), step.actor_label, step.reason)
        for step in project.log.all()
    ]
    head, manager = head_file_of(project), manager_file_of(project)
    if head and head.answered_at and head.state == HeadState.ATTESTED:
        who = f"{head.attested_name}, {head.attested_role}"
        items.append(HistoryItem(head.answered_at, "Validations attestées par la direction", who))
    if manager and manager.completed_at and manager.body:
        who = manager.body.manager_name or "Gestionnaire"
        items.append(HistoryItem(manager.completed_at, "Structure réceptrice complétée", who))
    return sorted(items, key=lambda item: item.at)
