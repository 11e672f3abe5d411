"""From what happened to the messages that tell it; each goes to the outbox in the caller's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import LinkPurpose, RefusalReason
from trousse.fundraising.review.models import AccessLink, Decision, HeadFile, Submission
from trousse.fundraising.review.notifications import (
    BackInQueue,
    HeadDeclined,
    HeadDelegated,
    HeadLink,
    HeadReminder,
    ManagerLink,
    ManagerReminder,
    ProjectAccepted,
    ProjectRefused,
    ProjectSentBack,
    ProjectSubmitted,
    ProjectsWaiting,
)
from trousse.fundraising.review.rules import REMARKABLE
from trousse.fundraising.review.selectors import required_acts
from trousse.people.accounts.models import User
from trousse.people.bodies.enums import BodyKind
from trousse.platform.notifications.services import notify

NAMED = 10
"""How many projects a letter to a reviewer names."""


def tell_submitted(project: Project, submission: Submission) -> None:
    academie = project.school.academie
    notify(
        ProjectSubmitted(
            title=project.title,
            school=project.school_in_words,
            first_name=project.holder.first_name,
            number=submission.number,
            academie=academie.name if academie else "",
            url=reverse("teacher:project_preview", args=[project.pk]),
        ),
        to=project.holder.email,
    )


def tell_waiting(reviewer: User, projects: Sequence[Project], *, late: bool) -> None:
    """One letter for all of them: the ten that have waited longest by name, then their number."""
    url = reverse("reviewer:queue") if len(projects) > 1 else reverse("reviewer:project", args=[projects[0].pk])
    named = tuple(f"{project.title}, {project.school_in_words}" for project in projects[:NAMED])
    notify(ProjectsWaiting(projects=named, count=len(projects), late=late, url=url), to=reviewer.email)


def tell_sent_back(project: Project, decision: Decision, remarks: Mapping[str, str]) -> None:
    notify(
        ProjectSentBack(
            title=project.title,
            school=project.school_in_words,
            first_name=project.holder.first_name,
            remarks={REMARKABLE[field]: remark for field, remark in remarks.items()},
            text=decision.text,
            url=reverse("teacher:project_edit", args=[project.pk]),
        ),
        to=project.holder.email,
    )


def tell_accepted(project: Project, decision: Decision, *, head_recipient: str, manager_recipient: str) -> None:
    assert project.opens_on is not None
    notify(
        ProjectAccepted(
            title=project.title,
            school=project.school_in_words,
            first_name=project.holder.first_name,
            text=decision.text,
            head_recipient=head_recipient,
            manager_recipient=manager_recipient,
            opens_on=project.opens_on,
            url=reverse("teacher:dashboard"),
        ),
        to=project.holder.email,
    )


def tell_refused(project: Project, decision: Decision) -> None:
    notify(
        ProjectRefused(
            title=project.title,
            school=project.school_in_words,
            first_name=project.holder.first_name,
            reason=RefusalReason(decision.reason_code).label,
            text=decision.text,
            url=reverse("teacher:dashboard"),
        ),
        to=project.holder.email,
    )


def tell_declined(project: Project, file: HeadFile) -> None:
    """To the holder, and to the reviewer who had accepted."""
    notify(
        HeadDeclined(
            title=project.title,
            school=project.school_in_words,
            first_name=project.holder.first_name,
            reason=file.decline_reason,
            url=reverse("teacher:dashboard"),
        ),
        to=project.holder.email,
    )
    accepted = Decision.objects.filter(submission__project=project).select_related("reviewer").latest("at", "pk")
    notify(
        BackInQueue(
            title=project.title,
            school=project.school_in_words,
            head=f"{file.attested_name}, {file.attested_role}",
            reason=file.decline_reason,
            url=reverse("reviewer:project", args=[project.pk]),
        ),
        to=accepted.reviewer.email,
    )


def tell_delegated(project: Project, file: HeadFile) -> None:
    """To the holder, and to the reviewer who accepted."""
    accepted = Decision.objects.filter(submission__project=project).select_related("reviewer").latest("at", "pk")
    pages = {
        project.holder.email: reverse("teacher:dashboard"),
        accepted.reviewer.email: reverse("reviewer:project", args=[project.pk]),
    }
    for email, url in pages.items():
        told = HeadDelegated(
            title=project.title,
            school=project.school_in_words,
            delegate=file.delegate_name,
            to_check=file.awaits_confirmation,
            url=url,
        )
        notify(told, to=email)


def send_link(link: AccessLink) -> None:
    """The first message, or the one that replaces it."""
    if link.purpose == LinkPurpose.HEAD:
        notify(_to_head(HeadLink, link), to=link.email)
    else:
        notify(_to_manager(ManagerLink, link), to=link.email)


def remind(link: AccessLink) -> None:
    """The same link again."""
    if link.purpose == LinkPurpose.HEAD:
        notify(_to_head(HeadReminder, link), to=link.email)
    else:
        notify(_to_manager(ManagerReminder, link), to=link.email)


def _to_head(message: type[HeadLink], link: AccessLink) -> HeadLink:
    acts = tuple(authority.label for authority in required_acts(link.project))
    return message(acts=acts, **_of_link(link, "head:attest"))


def _to_manager(message: type[ManagerLink], link: AccessLink) -> ManagerLink:
    return message(body=BodyKind(link.project.body_kind).label, **_of_link(link, "manager:complete"))


def _of_link(link: AccessLink, page: str) -> dict[str, Any]:
    project = link.project
    return {
        "title": project.title,
        "school": project.school_in_words,
        "holder": project.holder.display_name,
        "summary": project.summary,
        "minimum_goal": project.minimum_goal or Euro.zero(),
        "optimum_goal": project.optimum_goal or Euro.zero(),
        "expires_on": clock.paris_day(link.expires_at),
        "url": reverse(page, args=[link.token]),
    }
