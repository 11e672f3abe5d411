"""From what happened to the letters that tell it; each goes to the outbox in the caller's transaction."""

from django.urls import reverse

from trousse.giving.equalisation import links
from trousse.giving.equalisation.models import RuleComment, RuleVersion
from trousse.giving.equalisation.notifications import CommentConfirm, RulesDecided, RulesPublished, RulesToVote
from trousse.giving.equalisation.selectors import comments_of, members
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify, notify_many


def tell_published(version: RuleVersion) -> None:
    """To the committee: open for comments."""
    if version.comments_until is None or version.votes_until is None:
        raise ValueError(f"{version} is not published")
    letter = RulesPublished(
        version=version.number,
        title=version.title,
        comments_until=version.comments_until,
        votes_until=version.votes_until,
        url=_committee_url(version),
        version_id=version.pk,
    )
    _to_committee(letter)


def tell_vote(version: RuleVersion) -> None:
    """To the committee: it votes."""
    if version.votes_until is None:
        raise ValueError(f"{version} is not published")
    letter = RulesToVote(
        version=version.number,
        title=version.title,
        comments=comments_of(version).count(),
        votes_until=version.votes_until,
        url=_committee_url(version),
        version_id=version.pk,
    )
    _to_committee(letter)


def tell_outcome(version: RuleVersion, *, why: str = "") -> None:
    """To the committee and to everybody who commented, once each. Nobody is told of a draft that nobody saw."""
    if version.published_at is None:
        return
    letter = RulesDecided(
        version=version.number,
        title=version.title,
        outcome=version.state,
        in_favour=version.votes_for or 0,
        against=version.votes_against or 0,
        abstained=version.votes_abstain or 0,
        in_force_from=version.in_force_from,
        why=why,
        url=reverse("public:rule_version", args=[version.number]),
    )
    heard = version.comments.filter(confirmed_at__isnull=False).values_list("email", flat=True)
    notify_many((letter, email) for email in sorted({*heard, *_committee()}))


def ask_confirmation(comment: RuleComment) -> None:
    """To who commented: is this your address?"""
    letter = CommentConfirm(
        first_name=comment.first_name,
        version=comment.version.number,
        title=comment.version.title,
        text=comment.text,
        url=links.confirm_url(comment.pk),
    )
    notify(letter, to=comment.email)


def _to_committee(letter: Notification) -> None:
    notify_many((letter, email) for email in _committee())


def _committee() -> list[str]:
    return sorted({member.email for member in members()})


def _committee_url(version: RuleVersion) -> str:
    return reverse("committee:rule_version", args=[version.number])
