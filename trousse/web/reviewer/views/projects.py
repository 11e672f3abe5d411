"""One project: as the public will see it, what the public will not see, and the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import BusinessError, Forbidden, Missing
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_review_project
from trousse.fundraising.projects.rules import is_above_ceiling
from trousse.fundraising.projects.selectors import budget_of, project_limits
from trousse.fundraising.reports.selectors import report_is_published
from trousse.fundraising.review import services as review
from trousse.fundraising.review.enums import LinkPurpose, Outcome, RefusalReason
from trousse.fundraising.review.selectors import (
    head_file_of,
    head_mailbox,
    manager_file_of,
    project_for_review,
    resubmission_of,
)
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.pictures.selectors import pictures_unpublished
from trousse.web.access import GET, GET_POST, POST, requires
from trousse.web.components.progress import milestones_of
from trousse.web.components.project_cards import page_of_draft, with_pictures
from trousse.web.reviewer.files import past_decisions, steps_of, waiting_links
from trousse.web.reviewer.forms import DecisionForm, LinkForm
from trousse.web.reviewer.here import hand_over, signed_in_user

FORM_FIELD = {"head_recipient": "head_other", "text": "text", "grant_exception": "grant_exception"}
"""From the code of a refusal to the field that it is about."""
TOLD = {
    Outcome.ACCEPTED: "Accepté. Les liens partent à la direction et au gestionnaire.",
    Outcome.SENT_BACK: "Rendu. Le porteur reçoit vos remarques par courriel.",
    Outcome.REFUSED: "Refusé. Le porteur reçoit votre explication par courriel.",
}


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET_POST)
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, then decide. A decision that comes too late says so, and loses nothing of what was written."""
    user = signed_in_user(request)
    shown = project_for_review(user, pk)
    if request.method != "POST":
        return _page(request, shown, _form(shown) if _may_decide(user, shown) else None)
    form = _form(shown, request)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        outcome = _decide(user, shown, form)
    except Forbidden:
        raise
    except BusinessError as refusal:
        field = FORM_FIELD.get(refusal.code)
        form.add_error(field if field in form.fields else None, refusal.user_message)
        return _page(request, project_for_review(user, pk), form, status=refusal.http_status)
    messages.success(request, f"« {shown.title} » : {TOLD[outcome]}")
    return redirect("reviewer:queue")


@requires(Role.REVIEWER, Role.PLATFORM, methods=POST)
def link_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh link for the head or the manager, to the same address or to one that was checked."""
    user = signed_in_user(request)
    shown = project_for_review(user, pk)
    form = LinkForm(request.POST)
    purpose = LinkPurpose.HEAD if request.POST.get("lien") == LinkPurpose.HEAD else LinkPurpose.MANAGER
    if not form.is_valid():
        return _page(request, shown, None, links={purpose: form}, status=422)
    link = review.link_resend(project=shown, purpose=purpose, by=user, email=form.cleaned_data["email"] or None)
    messages.success(request, f"Un nouveau lien vient de partir à {link.email}.")
    return redirect("reviewer:project", pk)


@requires(Role.REVIEWER, methods=POST)
def delegation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy's address was checked with the school: the link leaves for it."""
    user = signed_in_user(request)
    file = review.delegation_confirm(project=project_for_review(user, pk), by=user)
    messages.success(request, f"Le lien vient de partir à {file.delegate_email}.")
    return redirect("reviewer:project", pk)


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def project_document(request: HttpRequest, pk: int, whose: str) -> HttpResponse:
    """The act joined by the head, or the bank statement joined by the manager."""
    shown = project_for_review(signed_in_user(request), pk)
    files = {"direction": head_file_of(shown), "gestionnaire": manager_file_of(shown)}
    file = files.get(whose)
    if file is None or file.document is None:
        raise Missing("Il n’y a pas de pièce jointe à ce dossier.")
    return hand_over(file.document)


def _may_decide(user: User, shown: Project) -> bool:
    return shown.state == ProjectState.SUBMITTED and can_review_project(user, shown)


def _form(shown: Project, request: HttpRequest | None = None) -> DecisionForm:
    return DecisionForm(
        request.POST if request else None,
        mailbox=head_mailbox(shown),
        proposed=shown.head_email,
        needs_exception=is_above_ceiling(shown.minimum_goal, project_limits()),
    )


def _decide(user: User, shown: Project, form: DecisionForm) -> Outcome:
    typed = form.cleaned_data
    outcome = Outcome(typed["outcome"])
    if outcome is Outcome.ACCEPTED:
        review.project_accept(
            project=shown,
            reviewer=user,
            answers=form.answers(typed),
            head_recipient=form.head_recipient,
            grant_exception=typed.get("grant_exception", False),
            text=typed["text"],
        )
    elif outcome is Outcome.SENT_BACK:
        review.project_send_back(project=shown, reviewer=user, remarks=form.remarks, text=typed["text"])
    else:
        review.project_refuse(
            project=shown, reviewer=user, reason_code=RefusalReason(typed["reason_code"]), text=typed["text"]
        )
    return outcome


def _page(
    request: HttpRequest,
    shown: Project,
    form: DecisionForm | None,
    *,
    links: dict[LinkPurpose, LinkForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "shown": shown,
        "page": with_pictures(page_of_draft(shown, budget_of(shown))),
        "unpublished": pictures_unpublished("project", shown.pk),
        "ceiling": project_limits().minimum_goal_ceiling,
        "form": form,
        "forms": [form] if form else list((links or {}).values()),
        "steps": steps_of(shown),
        "resubmission": resubmission_of(shown),
        "decisions": past_decisions(shown),
        "links": waiting_links(shown, links or {}),
        "milestones": milestones_of(shown) if shown.accepted_at else [],
        "head": head_file_of(shown),
        "manager": manager_file_of(shown),
        "has_report": report_is_published(shown.pk),
        "is_own": shown.holder_id == signed_in_user(request).pk,
    }
    return render(request, "reviewer/project.html", context, status=status)
