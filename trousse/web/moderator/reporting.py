"""Reporting something and contesting a decision: for anybody, without an account."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from trousse.core.actors import Actor
from trousse.core.errors import Gone
from trousse.platform.moderation.enums import Outcome, ReportReason
from trousse.platform.moderation.errors import ReportInvalid
from trousse.platform.moderation.links import APPEAL
from trousse.platform.moderation.selectors import contestable, reported
from trousse.platform.moderation.services import case_contest, report_file
from trousse.platform.moderation.telling import TOLD
from trousse.web.access import GET, GET_POST, Limit, by_signed_link, public
from trousse.web.components.link_pages import keep_private
from trousse.web.moderator.forms import AppealForm, ReportForm

REPORTS = Limit("moderation.report", 10, timedelta(hours=1))
APPEALS = Limit("moderation.appeal", 20, timedelta(hours=1))


@public(methods=GET_POST, limits=[REPORTS])
def report(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """What is reported, why, and an address to be answered if one likes."""
    about = reported(kind, subject_id)
    form = ReportForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            report_file(
                kind=kind,
                subject_id=subject_id,
                reason=ReportReason(typed["reason"]),
                text=typed["text"],
                email=typed["email"],
                actor=Actor.link("reporter", "Une personne qui signale"),
            )
        except ReportInvalid as refused:
            form.add_error(refused.code if refused.code in form.fields else None, refused.user_message)
        else:
            return redirect("reporting:thanks")
    status = 422 if request.method == "POST" else 200
    return render(request, "moderator/report.html", {"about": about, "form": form}, status=status)


@public(methods=GET)
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "moderator/report_thanks.html")


@by_signed_link(APPEAL, limits=[APPEALS])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Contest a decision, once; when it is no longer possible, say why."""
    try:
        found = contestable(token)
    except Gone as over:
        return _over(request, over)
    form = AppealForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        case_contest(token=token, text=form.cleaned_data["text"])
        return keep_private(render(request, "moderator/appeal_done.html"))
    context = {
        "case": found.case,
        "decision": found.decision,
        "told": TOLD[Outcome(found.decision.outcome)],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return keep_private(render(request, "moderator/appeal.html", context, status=status))


def _over(request: HttpRequest, over: Gone) -> HttpResponse:
    page = render(request, "moderator/appeal_over.html", {"message": over.user_message}, status=over.http_status)
    return keep_private(page)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None
