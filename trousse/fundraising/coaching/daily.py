"""Each morning, all accompanied projects are looked at once: who needs help, what is worth advising, to whom.

Two passes cannot advise twice: rows are locked (a second pass skips them), and PostgreSQL refuses the same cause in the
same window. The number of statements depends on how many batches there are, not on how many campaigns are in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from trousse.core import clock
from trousse.core.bulk import update_rows
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import BELOW_MINIMUM
from trousse.fundraising.coaching import messages
from trousse.fundraising.coaching.models import CoachAssignment, Nudge
from trousse.fundraising.coaching.reading import facts_of
from trousse.fundraising.coaching.rules import Due, Facts, dues, need
from trousse.fundraising.coaching.selectors import limits
from trousse.fundraising.projects.enums import ProjectState
from trousse.platform.parameters.selectors import integer

READ = (
    *("coach__first_name", "coach__last_name", "project__state", "project__accepted_at", "project__title"),
    *("project__holder__email", "project__holder__first_name"),
    *("project__school__name", "project__school__commune_name"),
    *("project__campaign__state", "project__campaign__opened_at", "project__campaign__closes_at"),
    *("project__campaign__closed_at", "project__campaign__raised_cents", "project__campaign__closing_raised_cents"),
    *("project__campaign__minimum_goal_cents", "project__campaign__optimum_goal_cents"),
)
BATCH = 500
"""Projects looked at in one transaction: a fraction of a second (see ``benchmarks``)."""
WRITTEN = ("cause", "cause_since", "need", "seen_at", "advised_on")


@dataclass
class _Morning:
    """What one batch finds out, before it is written."""

    now: datetime
    told: set[tuple[int, str, str]]
    fresh: list[Nudge] = field(default_factory=list)
    mailed: list[tuple[CoachAssignment, Nudge, Euro]] = field(default_factory=list)
    standing: set[tuple[int, str]] = field(default_factory=set)

    def look(self, assignment: CoachAssignment, facts: Facts, found: Sequence[Due]) -> None:
        """Bring the row up to date, and keep what was not told yet; one e-mail a day, about what matters most."""
        assignment.cause = found[0].cause if found else ""
        assignment.cause_since = found[0].since if found else None
        assignment.need, assignment.seen_at = need(facts, found, self.now), self.now
        self.standing |= {(assignment.pk, due.cause.value) for due in found}
        new = [
            Nudge(assignment=assignment, cause=due.cause, window=due.window, since=due.since, made_at=self.now)
            for due in found
            if (assignment.pk, due.cause.value, due.window) not in self.told
        ]
        self.fresh += new
        today = clock.paris_day(self.now)
        if new and assignment.advised_on != today:
            assignment.advised_on, new[0].mailed_at = today, self.now
            self.mailed.append((assignment, new[0], Euro(facts.missing)))


def situations_refresh(*, unseen_since: datetime | None = None) -> int:
    """Look at every living assignment, or at those not seen since that moment. Returns how many
    pieces of advice were new.

    By batches, each in its own transaction: nobody who writes meanwhile waits longer than one of them takes, and a
    process that dies leaves what it did. Looked at again, the same facts advise nothing twice.
    """
    now = clock.now()
    follow_end(now)
    fresh, last = 0, 0
    while seen := _batch(now, unseen_since, after=last):
        last = seen.last
        fresh += seen.fresh
    return fresh


@dataclass(frozen=True)
class _Seen:
    """What one batch did: the last project it looked at, and how many pieces of advice were new."""

    last: int
    fresh: int


@transaction.atomic
def _batch(now: datetime, unseen_since: datetime | None, *, after: int) -> _Seen | None:
    """The next ones by number; None when there are none left. What is locked elsewhere is left to the next pass."""
    waiting = CoachAssignment.objects.living().filter(pk__gt=after)
    if unseen_since is not None:
        waiting = waiting.filter(Q(seen_at=None) | Q(seen_at__lt=unseen_since))
    rows = list(
        waiting.select_for_update(of=("self",), skip_locked=True)
        .select_related("coach", "project__holder", "project__school", "project__campaign")
        .only(*(each.attname for each in CoachAssignment._meta.concrete_fields), *READ)
        .order_by("pk")[:BATCH]
    )
    return _Seen(rows[-1].pk, _look(rows, now)) if rows else None


def _look(rows: Sequence[CoachAssignment], now: datetime) -> int:
    """Bring ``rows``, which are locked, up to date and advise. Returns how many pieces of advice were new."""
    facts, rules_in_force = facts_of(rows), limits()
    known = list(Nudge.objects.filter(assignment__in=[row.pk for row in rows]).order_by("pk"))
    morning = _Morning(now, {(nudge.assignment_id, nudge.cause, nudge.window) for nudge in known})
    for row in rows:
        morning.look(row, facts[row.pk], dues(facts[row.pk], rules_in_force, now))
    update_rows(rows, WRITTEN)
    Nudge.objects.filter(pk__in=_over(known, morning.standing)).update(over_at=now)
    Nudge.objects.bulk_create(morning.fresh)
    messages.tell_nudges(morning.mailed)
    return len(morning.fresh)


def follow_end(now: datetime) -> int:
    """Some time after the end of the campaign, or after a refusal, there is nothing to accompany any more."""
    past, sooner = (now - timedelta(days=integer(f"coaching.{key}")) for key in ("follow_days", "follow_failed_days"))
    failed = Q(project__campaign__state__in=BELOW_MINIMUM, project__campaign__closed_at__lt=sooner)
    over = Q(project__state=ProjectState.REFUSED) | Q(project__campaign__closed_at__lt=past) | failed
    return CoachAssignment.objects.living().filter(over).update(ended_at=now, awaits_since=None, need=0)


def _over(known: Sequence[Nudge], standing: set[tuple[int, str]]) -> list[int]:
    """Advice whose cause is no more: a gift came, the news was written."""
    return [nudge.pk for nudge in known if nudge.over_at is None and (nudge.assignment_id, nudge.cause) not in standing]
