"""What people say of a published draft: written by anybody, read once the address is confirmed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.giving.equalisation import messages
from trousse.giving.equalisation.errors import CommentMissing, CommentsClosed
from trousse.giving.equalisation.models import RuleComment, RuleVersion
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

SOMEBODY = "Quelqu’un"
NOWHERE = "oublie-{pk}@trousse.invalid"
"""An address that reaches nobody (RFC 2606), another for each comment."""


@transaction.atomic
def comment_write(
    *, version: RuleVersion, first_name: str, text: str, email: str = "", user: User | None = None
) -> RuleComment:
    """Say something of a draft. Whoever is signed in is read at once; others confirm their address first.

    The same words from the same address are said once; a letter that got lost is sent again. Raises CommentsClosed.
    """
    locked = RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if not locked.takes_comments(clock.today()):
        raise CommentsClosed
    comment, _is_new = RuleComment.objects.get_or_create(
        version=locked,
        email=(user.email if user else email).strip().lower(),
        text=text.strip(),
        defaults={"first_name": first_name.strip(), "content_sha256": locked.content_sha256},
    )
    if user is not None:
        _confirm(comment)
    elif comment.confirmed_at is None:
        messages.ask_confirmation(comment)
    return comment


@transaction.atomic
def comment_confirm(*, comment_id: int) -> RuleComment:
    """The address is theirs: everybody reads it from now on. Twice is once.

    What was written in time may be confirmed until the vote is over. Raises CommentMissing, CommentsClosed.
    """
    comment = (
        RuleComment.objects.select_for_update(of=("self",)).filter(pk=comment_id).select_related("version").first()
    )
    if comment is None:
        raise CommentMissing
    if comment.confirmed_at is None:
        if not comment.version.is_published:
            raise CommentsClosed
        _confirm(comment)
    return comment


@transaction.atomic
def comment_hide(*, comment_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the page. Twice is once."""
    one = _one(comment_id)
    one.filter(hidden_at=None).update(hidden_at=clock.now())
    record(verb="rulecomment.hide", subject=one.get(), actor=actor, reason=reason)


@transaction.atomic
def comment_show(*, comment_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    one = _one(comment_id)
    one.update(hidden_at=None)
    record(verb="rulecomment.show", subject=one.get(), actor=actor, reason=reason)


def unconfirmed_forget() -> int:
    """Delete what nobody confirmed. Returns how many."""
    too_old = clock.now() - timedelta(days=integer("equalisation.unconfirmed_days"))
    deleted, _by_model = RuleComment.objects.filter(confirmed_at=None, written_at__lt=too_old).delete()
    return deleted


@transaction.atomic
def people_forget() -> int:
    """Old comments stay, without the name and the address of who wrote them. Returns how many."""
    too_old = clock.now() - timedelta(days=integer("equalisation.keep_days"))
    old = RuleComment.objects.filter(confirmed_at__lt=too_old).exclude(email__endswith="@trousse.invalid")
    rows = list(old.select_for_update().only("pk"))
    for comment in rows:
        comment.first_name, comment.email = SOMEBODY, NOWHERE.format(pk=comment.pk)
    RuleComment.objects.bulk_update(rows, ["first_name", "email"])
    return len(rows)


def _confirm(comment: RuleComment) -> None:
    if comment.confirmed_at is None:
        comment.confirmed_at = clock.now()
        comment.save(update_fields=["confirmed_at"])


def _one(comment_id: int) -> QuerySet[RuleComment]:
    return RuleComment.objects.filter(pk=comment_id)
