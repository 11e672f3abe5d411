"""Reporting, deciding, contesting, settling, as the Digital Services Act (regulation (EU) 2022/2065) shapes them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import Missing
from trousse.platform.audit.services import record
from trousse.platform.moderation import telling
from trousse.platform.moderation.enums import Ground, Outcome, ReportReason, Stage
from trousse.platform.moderation.errors import OutcomeImpossible, ReportInvalid
from trousse.platform.moderation.models import Case, Decision, Report
from trousse.platform.moderation.rules import RULE_MAX, TEXT_MAX
from trousse.platform.moderation.selectors import WAITING, contestable, reportable_of
from trousse.platform.moderation.transitions import CaseWorkflow
from trousse.platform.parameters.selectors import integer

CAUTION = Actor.system("moderation.caution")
CAUTION_REASON = "Signalée comme montrant un enfant sans accord : masquée par prudence, en attendant d’être regardée."


@dataclass(frozen=True)
class Verdict:
    """What is decided, what it rests on (``rule``: the article or the paragraph), and the facts in plain words."""

    outcome: Outcome
    ground: Ground
    reason: str
    rule: str = ""


@transaction.atomic
def report_file(
    *, kind: str, subject_id: str, reason: ReportReason, text: str = "", email: str = "", actor: Actor
) -> Report:
    """Take a notice from anybody (art. 16): one more on the case that waits, or a new case.

    When it says that a minor is shown without agreement, the kinds that are ``cautious`` are hidden at once; not if a
    moderator has already looked at this very thing and left it, so that nobody can make things vanish at will. The
    person is answered if they gave an address (art. 16 §4). Raises Missing or ReportInvalid.
    """
    text, email = text.strip()[:TEXT_MAX], email.strip().lower()
    _check_report(reason, text, email)
    reportable = reportable_of(kind)
    title = reportable.title(subject_id)
    _one_report_at_a_time(kind, subject_id)
    case = Case.objects.select_for_update().filter(kind=kind, subject_id=subject_id, state__in=WAITING).first()
    if case is None:
        case = Case.objects.create(kind=kind, subject_id=subject_id, title=title[:250])
    report = Report.objects.create(case=case, reason=reason.value, text=text, email=email)
    becomes_urgent = reason.is_urgent and not case.is_urgent
    if becomes_urgent:
        case.is_urgent = True
        case.save(update_fields=["is_urgent"])
    record(verb="case.report", subject=case, actor=actor, data={"reason": reason.value})
    if reportable.cautious and reason is ReportReason.MINOR and not case.hidden_at and not _was_cleared(case):
        _hide_by_caution(case)
    if becomes_urgent:
        telling.tell_moderators(case, report)
    telling.acknowledge(case, report)
    return report


@transaction.atomic
def case_decide(*, case: Case, by: Any, verdict: Verdict) -> Case:
    """Decide, do it, and say why to the author (art. 17) and to those who reported (art. 16 §5).

    What was hidden by caution is shown again unless it is now removed. Raises OutcomeImpossible, TransitionRefused or
    TransitionForbidden.
    """
    actor = Actor.of_user(by)
    _check_verdict(case, verdict)
    decided = CaseWorkflow.perform(
        CaseWorkflow.decide, case, actor=actor, reason=verdict.reason, state_since=clock.now()
    )
    decision = _write(decided, Stage.FIRST, verdict, by)
    if verdict.outcome.removes:
        _order(decided, actor, verdict.reason, hide=True)
    elif decided.hidden_at:
        _order(decided, actor, verdict.reason, hide=False)
    telling.tell_decision(decided, decision)
    return decided


@transaction.atomic
def case_contest(*, token: str, text: str) -> Case:
    """Contest a decision, once, by its link (internal complaint, art. 20).

    Nothing changes until another person has decided. Raises AppealOver, LinkInvalid or ReportInvalid.
    """
    words = text.strip()[:TEXT_MAX]
    if len(words) < 10:
        raise ReportInvalid("Dites en une phrase au moins pourquoi cette décision vous paraît injuste.", code="text")
    found = contestable(token)
    return CaseWorkflow.perform(
        CaseWorkflow.contest,
        found.case,
        actor=Actor.link(f"moderation.{found.party}", found.party.label),
        reason=words,
        state_since=clock.now(),
        appeal_by=found.party.value,
        appeal_text=words,
        appealed_at=clock.now(),
    )


@transaction.atomic
def case_settle(*, case: Case, by: Any, verdict: Verdict) -> Case:
    """Answer a contestation: somebody else decides anew, and it is final here. Both sides are told.

    Raises OutcomeImpossible, TransitionRefused or TransitionForbidden (the one who decided first).
    """
    actor = Actor.of_user(by)
    _check_verdict(case, verdict)
    settled = CaseWorkflow.perform(
        CaseWorkflow.settle, case, actor=actor, reason=verdict.reason, state_since=clock.now()
    )
    first = settled.decisions.get(stage=Stage.FIRST)
    decision = _write(settled, Stage.APPEAL, verdict, by)
    was_removed = Outcome(first.outcome).removes
    if verdict.outcome.removes != was_removed:
        _order(settled, actor, verdict.reason, hide=verdict.outcome.removes)
    telling.tell_settled(settled, decision)
    return settled


@transaction.atomic
def addresses_forget() -> int:
    """Erase the addresses of those who reported, once they were answered and can no longer contest."""
    before = clock.now() - timedelta(days=integer("moderation.keep_address_days"))
    old = Report.objects.filter(at__lt=before, case__state_since__lt=before).exclude(email="")
    return old.exclude(case__state__in=WAITING).update(email="")


@transaction.atomic
def cases_forget() -> int:
    """Delete the cases whose time to be contested in court is over."""
    before = clock.now() - timedelta(days=integer("moderation.keep_days"))
    old = list(Case.objects.exclude(state__in=WAITING).filter(state_since__lt=before).order_by("state_since")[:200])
    Case.objects.filter(pk__in=[case.pk for case in old]).delete()
    return len(old)


def _check_report(reason: ReportReason, text: str, email: str) -> None:
    if reason is ReportReason.OTHER and len(text) < 10:
        raise ReportInvalid("Dites en une phrase au moins ce qui ne va pas.", code="text")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise ReportInvalid("Cette adresse n’est pas complète. Exemple : jeanne@exemple.fr", code="email") from None


def _check_verdict(case: Case, verdict: Verdict) -> None:
    if verdict.outcome not in reportable_of(case.kind).outcomes:
        raise OutcomeImpossible("Cette décision ne s’applique pas ici. Choisissez-en une autre.")
    if verdict.ground is Ground.LAW and not verdict.rule.strip():
        raise OutcomeImpossible("Citez la loi sur laquelle vous vous fondez : il faut le dire à l’auteur.", code="rule")


def _one_report_at_a_time(kind: str, subject_id: str) -> None:
    """Two people may report the same thing at the same instant: one case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20))", [f"{kind}:{subject_id}"])


def _was_cleared(case: Case) -> bool:
    """Whether the last decision about the same thing was to leave it there."""
    same = Decision.objects.filter(case__kind=case.kind, case__subject_id=case.subject_id)
    last = same.order_by("-at", "-pk").first()
    return last is not None and not Outcome(last.outcome).removes


def _hide_by_caution(case: Case) -> None:
    case.hidden_at = clock.now()
    case.save(update_fields=["hidden_at"])
    _order(case, CAUTION, CAUTION_REASON, hide=True)
    telling.tell_hidden(case)


def _order(case: Case, actor: Actor, reason: str, *, hide: bool) -> None:
    """Hide or show; nothing to do when its author deleted it meanwhile."""
    reportable = reportable_of(case.kind)
    try:
        (reportable.hide if hide else reportable.show)(case.subject_id, actor, reason)
    except Missing:
        return


def _write(case: Case, stage: Stage, verdict: Verdict, by: Any) -> Decision:
    return Decision.objects.create(
        case=case,
        stage=stage.value,
        outcome=verdict.outcome.value,
        ground=verdict.ground.value,
        rule=verdict.rule.strip()[:RULE_MAX],
        reason=verdict.reason.strip(),
        by=by,
    )
