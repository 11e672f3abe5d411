"""Comments as moderation sees them."""

from django.urls import reverse

from trousse.core import formats
from trousse.core.actors import Actor
from trousse.giving.equalisation.errors import CommentMissing
from trousse.giving.equalisation.models import RuleComment
from trousse.giving.equalisation.selectors import comment_get
from trousse.giving.equalisation.services import comment_hide, comment_show
from trousse.platform.moderation.enums import Outcome
from trousse.platform.moderation.reportables import Reportable


def _comment(comment_id: str) -> RuleComment:
    """Raises CommentMissing."""
    if not comment_id.isdecimal():
        raise CommentMissing
    return comment_get(int(comment_id))


def _title(comment_id: str) -> str:
    comment = _comment(comment_id)
    return f"Avis {formats.of(comment.first_name)} sur les règles de solidarité, version {comment.version.number}"


def _url(comment_id: str) -> str:
    comment = _comment(comment_id)
    return f"{reverse('public:rule_version', args=[comment.version.number])}#avis-{comment.pk}"


def _hide(comment_id: str, actor: Actor, reason: str) -> None:
    comment_hide(comment_id=_comment(comment_id).pk, actor=actor, reason=reason)


def _show(comment_id: str, actor: Actor, reason: str) -> None:
    comment_show(comment_id=_comment(comment_id).pk, actor=actor, reason=reason)


COMMENT = Reportable(
    label="Avis sur les règles",
    title=_title,
    url=_url,
    hide=_hide,
    show=_show,
    author_emails=lambda comment_id: [_comment(comment_id).email],
    excerpt=lambda comment_id: _comment(comment_id).text,
    outcomes=(Outcome.NO_ACTION, Outcome.HIDE),
)
