"""The thread of a project, the notes that coaches keep to themselves, and their ready-made messages."""

from datetime import timedelta

from django.db import transaction

from trousse.core import clock
from trousse.fundraising.coaching import messages, words
from trousse.fundraising.coaching.enums import Writer
from trousse.fundraising.coaching.errors import MayNotCoach, MayNotTalk, NothingWritten
from trousse.fundraising.coaching.models import CoachAssignment, CoachMessage, CoachNote, MessageTemplate
from trousse.fundraising.coaching.perms import can_coach_project, can_talk
from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit

MESSAGES_PER_HOUR = 30


@transaction.atomic
def message_write(*, assignment: CoachAssignment, by: User, text: str) -> CoachMessage:
    """Write to the other side, who is told. Answering says that one has read.

    From the holder, the project waits for an answer; from a coach, it no longer does. Raises MayNotTalk,
    NothingWritten or TooMany.
    """
    hit(key=f"coaching.message:{by.pk}", limit=MESSAGES_PER_HOUR, window=timedelta(hours=1))
    locked = _lock(assignment)
    if not can_talk(by, locked):
        raise MayNotTalk
    writer, now = _side(by, locked), clock.now()
    message = CoachMessage.objects.create(assignment=locked, writer=writer, writer_user=by, text=_said(text), at=now)
    _read(locked, writer)
    if writer is Writer.COACH:
        locked.awaits_since, locked.last_contact_at = None, now
    else:
        locked.awaits_since = locked.awaits_since or now
    locked.save(update_fields=["awaits_since", "last_contact_at"])
    messages.tell_message(message)
    return message


@transaction.atomic
def messages_read(*, assignment: CoachAssignment, by: User) -> int:
    """``by`` has read what the other side wrote. Returns how many messages were new. Raises MayNotTalk."""
    if not can_talk(by, assignment):
        raise MayNotTalk
    return _read(assignment, _side(by, assignment))


@transaction.atomic
def reply_is_not_needed(*, assignment: CoachAssignment, by: User) -> None:
    """A « merci ! » needs no answer: the project leaves « attend ma réponse ». Raises MayNotCoach."""
    locked = _lock(assignment)
    if not can_coach_project(by, locked):
        raise MayNotCoach
    _read(locked, Writer.COACH)
    locked.awaits_since = None
    locked.save(update_fields=["awaits_since"])


def note_write(*, assignment: CoachAssignment, by: User, text: str) -> CoachNote:
    """For other coaches: nobody is told. Raises MayNotCoach or NothingWritten."""
    if not can_coach_project(by, assignment):
        raise MayNotCoach
    return CoachNote.objects.create(assignment=assignment, author=by, text=_said(text), at=clock.now())


def template_write(*, coach: User, key: str, text: str) -> MessageTemplate:
    """Keep one's own wording of a ready-made message. Raises NothingWritten, or KeyError for an unknown ``key``."""
    if key not in {each.key for each in words.TEMPLATES}:
        raise KeyError(key)
    kept, _ = MessageTemplate.objects.update_or_create(coach=coach, key=key, defaults={"text": _said(text)})
    return kept


def template_reset(*, coach: User, key: str) -> None:
    """Back to the shipped wording."""
    MessageTemplate.objects.filter(coach=coach, key=key).delete()


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise NothingWritten
    return said


def _side(user: User, assignment: CoachAssignment) -> Writer:
    return Writer.HOLDER if user.pk == assignment.project.holder_id else Writer.COACH


def _read(assignment: CoachAssignment, reader: Writer) -> int:
    other = Writer.COACH if reader is Writer.HOLDER else Writer.HOLDER
    return CoachMessage.objects.filter(assignment=assignment, writer=other, read_at=None).update(read_at=clock.now())


def _lock(assignment: CoachAssignment) -> CoachAssignment:
    return (
        CoachAssignment.objects.select_for_update(of=("self",))
        .select_related("coach", "project__holder", "project__school__departement")
        .get(pk=assignment.pk)
    )
