"""From the submission to the reviewer's answer."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects import services as projects
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import is_above_ceiling
from trousse.fundraising.projects.selectors import project_limits, project_snapshot
from trousse.fundraising.projects.transitions import ProjectWorkflow
from trousse.fundraising.review import messages
from trousse.fundraising.review.criteria import Answer, Grid, grid_on, problems_of
from trousse.fundraising.review.enums import (
    HeadState,
    LinkPurpose,
    ManagerState,
    Outcome,
    RecipientSource,
    RefusalReason,
)
from trousse.fundraising.review.errors import (
    AddressUnreadable,
    CriteriaUnanswered,
    ExceptionNeeded,
    HeadAddressMissing,
    NothingToSay,
)
from trousse.fundraising.review.hooks import project_accepted
from trousse.fundraising.review.models import CriterionAnswer, Decision, HeadFile, ManagerFile, Remark, Submission
from trousse.fundraising.review.rules import REMARKABLE
from trousse.fundraising.review.selectors import head_mailbox
from trousse.fundraising.review.services.links import link_send
from trousse.people.accounts.models import User
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.services import slot_free, slot_take, wait_leave


@transaction.atomic
def project_submit(*, project: Project, user: User) -> Submission:
    """Hand the project to the reviewers of its académie, keep it as it is now, and confirm it to the holder.

    It takes its place in the phase of the rollout that is in force. Raises TransitionRefused (with what is missing),
    TransitionForbidden (not the holder, no academic address, not linked to the school), AcademieClosed or QuotaFull.
    """
    submitted = projects.project_submit(project=project, user=user)
    if not submitted.submissions.exists():  # a correction is not a new project, whatever phase has begun since
        slot_take(school=submitted.school, key=key_of(submitted.pk))
        wait_leave(key=key_of(submitted.pk))
    submission = Submission.objects.create(
        project=submitted,
        number=submitted.submissions.count() + 1,
        at=submitted.state_since,
        snapshot=project_snapshot(submitted),
    )
    messages.tell_submitted(submitted, submission)
    return submission


@transaction.atomic
def project_accept(
    *,
    project: Project,
    reviewer: User,
    answers: Mapping[str, Answer],
    head_recipient: str | None = None,
    grant_exception: bool = False,
    text: str = "",
) -> Decision:
    """Accept, and send their links to the head and to the manager, who work in parallel.

    ``answers`` says how the project answers each criterion of the grid in force, by code (``review.criteria``).
    ``head_recipient`` is None for the school's mailbox in the directory; any other address means that the reviewer
    has checked it. A minimum above the ceiling needs ``grant_exception``. A manager who had already completed the file
    is not asked twice. Raises CriteriaUnanswered, HeadAddressMissing, AddressUnreadable, ExceptionNeeded,
    TransitionRefused or TransitionForbidden.
    """
    now = clock.now()
    recipient, source = _head_recipient(project, head_recipient)
    accepted = ProjectWorkflow.perform(
        ProjectWorkflow.accept,
        project,
        actor=Actor.of_user(reviewer),
        reason=text.strip(),
        accepted_at=now,
        state_since=now,
    )
    limits = project_limits()
    exceptional = is_above_ceiling(accepted.minimum_goal, limits)
    if exceptional and not grant_exception:
        raise ExceptionNeeded(limits.minimum_goal_ceiling.format())
    grid = grid_on(clock.today())
    decision = _decide(accepted, reviewer, Outcome.ACCEPTED, text, exception_granted=exceptional, grid=grid)
    _answer(decision, grid, answers)
    _open_head_file(accepted, recipient, source)
    manager = accepted.manager_email if _open_manager_file(accepted) else ""
    messages.tell_accepted(accepted, decision, head_recipient=recipient, manager_recipient=manager)
    link_send(project=accepted, purpose=LinkPurpose.HEAD, email=recipient)
    if manager:
        link_send(project=accepted, purpose=LinkPurpose.MANAGER, email=manager)
    for call in project_accepted.values():
        call(accepted)
    return decision


@transaction.atomic
def project_send_back(*, project: Project, reviewer: User, remarks: Mapping[str, str], text: str = "") -> Decision:
    """Give it back to its holder with remarks on precise fields (see ``rules.REMARKABLE``), a general word, or both.

    Raises NothingToSay when there is neither, TransitionRefused or TransitionForbidden.
    """
    said = {field: remark.strip() for field, remark in remarks.items() if remark.strip()}
    unknown = said.keys() - REMARKABLE.keys()
    if unknown:
        raise ValueError(f"no such field to remark on: {sorted(unknown)}")
    if not said and not text.strip():
        raise NothingToSay
    summary = text.strip() or "Remarques : " + ", ".join(REMARKABLE[field].lower() for field in said)
    returned = ProjectWorkflow.perform(
        ProjectWorkflow.send_back,
        project,
        actor=Actor.of_user(reviewer),
        reason=summary,
        state_since=clock.now(),
    )
    decision = _decide(returned, reviewer, Outcome.SENT_BACK, text)
    Remark.objects.bulk_create(Remark(decision=decision, field=field, text=remark) for field, remark in said.items())
    messages.tell_sent_back(returned, decision, said)
    return decision


@transaction.atomic
def project_refuse(*, project: Project, reviewer: User, reason_code: RefusalReason, text: str) -> Decision:
    """Refuse for good, with a reason from the list and its explanation. Both are kept for the yearly report.

    Its place in the phase goes to the next.

    Raises NothingToSay without an explanation, TransitionRefused or TransitionForbidden.
    """
    if not text.strip():
        raise NothingToSay
    reason = RefusalReason(reason_code)
    refused = ProjectWorkflow.perform(
        ProjectWorkflow.refuse,
        project,
        actor=Actor.of_user(reviewer),
        reason=f"{reason.label}. {text.strip()}",
        state_since=clock.now(),
    )
    slot_free(key=key_of(refused.pk))
    decision = _decide(refused, reviewer, Outcome.REFUSED, text, reason_code=reason)
    messages.tell_refused(refused, decision)
    return decision


def _decide(
    project: Project,
    reviewer: User,
    outcome: Outcome,
    text: str,
    *,
    reason_code: str = "",
    exception_granted: bool = False,
    grid: Grid | None = None,
) -> Decision:
    return Decision.objects.create(
        submission=project.submissions.latest("number"),
        reviewer=reviewer,
        outcome=outcome,
        reason_code=reason_code,
        text=text.strip(),
        exception_granted=exception_granted,
        grid=grid.version if grid else "",
        criteria_asked=len(grid.criteria) if grid else 0,
    )


def _answer(decision: Decision, grid: Grid, answers: Mapping[str, Answer]) -> None:
    if problems := problems_of(grid, answers):
        raise CriteriaUnanswered(problems)
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            decision=decision,
            criterion=criterion.code,
            met=answers[criterion.code].met,
            note=answers[criterion.code].note.strip(),
        )
        for criterion in grid.criteria
    )


def _head_recipient(project: Project, confirmed: str | None) -> tuple[str, RecipientSource]:
    mailbox = head_mailbox(project)
    address = (confirmed or "").strip().lower() or mailbox
    if not address:
        raise HeadAddressMissing
    try:
        validate_email(address)
    except ValidationError:
        raise AddressUnreadable("head_recipient") from None
    return address, RecipientSource.DIRECTORY if address == mailbox else RecipientSource.CONFIRMED


def _open_head_file(project: Project, recipient: str, source: RecipientSource) -> None:
    HeadFile.objects.update_or_create(
        project=project,
        defaults={
            "state": HeadState.WAITING,
            "recipient": recipient,
            "recipient_source": source,
            "delegate_name": "",
            "delegate_email": "",
            "delegated_at": None,
            "delegation_confirmed_at": None,
            "sent_at": clock.now(),
            "answered_at": None,
            "attested_name": "",
            "attested_role": "",
            "acts": [],
            "document": None,
            "decline_reason": "",
        },
    )


def _open_manager_file(project: Project) -> bool:
    """Whether the manager still has something to do."""
    file = ManagerFile.objects.select_related("body").filter(project=project).first()
    if file and file.body and file.body.kind == project.body_kind:
        return False
    ManagerFile.objects.update_or_create(
        project=project,
        defaults={
            "state": ManagerState.WAITING,
            "recipient": project.manager_email,
            "body": None,
            "document": None,
            "sent_at": clock.now(),
            "completed_at": None,
        },
    )
    return True
