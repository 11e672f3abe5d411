"""Mandates: written by one member of the committee, signed by two, stopped by any one of them, over in their time."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import mandate_messages as messages
from trousse.giving.allocation.answering import fingerprint
from trousse.giving.allocation.enums import MandateState
from trousse.giving.allocation.errors import (
    ConflictNotDeclared,
    InterestUnknown,
    MandateMoved,
    MandateRefused,
    NotOfTheCommittee,
)
from trousse.giving.allocation.mandating import MandateTerms
from trousse.giving.allocation.models import UNSIGNED, Grant, Interest, Mandate, MandateSignature
from trousse.giving.allocation.perms import can_write_mandate
from trousse.giving.allocation.transitions import MandateWorkflow
from trousse.giving.funds.models import Fund
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record

CALENDAR = Actor.system("allocation.mandates_end")
DAY = timedelta(days=1)


@transaction.atomic
def mandate_write(*, by: User, terms: MandateTerms) -> Mandate:
    """Two signatures away from being in force. What it says does not change any more: another is written instead.

    Raises MandateRefused (the terms contradict themselves), NotOfTheCommittee.
    """
    if not can_write_mandate(by):
        raise NotOfTheCommittee
    problem = terms.problem(clock.today())
    if problem:
        raise MandateRefused(problem)
    funds = [] if terms.funds is None else list(Fund.objects.filter(pk__in=terms.funds))
    if len(funds) != len(terms.funds or ()):
        raise MandateRefused("Un de ces fonds n’existe plus : choisissez de nouveau.")
    made = Mandate.objects.create(
        purpose=terms.purpose.strip(),
        envelope_cents=terms.envelope.cents,
        every_fund=terms.funds is None,
        kinds=sorted(kind.value for kind in terms.kinds),
        grant_cap_cents=terms.grant_cap.cents,
        project_cap_cents=terms.project_cap.cents,
        begins_on=terms.begins_on,
        ends_on=terms.ends_on,
    )
    made.funds.set(funds)
    made.content_sha256 = fingerprint(made.terms.as_document())
    made.save(update_fields=["content_sha256"])
    record(verb="mandate.write", subject=made, actor=Actor.of_user(by), data=made.terms.as_document())
    messages.tell_written(made)
    return made


@transaction.atomic
def mandate_sign(*, mandate: Mandate, by: User, content_sha256: str, no_conflict: bool) -> Mandate:
    """Agree with what was read. The second person's signature puts it in force.

    Raises ConflictNotDeclared, MandateMoved (other words than those read), TransitionRefused, TransitionForbidden
    (not of the committee, signed already, follows one of its funds for a patron).
    """
    if not no_conflict:
        raise ConflictNotDeclared
    locked = _lock(mandate)
    if content_sha256 != locked.content_sha256 or fingerprint(locked.terms.as_document()) != content_sha256:
        raise MandateMoved
    actor = Actor.of_user(by)
    if locked.state == MandateState.PROPOSED:
        signed = MandateWorkflow.perform(MandateWorkflow.sign_first, locked, actor=actor)
    else:
        signed = MandateWorkflow.perform(MandateWorkflow.sign_second, locked, actor=actor, in_force_at=clock.now())
    MandateSignature.objects.create(mandate=signed, user=by, content_sha256=content_sha256, no_conflict=True)
    return signed


@transaction.atomic
def mandate_revoke(*, mandate: Mandate, by: User, reason: str) -> Mandate:
    """From this instant nothing is given under it: whoever was posting has finished, or finds it stopped.

    Raises TransitionRefused (over already, no reason), TransitionForbidden.
    """
    actor, why = Actor.of_user(by), reason.strip()
    stopped = MandateWorkflow.perform(MandateWorkflow.revoke, mandate, actor=actor, reason=why, over_at=clock.now())
    messages.tell_over(stopped, f"{by.display_name} l’a arrêté : « {why} »")
    return stopped


@transaction.atomic
def mandate_interest_declare(*, mandate: Mandate, by: User, campaign_id: int) -> None:
    """``by`` has something to do with a project: mandates that they signed do not help it. Raises InterestUnknown."""
    if not Campaign.objects.filter(pk=campaign_id).exists():
        raise InterestUnknown
    _, is_new = Interest.objects.get_or_create(mandate=mandate, user=by, campaign_id=campaign_id)
    if is_new:
        record(verb="mandate.interest", subject=mandate, actor=Actor.of_user(by), data={"campaign": campaign_id})


def mandates_end(today: date) -> int:
    """Those whose last day is past are over, signed or not. Returns how many; each in its own transaction."""
    late = Mandate.objects.filter(state__in=[*UNSIGNED, MandateState.IN_FORCE], ends_on__lt=today)
    return sum(_end(pk, today) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def mandates_sum_up(today: date) -> int:
    """Tell the committee, in one letter, what was given under mandates until yesterday. Returns how many grants.

    Told once: the days already told are kept on each mandate, in the transaction of the letter.
    """
    told: list[tuple[Mandate, list[Grant]]] = []
    untold = Q(summed_until=None) | Q(summed_until__lt=today - DAY)
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True).filter(untold, spent_cents__gt=0)
    for mandate in rows.order_by("pk"):
        given = mandate.grants.filter(posted_at__lt=clock.start_of_day(today))
        if mandate.summed_until is not None:
            given = given.filter(posted_at__gte=clock.start_of_day(mandate.summed_until + DAY))
        fresh = list(given.order_by("pk"))
        if fresh:
            told.append((mandate, fresh))
            mandate.summed_until = today - DAY
            mandate.save(update_fields=["summed_until"])
    if told:
        messages.tell_posted(told)
    return sum(len(grants) for _mandate, grants in told)


@transaction.atomic
def _end(pk: int, today: date) -> bool:
    mandate = Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if mandate.is_over or mandate.ends_on >= today:
        return False
    was_in_force = mandate.state == MandateState.IN_FORCE
    ended = MandateWorkflow.perform(MandateWorkflow.end, mandate, actor=CALENDAR, over_at=clock.now())
    if was_in_force:
        messages.tell_over(ended, "Son dernier jour est passé.")
    return True


def _lock(of: Mandate) -> Mandate:
    return Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=of.pk)
