"""Letters between a donor and the class, through us: neither sees the address of the other."""

from django.db import transaction

from trousse.core import clock
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue import messages
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.models import Letter
from trousse.fundraising.dialogue.selectors import name_for_class
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.people.accounts.models import User


@transaction.atomic
def letter_from_donor(*, supporter: Supporter, text: str) -> Letter:
    """A donor writes to the class."""
    letter = Letter.objects.create(supporter=supporter, author=Author.DONOR, text=text.strip(), at=clock.now())
    messages.tell_letter_to_class(letter, name_for_class(supporter))
    return letter


@transaction.atomic
def letter_from_class(*, supporter: Supporter, by: User, text: str) -> Letter:
    """The class writes to a donor. Raises NotYourClass."""
    require_class(by, supporter.campaign)
    letter = Letter.objects.create(supporter=supporter, author=Author.CLASS, text=text.strip(), at=clock.now())
    messages.tell_letter_to_donor(letter)
    return letter


def letters_read(*, supporter: Supporter, by: Author) -> int:
    """``by`` has read what the other wrote. Returns how many letters were new."""
    other = Author.DONOR if by is Author.CLASS else Author.CLASS
    unread = Letter.objects.filter(supporter=supporter, author=other, read_at=None)
    return unread.update(read_at=clock.now())
