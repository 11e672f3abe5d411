"""Letters between a donor and the class, through us: neither sees the address of the other."""

from uuid import UUID

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue import messages
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.errors import ThreadClosed
from trousse.fundraising.dialogue.models import Block, Letter
from trousse.fundraising.dialogue.selectors import blocks_of, letters_of, name_for_class
from trousse.fundraising.dialogue.services import hiding
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.people.accounts.models import User


@transaction.atomic
def letter_from_donor(*, supporter: Supporter, text: str) -> Letter:
    """A donor writes to the class. Raises ThreadClosed."""
    letter = _written(supporter, Author.DONOR, text)
    messages.tell_letter_to_class(letter, name_for_class(supporter))
    return letter


@transaction.atomic
def letter_from_class(*, supporter: Supporter, by: User, text: str) -> Letter:
    """The class writes to a donor. Raises NotYourClass, ThreadClosed."""
    require_class(by, supporter.campaign)
    letter = _written(supporter, Author.CLASS, text)
    messages.tell_letter_to_donor(letter)
    return letter


def letters_read(*, supporter: Supporter, by: Author) -> int:
    """``by`` has read what the other wrote. Returns how many letters were new."""
    other = Author.DONOR if by is Author.CLASS else Author.CLASS
    return letters_of(supporter).filter(author=other, read_at=None).update(read_at=clock.now())


def thread_close(*, supporter: Supporter, by: Author) -> None:
    """``by`` wants no more letters from the other, who is not told. Twice is once."""
    Block.objects.get_or_create(campaign=supporter.campaign, email=supporter.email, by=by)


def thread_reopen(*, supporter: Supporter, by: Author) -> None:
    """``by`` wants letters again; what the other closed stays closed."""
    Block.objects.filter(campaign=supporter.campaign, email=supporter.email, by=by).delete()


def letter_hide(*, key: UUID, actor: Actor, reason: str) -> None:
    """Moderators take it out of the thread."""
    hiding.hide(Letter.objects.filter(key=key), kind="letter", actor=actor, reason=reason)


def letter_show(*, key: UUID, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    hiding.show(Letter.objects.filter(key=key), kind="letter", actor=actor, reason=reason)


def _written(supporter: Supporter, author: Author, text: str) -> Letter:
    if blocks_of(supporter):
        raise ThreadClosed
    return Letter.objects.create(supporter=supporter, author=author, text=text.strip(), at=clock.now())
