"""From what was decided to the messages that tell it; each goes to the outbox in the caller's transaction."""

from django.urls import reverse

from trousse.core.errors import Missing
from trousse.platform.moderation import rules
from trousse.platform.moderation.enums import Outcome, Party
from trousse.platform.moderation.links import appeal_url
from trousse.platform.moderation.models import Case, Decision, Report
from trousse.platform.moderation.notifications import (
    AppealSettled,
    HiddenMeanwhile,
    ReportDecided,
    ReportReceived,
    StatementOfReasons,
    UrgentCase,
)
from trousse.platform.moderation.reportables import author_emails, moderators, reportables
from trousse.platform.notifications.services import notify, notify_many
from trousse.platform.parameters.selectors import integer


def acknowledge(case: Case, report: Report) -> None:
    """Without undue delay (art. 16 §4)."""
    if report.email:
        notify(
            ReportReceived(title=case.title, reason=report.reason_label, is_hidden=case.hidden_at is not None),
            to=report.email,
        )


def tell_hidden(case: Case) -> None:
    """The author learns it before anybody has judged."""
    for address in author_emails(case.kind, case.subject_id):
        notify(HiddenMeanwhile(title=case.title, url=_url(case)), to=address)


def tell_moderators(case: Case, report: Report) -> None:
    """Once a case, when it becomes urgent: somebody may be hurt while it waits in the queue."""
    authors = set(author_emails(case.kind, case.subject_id))
    message = UrgentCase(
        title=case.title,
        reason=report.reason_label,
        is_hidden=case.hidden_at is not None,
        url=reverse("moderator:case", args=[case.pk]),
    )
    found = {address for addresses in moderators.values() for address in addresses()}
    notify_many([(message, address) for address in sorted(found - authors)])


def tell_decision(case: Case, decision: Decision) -> None:
    """Statement of reasons to the author (art. 17), answer to those who reported (art. 16 §5)."""
    outcome = Outcome(decision.outcome)
    if outcome is not Outcome.NO_ACTION or case.hidden_at:
        _state_reasons(case, decision)
    wronged = rules.party_wronged(outcome)
    for address in reporter_emails(case):
        notify(
            ReportDecided(
                title=case.title,
                outcome=TOLD[outcome],
                reason=decision.reason,
                appeal_url=appeal_url(case, Party.REPORTER) if wronged is Party.REPORTER else "",
                last_day=rules.appeal_ends(decision.at, integer("moderation.appeal_days")).date(),
            ),
            to=address,
        )


def tell_settled(case: Case, decision: Decision) -> None:
    """Both sides (art. 20 §5), with what else they may do."""
    message = AppealSettled(
        title=case.title,
        outcome=TOLD[Outcome(decision.outcome)],
        ground=_ground(decision),
        reason=decision.reason,
        url=_url(case),
    )
    for address in {*author_emails(case.kind, case.subject_id), *reporter_emails(case)}:
        notify(message, to=address)


def _state_reasons(case: Case, decision: Decision) -> None:
    outcome = Outcome(decision.outcome)
    wronged = rules.party_wronged(outcome)
    for address in author_emails(case.kind, case.subject_id):
        notify(
            StatementOfReasons(
                title=case.title,
                outcome=TOLD[outcome],
                ground=_ground(decision),
                reason=decision.reason,
                url=_url(case),
                appeal_url=appeal_url(case, Party.AUTHOR) if wronged is Party.AUTHOR else "",
                last_day=rules.appeal_ends(decision.at, integer("moderation.appeal_days")).date(),
            ),
            to=address,
        )


def reporter_emails(case: Case) -> list[str]:
    """Each address once."""
    return sorted(set(case.reports.exclude(email="").order_by("email").values_list("email", flat=True)))


def _ground(decision: Decision) -> str:
    """In the middle of a sentence: « la loi, article 9 du code civil »."""
    ground = decision.ground_label.lower()
    return f"{ground}, {decision.rule}" if decision.rule else ground


def _url(case: Case) -> str:
    try:
        return reportables.get(case.kind).url(case.subject_id)
    except Missing:
        return "/"


TOLD = {
    Outcome.NO_ACTION: "rien n’est retiré",
    Outcome.CHANGE: "une modification est demandée",
    Outcome.HIDE: "c’est retiré du site",
    Outcome.SUSPEND: "la collecte est suspendue",
}
"""In the middle of a sentence: « Notre décision : … »."""
