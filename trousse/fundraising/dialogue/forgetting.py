"""What is held on people is held for a time: see ``personal_data.py``. News, questions and answers stay, names go."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from trousse.core import clock
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue.models import Block, Follower, Letter, NewsReader, Question
from trousse.platform.parameters.selectors import integer

SOMEBODY = "Quelqu’un"
NOWHERE = "oublie@trousse.invalid"
"""An address that reaches nobody (RFC 2606)."""


def readers_forget() -> int:
    """Delete the notes of who was told, once nobody can be told again. Returns how many."""
    too_old = clock.now() - timedelta(days=integer("dialogue.keep_readers_days"))
    deleted, _by_model = NewsReader.objects.filter(news__told_at__lt=too_old).delete()
    return deleted


def unconfirmed_forget() -> int:
    """Delete addresses that somebody typed and nobody confirmed. Returns how many."""
    too_old = clock.now() - timedelta(days=integer("dialogue.unconfirmed_days"))
    deleted, _by_model = Follower.objects.filter(confirmed_at=None, left_at=None, asked_at__lt=too_old).delete()
    return deleted


@transaction.atomic
def people_forget() -> int:
    """Forget who followed, wrote to, or asked a class whose campaign ended long ago. Returns how many rows changed.

    A refusal is not forgotten as long as the class could still write to that address: to forget that a donor left
    would be to write to them again.
    """
    ended = clock.now() - timedelta(days=integer("dialogue.keep_days"))
    still_a_donor = Exists(
        Supporter.objects.filter(campaign=OuterRef("campaign"), email__iexact=OuterRef("email"), removed_at=None)
    )
    gone = 0
    for old in (
        Follower.objects.filter(campaign__closed_at__lt=ended).exclude(still_a_donor, left_at__isnull=False),
        Block.objects.filter(campaign__closed_at__lt=ended).exclude(still_a_donor),
        Letter.objects.filter(supporter__campaign__closed_at__lt=ended),
    ):
        deleted, _by_model = old.delete()
        gone += deleted
    questions = Question.objects.filter(campaign__closed_at__lt=ended).exclude(email=NOWHERE)
    return gone + questions.update(first_name=SOMEBODY, email=NOWHERE)
