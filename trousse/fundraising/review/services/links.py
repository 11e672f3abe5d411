"""Links by e-mail, without account: sent, sent again, reminded, replaced."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_review_project
from trousse.fundraising.review import messages
from trousse.fundraising.review.enums import HeadState, LinkPurpose, ManagerState, RecipientSource
from trousse.fundraising.review.errors import (
    AddressUnreadable,
    AlreadyAnswered,
    HeadAddressNotYours,
    MayNotSendLink,
    NotWaiting,
)
from trousse.fundraising.review.models import AccessLink, HeadFile, ManagerFile
from trousse.fundraising.review.selectors import head_mailbox, link_read, links_to_remind
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.limits.services import hit
from trousse.platform.parameters.selectors import integer

RESENDS_PER_DAY = 5


def link_send(*, project: Project, purpose: LinkPurpose, email: str) -> AccessLink:
    """Replace the living link of this purpose by a new one, and send it. Called inside a transaction."""
    links_revoke(project=project, purpose=purpose)
    now = clock.now()
    link = AccessLink.objects.create(
        purpose=purpose,
        project=project,
        email=email,
        nonce=secrets.token_urlsafe(24),
        created_at=now,
        expires_at=now + timedelta(days=integer("review.link_days")),
    )
    messages.send_link(link)
    return link


def links_revoke(*, project: Project, purpose: LinkPurpose) -> int:
    """Nothing that was sent for this purpose opens any more. Returns how many were alive."""
    living = AccessLink.objects.filter(project=project, purpose=purpose, revoked_at=None)
    return living.update(revoked_at=clock.now())


@transaction.atomic
def link_resend(*, project: Project, purpose: LinkPurpose, by: User, email: str | None = None) -> AccessLink:
    """Send a fresh link, to the same address or to another one; the former link dies.

    The holder and the reviewer may; but only a reviewer gives the head another address, having checked it: that ends a
    delegation, which otherwise keeps the link. Raises MayNotSendLink, HeadAddressNotYours, AddressUnreadable,
    NotWaiting, AlreadyAnswered, or TooMany (5 sent a day).
    """
    hit(key=f"review.link:{project.pk}:{purpose}", limit=RESENDS_PER_DAY, window=timedelta(days=1))
    locked = project_lock(project.pk)
    reviews = can_review_project(by, locked)
    if not reviews and by.pk != locked.holder_id:
        raise MayNotSendLink
    if locked.state != ProjectState.ACCEPTED:
        raise NotWaiting
    asked = (email or "").strip().lower()
    if asked:
        _check_address(asked)
    if purpose is LinkPurpose.HEAD:
        address = _readdress_head(locked, asked, reviews=reviews)
    else:
        address = _readdress_manager(locked, asked)
    link = link_send(project=locked, purpose=purpose, email=address)
    record(
        verb="link.resend", subject=link, actor=Actor.of_user(by), data={"purpose": purpose, "readdressed": bool(asked)}
    )
    return link


@transaction.atomic
def link_renew(*, token: str, purpose: LinkPurpose) -> None:
    """Send a fresh link to the address on file, asked for from the page of a link that expired or was replaced.

    Whoever holds the old address chooses nothing and learns nothing: the new link goes to the mailbox, not to them.
    A deputy whose link expired receives another; the head, from the link that was replaced, takes the file back.
    Raises LinkInvalid, NotWaiting, AlreadyAnswered, or TooMany (shared with ``link_resend``).
    """
    former = link_read(token, purpose)
    hit(key=f"review.link:{former.project_id}:{purpose}", limit=RESENDS_PER_DAY, window=timedelta(days=1))
    locked = project_lock(former.project_id)
    if locked.state != ProjectState.ACCEPTED:
        raise NotWaiting
    if purpose is LinkPurpose.HEAD:
        address = _readdress_head(locked, "", reviews=False, asker=former.email)
    else:
        address = _readdress_manager(locked, "")
    link = link_send(project=locked, purpose=purpose, email=address)
    record(verb="link.renew", subject=link, actor=Actor.link(purpose, purpose.label), data={"purpose": purpose})


@transaction.atomic
def links_remind() -> int:
    """Remind, with the same link, whoever has not answered for a while (parameter ``review.reminder_days``).

    A link that expired is not revived: holder and reviewer see who holds the file, and send another. Returns how many.
    """
    due = list(links_to_remind(clock.now()).select_for_update(of=("self",), skip_locked=True))
    for link in due:
        messages.remind(link)
    AccessLink.objects.filter(pk__in=[link.pk for link in due]).update(reminded_at=clock.now())
    return len(due)


def project_lock(pk: int) -> Project:
    """The project locked and read again, with its school: head and manager answer one after the other."""
    return (
        Project.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school__departement__academie", "holder", "theme")
        .get(pk=pk)
    )


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise AddressUnreadable("email") from None


def _readdress_head(project: Project, asked: str, *, reviews: bool, asker: str = "") -> str:
    file = HeadFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state != HeadState.WAITING:
        raise AlreadyAnswered
    if file.is_delegated and not asked and asker in {"", file.delegate_email}:
        return file.delegate_email
    if file.is_delegated or asked:
        file.delegate_name = file.delegate_email = ""
        file.delegated_at = file.delegation_confirmed_at = None
    if asked and asked != file.recipient:
        mailbox = head_mailbox(project)
        if not reviews and asked != mailbox:
            raise HeadAddressNotYours
        file.recipient = asked
        file.recipient_source = RecipientSource.DIRECTORY if asked == mailbox else RecipientSource.CONFIRMED
    file.sent_at = clock.now()
    file.save()
    return file.recipient


def _readdress_manager(project: Project, asked: str) -> str:
    file = ManagerFile.objects.select_for_update(of=("self",)).get(project=project)
    if file.state != ManagerState.WAITING:
        raise AlreadyAnswered
    file.recipient = asked or file.recipient
    file.sent_at = clock.now()
    file.save(update_fields=["recipient", "sent_at"])
    return file.recipient
