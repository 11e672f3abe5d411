"""The pages of moderators. Each asks for the role; selectors and workflows say the rest."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from trousse.core.errors import BusinessError, Missing
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.moderation import perms
from trousse.platform.moderation.errors import CaseMissing
from trousse.platform.moderation.models import Case
from trousse.platform.moderation.reportables import Reportable
from trousse.platform.moderation.selectors import (
    case_get,
    cases_closed,
    cases_waiting,
    decisions_of,
    reportable_of,
)
from trousse.platform.moderation.services import case_decide, case_settle
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.models import Picture
from trousse.web.access import GET, GET_POST, requires
from trousse.web.components.evidence import hand_over
from trousse.web.moderator.forms import VerdictForm

PAGE = 25


@requires(Role.PLATFORM, methods=GET)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, urgent first; what was decided, on request. Thirteen SQL statements, always."""
    shows_closed = request.GET.get("vue") == "decides"
    waiting = cases_waiting(request.user)
    cases = Paginator(cases_closed(request.user) if shows_closed else waiting, PAGE)
    page = cases.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(found, reportable_of(found.kind).label) for found in page],
        "shows_closed": shows_closed,
        "waiting_count": waiting.count() if shows_closed else cases.count,
        "late_days": integer("moderation.late_days"),
    }
    return render(request, "moderator/queue.html", context)


@requires(Role.PLATFORM, methods=GET_POST)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: what is reported, by how many and why, what was decided, and the form that decides."""
    user = cast(User, request.user)
    found = case_get(user, case_id)
    reportable = reportable_of(found.kind)
    form = VerdictForm(_sent(request), outcomes=reportable.outcomes)
    if request.method == "POST" and form.is_valid():
        decide = case_settle if found.is_appealed else case_decide
        try:
            decide(case=found, by=user, verdict=form.verdict())
        except BusinessError as refused:
            form.add_error("rule" if refused.code == "rule" else None, refused.user_message)
            return _case_page(request, found, reportable, form, status=refused.http_status)
        messages.success(request, "C’est décidé, et chacun en est informé par courriel.")
        return redirect("moderator:queue")
    return _case_page(request, found, reportable, form, status=422 if request.method == "POST" else 200)


@requires(Role.PLATFORM, methods=GET)
def authorisation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The papers that the parents signed, when the holder joined them to the picture that is reported."""
    picture = _picture(case_get(request.user, case_id))
    if picture is None or picture.attestation_document is None:
        raise CaseMissing
    return hand_over(picture.attestation_document)


def _case_page(
    request: HttpRequest, case: Case, reportable: Reportable, form: VerdictForm, *, status: int
) -> HttpResponse:
    may = perms.can_settle_case if case.is_appealed else perms.can_decide_case
    context = {
        "case": case,
        "label": reportable.label,
        "reports": list(case.reports.all()),
        "decisions": decisions_of(case),
        "may_decide": case.is_waiting and may(request.user, case),
        "picture": _picture(case),
        "form": form,
        **_subject(case, reportable),
    }
    return render(request, "moderator/case.html", context, status=status)


def _subject(case: Case, reportable: Reportable) -> dict[str, Any]:
    """Where it is and what it says; nothing when its author deleted it meanwhile."""
    try:
        return {
            "url": reportable.url(case.subject_id),
            "excerpt": reportable.excerpt(case.subject_id),
            "school": reportable.school_of(case.subject_id),
            "is_gone": False,
        }
    except Missing:
        return {"url": "", "excerpt": "", "school": None, "is_gone": True}


def _picture(case: Case) -> Picture | None:
    """Shown to moderators in every state."""
    pictures = Picture.objects.select_related("attestation_document")
    return pictures.filter(pk=case.subject_id).first() if case.kind == "picture" else None


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None
