"""Reading cases."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from trousse.core import clock
from trousse.platform.moderation import perms, rules
from trousse.platform.moderation.enums import CaseState, Outcome, Party
from trousse.platform.moderation.errors import AppealOver, CaseMissing, NotReportable
from trousse.platform.moderation.links import read_appeal
from trousse.platform.moderation.models import Case, Decision
from trousse.platform.moderation.reportables import Reportable, reportables
from trousse.platform.parameters.selectors import integer

WAITING = (CaseState.OPEN, CaseState.APPEALED)


@dataclass(frozen=True)
class Reported:
    """What somebody is about to report."""

    kind: str
    subject_id: str
    title: str
    url: str


def reported(kind: str, subject_id: str) -> Reported:
    """What this address is about. Raises NotReportable, or the Missing of its app."""
    reportable = reportable_of(kind)
    return Reported(kind, subject_id, reportable.title(subject_id), reportable.url(subject_id))


def reportable_of(kind: str) -> Reportable:
    """Raises NotReportable for a kind that nobody registered."""
    if kind not in reportables:
        raise NotReportable
    return reportables.get(kind)


def cases_visible_to(user: Any) -> QuerySet[Case]:
    """All of them to moderators, none to others."""
    return Case.objects.all() if perms.is_moderator(user) else Case.objects.none()


def cases_waiting(user: Any) -> QuerySet[Case]:
    """To decide: urgent ones first, then those that have waited longest; with their number of reports."""
    waiting = cases_visible_to(user).filter(state__in=WAITING)
    return waiting.annotate(reports_count=Count("reports")).order_by("-is_urgent", "state_since", "pk")


def cases_closed(user: Any) -> QuerySet[Case]:
    """Decided, the latest first."""
    decided = cases_visible_to(user).exclude(state__in=WAITING)
    return decided.annotate(reports_count=Count("reports")).order_by("-state_since", "pk")


def case_get(user: Any, case_id: UUID) -> Case:
    """Raises CaseMissing, whether it does not exist or may not be seen."""
    case = cases_visible_to(user).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def decisions_of(case: Case) -> list[Decision]:
    """In their order, with who decided."""
    return list(case.decisions.select_related("by"))


@dataclass(frozen=True)
class Contestable:
    """A decision that the bearer of a link may contest."""

    case: Case
    party: Party
    decision: Decision


def contestable(token: str) -> Contestable:
    """What this link lets its bearer contest now. Raises LinkInvalid, or AppealOver with the reason why not."""
    case_id, party = read_appeal(token)
    case = Case.objects.filter(pk=case_id).first()
    decision = case.decisions.order_by("at").first() if case else None
    if case is None or decision is None:
        raise AppealOver("Ce dossier est trop ancien : il n’existe plus.")
    if case.state != CaseState.DECIDED:
        raise AppealOver("Cette décision a déjà été contestée : une seule contestation est possible.")
    days = integer("moderation.appeal_days")
    if not rules.may_be_contested(Outcome(decision.outcome), party, decision.at, clock.now(), days):
        raise AppealOver("Cette décision ne peut plus être contestée ici.")
    return Contestable(case, party, decision)
