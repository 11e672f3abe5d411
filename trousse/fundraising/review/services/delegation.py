"""The head hands their file to a deputy: at once within the school's own mail domain, else once a reviewer confirms.

The deputy's link replaces the head's (decision 17): one person answers. The head takes the file back by asking, from
the page of the old link, for a fresh one: it goes to the address of the directory, and the delegation ends.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_review_project
from trousse.fundraising.review import messages
from trousse.fundraising.review.enums import HeadState, LinkPurpose
from trousse.fundraising.review.errors import (
    AddressUnreadable,
    AlreadyAnswered,
    DelegateIsHolder,
    MayNotSendLink,
    NameMissing,
    NoDelegation,
    NotWaiting,
)
from trousse.fundraising.review.models import HeadFile
from trousse.fundraising.review.rules import same_domain
from trousse.fundraising.review.selectors import head_mailbox, link_open
from trousse.fundraising.review.services.links import link_send, project_lock
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import is_academic_email
from trousse.platform.audit.services import record


@transaction.atomic
def head_delegate(*, token: str, name: str, email: str) -> HeadFile:
    """Name a deputy, who receives the link in the head's place; holder and reviewer are told who.

    An address outside the academic domain of the school's mailbox receives nothing before ``delegation_confirm``:
    until then the head's own link keeps working. Raises the errors of ``link_open``, NameMissing, AddressUnreadable,
    DelegateIsHolder, AlreadyAnswered or NotWaiting.
    """
    project = project_lock(link_open(token, LinkPurpose.HEAD).project_id)
    link = link_open(token, LinkPurpose.HEAD)
    file = _waiting_file(project)
    who, address = " ".join(name.split())[:120], email.strip().lower()
    if not who:
        raise NameMissing("name")
    try:
        validate_email(address)
    except ValidationError:
        raise AddressUnreadable("email") from None
    if address == project.holder.email.lower():
        raise DelegateIsHolder
    trusted = same_domain(address, head_mailbox(project)) and is_academic_email(address)
    now = clock.now()
    file.delegate_name, file.delegate_email, file.delegated_at = who, address, now
    file.delegation_confirmed_at = now if trusted else None
    file.save(update_fields=["delegate_name", "delegate_email", "delegated_at", "delegation_confirmed_at"])
    actor = Actor.link("head", link.email)
    record(verb="head_file.delegate", subject=file, actor=actor, data={"confirmed": trusted})
    if trusted:
        link_send(project=project, purpose=LinkPurpose.HEAD, email=address)
    messages.tell_delegated(project, file)
    return file


@transaction.atomic
def delegation_confirm(*, project: Project, by: User) -> HeadFile:
    """A reviewer has checked the deputy's address with the school: the link leaves for it. Twice is once.

    Raises MayNotSendLink, NoDelegation, AlreadyAnswered or NotWaiting.
    """
    locked = project_lock(project.pk)
    if not can_review_project(by, locked):
        raise MayNotSendLink
    file = _waiting_file(locked)
    if not file.delegate_email:
        raise NoDelegation
    if file.delegation_confirmed_at:
        return file
    file.delegation_confirmed_at = clock.now()
    file.save(update_fields=["delegation_confirmed_at"])
    record(verb="head_file.confirm_delegate", subject=file, actor=Actor.of_user(by))
    link_send(project=locked, purpose=LinkPurpose.HEAD, email=file.delegate_email)
    return file


def _waiting_file(project: Project) -> HeadFile:
    file = HeadFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state != HeadState.WAITING:
        raise AlreadyAnswered
    if project.state != ProjectState.ACCEPTED:
        raise NotWaiting
    return file
