"""A version before the vote: written, published for comment, taken back, withdrawn."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from trousse.core import clock, formats
from trousse.core.actors import Actor
from trousse.giving.equalisation import messages
from trousse.giving.equalisation.errors import (
    ContentRefused,
    DatesRefused,
    NotADraft,
    NotOfTheCommittee,
    VersionMoved,
)
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.perms import can_write_rules
from trousse.giving.equalisation.rules import FIRST, Content, problems_of
from trousse.giving.equalisation.services.simulating import simulation_wish
from trousse.giving.equalisation.transitions import RuleWorkflow
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Of a publication: the last day for comments, and the first day of the rules if they are adopted."""

    comments_until: date
    planned_from: date

    @property
    def votes_until(self) -> date:
        """The last day of the vote, which begins the day after the comments."""
        return self.comments_until + timedelta(days=integer("equalisation.vote_days"))

    def problems(self, today: date) -> dict[str, str]:
        """In French, by field."""
        least = today + timedelta(days=integer("equalisation.comment_days"))
        if self.comments_until < least:
            return {"comments_until": f"Laissez le temps de lire, jusqu’au {formats.day(least)} au moins."}
        if self.comments_until > today + FARTHEST:
            return {"comments_until": "C’est dans plus d’un an : choisissez un jour plus proche."}
        if self.planned_from <= self.votes_until:
            last = formats.day(self.votes_until)
            return {"planned_from": f"Le comité vote jusqu’au {last} : ces règles entrent en vigueur après ce jour."}
        if self.planned_from > self.votes_until + FARTHEST:
            return {"planned_from": "C’est plus d’un an après le vote : choisissez un jour plus proche."}
        return {}


@transaction.atomic
def version_draft(*, by: User, content: Content) -> RuleVersion:
    """A new draft, read by the committee alone. Raises ContentRefused, NotOfTheCommittee."""
    fields = _fields(content)
    # One number after the other, however many write at once.
    RuleVersion.objects.select_for_update(no_key=True).get(number=FIRST.version)
    last = RuleVersion.objects.aggregate(last=Max("number"))["last"]
    made = RuleVersion(number=last + 1, **fields)
    _require(by, made)
    made.save(force_insert=True)
    record(verb="ruleversion.draft", subject=made, actor=Actor.of_user(by), data=_told(made))
    return made


@transaction.atomic
def version_edit(*, version: RuleVersion, by: User, content: Content, seen_sha256: str) -> RuleVersion:
    """Other words, weights or limits. A simulation of what they were is void.

    ``seen_sha256``: the content that was on the screen. Raises ContentRefused, VersionMoved, NotADraft,
    NotOfTheCommittee.
    """
    fields = _fields(content)
    locked = RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    _require(by, locked)
    if not locked.is_draft:
        raise NotADraft
    if locked.content_sha256 != seen_sha256:
        raise VersionMoved
    for name, value in fields.items():
        setattr(locked, name, value)
    if locked.content_sha256 == seen_sha256:
        return locked
    locked.save(update_fields=list(fields))
    record(verb="ruleversion.edit", subject=locked, actor=Actor.of_user(by), data=_told(locked))
    return locked


@transaction.atomic
def version_publish(*, version: RuleVersion, by: User, calendar: Calendar, seen_sha256: str) -> RuleVersion:
    """Before everybody, for comments and then for the vote; the committee is told, and a simulation asked for.

    Raises DatesRefused, VersionMoved, TransitionRefused (no draft, or nothing that changes), TransitionForbidden.
    """
    problems = calendar.problems(clock.today())
    if problems:
        raise DatesRefused(problems)
    locked = RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if locked.content_sha256 != seen_sha256:
        raise VersionMoved
    published = RuleWorkflow.perform(
        RuleWorkflow.publish,
        locked,
        actor=Actor.of_user(by),
        published_at=clock.now(),
        comments_until=calendar.comments_until,
        votes_until=calendar.votes_until,
        planned_from=calendar.planned_from,
        vote_told_at=None,
    )
    messages.tell_published(published)
    if not published.is_simulated:
        simulation_wish(published)
    return published


@transaction.atomic
def version_take_back(*, version: RuleVersion, by: User, reason: str) -> RuleVersion:
    """A draft again, to be written anew after what people said; their comments stay. Not once somebody has voted.

    Raises TransitionRefused, TransitionForbidden.
    """
    return RuleWorkflow.perform(RuleWorkflow.take_back, version, actor=Actor.of_user(by), reason=reason.strip())


@transaction.atomic
def version_withdraw(*, version: RuleVersion, by: User, reason: str) -> RuleVersion:
    """It is given up, for a reason that is published; who commented on it is told. Not once somebody has voted.

    A draft that was taken back and written anew stays unread: what it says now was never published.
    Raises TransitionRefused, TransitionForbidden.
    """
    locked = RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    unread = {"published_at": None} if locked.is_draft else {}
    gone = RuleWorkflow.perform(RuleWorkflow.withdraw, locked, actor=Actor.of_user(by), reason=reason.strip(), **unread)
    messages.tell_outcome(gone, why=reason.strip())
    return gone


def _require(by: User, version: RuleVersion) -> None:
    if not can_write_rules(by, version):
        raise NotOfTheCommittee


def _fields(content: Content) -> dict[str, Any]:
    """Columns of a version. Raises ContentRefused."""
    problems = problems_of(content)
    if problems:
        raise ContentRefused(problems)
    weights, limits = content.weights, content.limits
    return {
        "title": content.title.strip(),
        "text": content.text.strip(),
        "rep": weights.rep,
        "rep_plus": weights.rep_plus,
        "rural": weights.rural,
        "ips_low": weights.ips_low,
        "ips_below": weights.ips_below,
        "most_share_bp": limits.most_share_bp,
        "most_cents": limits.most_cents,
        "least_raised_bp": limits.least_raised_bp,
    }


def _told(version: RuleVersion) -> dict[str, Any]:
    return {"content": version.content_sha256, "rules": version.rules.fingerprint}
