"""The two files that are filled in parallel, each by the bearer of a signed link: the head's and the manager's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.transitions import ProjectWorkflow
from trousse.fundraising.review import messages
from trousse.fundraising.review.enums import HeadState, LinkPurpose, ManagerState
from trousse.fundraising.review.errors import (
    ActsIncomplete,
    AlreadyAnswered,
    DocumentNeeded,
    NameMissing,
    NotWaiting,
    ReasonMissing,
)
from trousse.fundraising.review.hooks import files_completed
from trousse.fundraising.review.models import AccessLink, HeadFile, ManagerFile
from trousse.fundraising.review.rules import Act, problems_of_acts
from trousse.fundraising.review.selectors import files_complete, link_open, required_acts
from trousse.fundraising.review.services.links import links_revoke, project_lock
from trousse.people.bodies.enums import BodyKind
from trousse.people.bodies.services import body_declare
from trousse.platform.audit.services import record
from trousse.platform.documents.models import Document
from trousse.platform.documents.services import document_store
from trousse.platform.parameters.selectors import value


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class BodyDetails:
    """What the manager types; ``legal_name`` as on the avis Sirene, ``kind`` empty to keep the holder's choice."""

    manager_name: str
    siren: str
    legal_name: str
    iban: str
    holder_name: str
    issues_receipts: bool
    address: str
    postcode: str
    town: str
    kind: str = ""
    bic: str = ""


@transaction.atomic
def head_attest(*, token: str, name: str, role: str, acts: Sequence[Act], document: Upload | None = None) -> HeadFile:
    """Record that the acts of the institution exist: who says so, in what role, which acts, of which day.

    Sent twice, it is recorded once. Raises the errors of ``link_open``, NameMissing, ActsIncomplete, DocumentNeeded
    (parameter), DocumentRefused, AlreadyAnswered (declined before) or NotWaiting.
    """
    link, project = _open(token, LinkPurpose.HEAD)
    file = HeadFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state == HeadState.ATTESTED:
        return file
    _must_wait(project, is_waiting=file.state == HeadState.WAITING)
    who, post = _identity(name, role)
    problems = problems_of_acts(acts, required_acts(project), clock.today())
    if problems:
        raise ActsIncomplete({problem.authority: problem.advice for problem in problems})
    if document is None and value("review.act_document_required"):
        raise DocumentNeeded
    actor = Actor.link("head", who)
    file.state = HeadState.ATTESTED
    file.answered_at = clock.now()
    file.attested_name, file.attested_role = who, post
    file.acts = [
        {"authority": act.authority.value, "on": act.on.isoformat(), "reference": act.reference.strip()} for act in acts
    ]
    file.document = _store("review.act", document, actor)
    file.save()
    _use(link)
    record(verb="head_file.attest", subject=file, actor=actor, data={"acts": file.acts, "role": post})
    _complete_if_both(project, actor)
    return file


@transaction.atomic
def head_decline(*, token: str, name: str, role: str, reason: str) -> HeadFile:
    """The head does not attest, and says why: the project is in the reviewers' queue again, and people are told.

    The manager's link stops working until the project is accepted again. Raises like ``head_attest``, or
    ReasonMissing.
    """
    link, project = _open(token, LinkPurpose.HEAD)
    file = HeadFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state == HeadState.DECLINED:
        return file
    _must_wait(project, is_waiting=file.state == HeadState.WAITING)
    who, post = _identity(name, role)
    if not reason.strip():
        raise ReasonMissing
    actor = Actor.link("head", who)
    now = clock.now()
    file.state = HeadState.DECLINED
    file.answered_at = now
    file.attested_name, file.attested_role = who, post
    file.decline_reason = reason.strip()
    file.save()
    _use(link)
    links_revoke(project=project, purpose=LinkPurpose.MANAGER)
    returned = ProjectWorkflow.perform(
        ProjectWorkflow.take_back,
        project,
        actor=actor,
        reason=file.decline_reason,
        accepted_at=None,
        state_since=now,
    )
    messages.tell_declined(returned, file)
    return file


@transaction.atomic
def manager_complete(*, token: str, details: BodyDetails, document: Upload | None = None) -> ManagerFile:
    """Record the receiving body and propose its account, which a second person must approve before any pay-out.

    The approval does not hold back the opening of the campaign. Sent twice, it is recorded once. Raises the errors of
    ``link_open`` and of ``bodies.services.body_declare`` (SIREN, IBAN, kind), NameMissing, DocumentRefused, NotWaiting.
    """
    link, project = _open(token, LinkPurpose.MANAGER)
    file = ManagerFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state == ManagerState.COMPLETED:
        return file
    _must_wait(project, is_waiting=True)
    who, _ = _identity(details.manager_name, "gestionnaire")
    # By its mailbox: the second person who approves the account must not be the one who reads it.
    actor = Actor.link("manager", link.email)
    file.body = body_declare(
        school=project.school,
        kind=BodyKind(details.kind or project.body_kind),
        siren=details.siren,
        legal_name=details.legal_name,
        iban=details.iban,
        bic=details.bic,
        holder_name=details.holder_name,
        issues_receipts=details.issues_receipts,
        address=details.address,
        postcode=details.postcode,
        town=details.town,
        manager_name=who,
        manager_email=file.recipient,
        actor=actor,
    )
    file.document = _store("review.bank_details", document, actor)
    file.state = ManagerState.COMPLETED
    file.completed_at = clock.now()
    file.save()
    _use(link)
    record(verb="manager_file.complete", subject=file, actor=actor, data={"body": file.body.pk})
    _complete_if_both(project, actor)
    return file


def _open(token: str, purpose: LinkPurpose) -> tuple[AccessLink, Project]:
    """Lock the project first: whoever answers second sees that the other has."""
    link = link_open(token, purpose)
    project = project_lock(link.project_id)
    return link_open(token, purpose), project


def _must_wait(project: Project, *, is_waiting: bool) -> None:
    if not is_waiting:
        raise AlreadyAnswered
    if project.state != ProjectState.ACCEPTED:
        raise NotWaiting


def _identity(name: str, role: str) -> tuple[str, str]:
    who, post = " ".join(name.split())[:120], " ".join(role.split())[:120]
    if not who:
        raise NameMissing("name")
    if not post:
        raise NameMissing("role")
    return who, post


def _store(kind: str, upload: Upload | None, actor: Actor) -> Document | None:
    if upload is None:
        return None
    return document_store(kind=kind, name=upload.name, content=upload.content, actor=actor)


def _use(link: AccessLink) -> None:
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])


def _complete_if_both(project: Project, actor: Actor) -> None:
    fresh = project_lock(project.pk)
    if files_complete(fresh):
        for call in files_completed.values():
            call(fresh, actor)
