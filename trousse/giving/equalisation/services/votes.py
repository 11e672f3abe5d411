"""The vote of the committee: each member once, counted when it is over."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.giving.equalisation import messages
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.errors import NotOfTheCommittee, VersionMoved, VoteClosed, VotedAlready
from trousse.giving.equalisation.models import RuleVersion, RuleVote
from trousse.giving.equalisation.perms import can_vote_rules, can_write_rules
from trousse.giving.equalisation.rules import FIRST, Tally
from trousse.giving.equalisation.selectors import tally_of
from trousse.giving.equalisation.transitions import RuleWorkflow
from trousse.giving.equalisation.voting import is_over, is_won
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record

COUNT = Actor.system("equalisation.count_votes")


@transaction.atomic
def vote_cast(*, version: RuleVersion, by: User, ballot: Ballot, reason: str, seen_sha256: str) -> RuleVersion:
    """One vote of one member. The last of all ends the vote at once.

    ``reason`` is published with the result, without the name. ``seen_sha256``: the content that was read. Raises
    VoteClosed, VersionMoved, VotedAlready, NotOfTheCommittee.
    """
    locked = _lock(version.pk)
    if not can_write_rules(by, locked):
        raise NotOfTheCommittee
    if not locked.takes_votes(clock.today()):
        raise VoteClosed
    if locked.content_sha256 != seen_sha256:
        raise VersionMoved
    if not can_vote_rules(by, locked):
        raise VotedAlready
    RuleVote.objects.create(
        version=locked, user=by, ballot=ballot.value, reason=reason.strip(), content_sha256=seen_sha256
    )
    # That somebody voted is for the journal, what they voted is not.
    record(verb="ruleversion.vote", subject=locked, actor=Actor.of_user(by))
    return _count(locked)


@transaction.atomic
def vote_count(version_id: int) -> RuleVersion:
    """If the vote is over: adopted or not, and those who took part are told. Before, or twice: nothing."""
    return _count(_lock(version_id))


@transaction.atomic
def vote_announce(version_id: int) -> None:
    """Tell the committee, once, that it may vote."""
    locked = _lock(version_id)
    if locked.vote_told_at is None and locked.takes_votes(clock.today()):
        locked.vote_told_at = clock.now()
        locked.save(update_fields=["vote_told_at"])
        messages.tell_vote(locked)


def _count(locked: RuleVersion) -> RuleVersion:
    tally = tally_of(locked)
    if locked.state != RuleState.PUBLISHED or not is_over(locked, tally):
        return locked
    if is_won(locked, tally):
        first_day = _first_day(locked)
        decided = RuleWorkflow.perform(
            RuleWorkflow.adopt, locked, actor=COUNT, in_force_from=first_day, **_counted(tally)
        )
    else:
        decided = RuleWorkflow.perform(RuleWorkflow.reject, locked, actor=COUNT, **_counted(tally))
    messages.tell_outcome(decided)
    return decided


def _counted(tally: Tally) -> dict[str, Any]:
    return {
        "decided_on": clock.today(),
        "members": tally.members,
        "votes_for": tally.in_favour,
        "votes_against": tally.against,
        "votes_abstain": tally.abstained,
    }


def _first_day(locked: RuleVersion) -> date:
    """The planned day; never today, whose rounds were made with other rules, nor one that another version has.

    A version that is adopted later also comes into force later: it was discussed as what follows the others.
    """
    RuleVersion.objects.select_for_update(no_key=True).get(number=FIRST.version)
    adopted = RuleVersion.objects.filter(state=RuleState.ADOPTED).order_by("-in_force_from")
    last = adopted.values_list("in_force_from", flat=True).first()
    days = [locked.planned_from, clock.today() + timedelta(days=1), last and last + timedelta(days=1)]
    return max(day for day in days if day is not None)


def _lock(pk: int) -> RuleVersion:
    return RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
