"""What has happened to a project, for the page of its reviewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.answers import AnsweredGrid, answered_grid
from trousse.fundraising.review.enums import HeadState, LinkPurpose, ManagerState, Outcome, RefusalReason
from trousse.fundraising.review.models import Decision, ManagerFile
from trousse.fundraising.review.rules import REMARKABLE
from trousse.fundraising.review.selectors import (
    decisions_of,
    head_file_of,
    history_of,
    manager_file_of,
)
from trousse.people.bodies.models import BankAccount
from trousse.web.components.cards import CopyNote, TimelineEvent
from trousse.web.reviewer.forms import LinkForm


@dataclass(frozen=True)
class PastDecision:
    """An earlier answer, with its remarks, or with the criteria that an acceptance answered."""

    label: str
    decision: Decision
    reason: str
    notes: Sequence[CopyNote]
    answered: AnsweredGrid | None


@dataclass(frozen=True)
class WaitingLink:
    """A link without an answer, and the form that sends it again."""

    purpose: LinkPurpose
    title: str
    recipient: str
    origin: str
    days: int
    form: LinkForm


def past_decisions(project: Project) -> list[PastDecision]:
    """Newest first."""
    return [
        PastDecision(
            label=Outcome(decision.outcome).label,
            decision=decision,
            reason=RefusalReason(decision.reason_code).label if decision.reason_code else "",
            notes=[
                CopyNote(REMARKABLE.get(remark.field, remark.field), remark=remark.text)
                for remark in decision.remarks.all()
            ],
            answered=answered_grid(decision),
        )
        for decision in decisions_of(project).prefetch_related("answers")
    ]


def steps_of(project: Project) -> list[TimelineEvent]:
    """The whole history, newest first."""
    return [
        TimelineEvent(clock.paris_day(item.at), item.label, " — ".join(part for part in (item.who, item.text) if part))
        for item in reversed(history_of(project))
    ]


def waiting_links(project: Project, typed: Mapping[LinkPurpose, LinkForm]) -> list[WaitingLink]:
    """The links that one may send again; ``typed`` are the forms that came back with an error."""
    if project.state != ProjectState.ACCEPTED:
        return []
    head, manager = head_file_of(project), manager_file_of(project)
    found = []
    if head and head.state == HeadState.WAITING:
        found.append(
            WaitingLink(
                LinkPurpose.HEAD,
                "La direction n’a pas encore répondu",
                head.delegate_email if head.is_delegated else head.recipient,
                f"Déléguée à {head.delegate_name}" if head.is_delegated else head.get_recipient_source_display(),
                (clock.now() - (head.delegation_confirmed_at or head.sent_at)).days,
                typed.get(LinkPurpose.HEAD) or LinkForm(auto_id="direction_%s"),
            )
        )
    if manager and manager.state == ManagerState.WAITING:
        found.append(
            WaitingLink(
                LinkPurpose.MANAGER,
                "Le gestionnaire n’a pas encore répondu",
                manager.recipient,
                "Donnée par le porteur",
                (clock.now() - manager.sent_at).days,
                typed.get(LinkPurpose.MANAGER) or LinkForm(auto_id="gestionnaire_%s"),
            )
        )
    return found


def bank_statement_of(account: BankAccount) -> ManagerFile | None:
    """The latest manager's file that declared ``account`` and came with a document."""
    files = ManagerFile.objects.filter(body__account=account, document__isnull=False).select_related("document")
    return files.order_by("-completed_at", "-pk").first()
