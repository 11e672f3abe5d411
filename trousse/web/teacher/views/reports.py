"""What became of the project: written with holes, published when it is whole."""

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.errors import BusinessError
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaigns_of_holder
from trousse.fundraising.reports import selectors
from trousse.fundraising.reports.errors import ReportTooEarly
from trousse.fundraising.reports.models import Receipt, Report
from trousse.fundraising.reports.rules import gap, spent_in_all
from trousse.fundraising.reports.services import (
    receipt_add,
    receipt_remove,
    report_begin,
    report_publish,
    report_save,
)
from trousse.people.accounts.models import User
from trousse.platform.documents.errors import DocumentRefused
from trousse.web.access import GET, GET_POST, POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.evidence import hand_over
from trousse.web.components.project_cards import card_of_campaign
from trousse.web.teacher.own import signed_in_user
from trousse.web.teacher.report_forms import ReportForm, lines_of, spent, written


@signed_in(methods=GET_POST)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of a campaign that succeeded. A visit shows it; the first saving begins it."""
    user = signed_in_user(request)
    campaign = _own_campaign(user, pk)
    if selectors.due_on(campaign) is None:
        raise ReportTooEarly
    if request.method == "POST":
        return _save(request, user, report_begin(campaign=campaign, by=user))
    found = selectors.report_of(campaign)
    if found is None:
        return render(request, "teacher/report_begin.html", _about(campaign))
    return _page(request, found, ReportForm(initial=dict(written(found))), lines_of(found, None, more=False))


@signed_in(methods=GET)
def receipt_show(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """An invoice, to its holder."""
    return hand_over(_own_receipt(signed_in_user(request), pk, receipt_pk).document)


@signed_in(methods=POST)
def receipt_drop(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """Take an invoice away, while the report is a draft."""
    user = signed_in_user(request)
    receipt_remove(receipt=_own_receipt(user, pk, receipt_pk), by=user)
    messages.success(request, "La pièce est retirée.")
    return redirect("teacher:report", pk)


def _save(request: HttpRequest, user: User, found: Report) -> HttpResponse:
    if "commencer" in request.POST:
        return redirect("teacher:report", found.pk)
    more = "plus" in request.POST
    form, lines = ReportForm(request.POST, request.FILES), lines_of(found, request.POST, more=more)
    if more:
        return _page(request, found, form, lines, status=200)
    if {form.is_valid(), lines.is_valid()} != {True}:
        return _page(request, found, form, lines, status=422)
    try:
        report_save(report=found, by=user, lines=spent(lines, found), **form.written())
        _add_receipt(form, found, user)
    except DocumentRefused as refusal:
        form.add_error("receipts", refusal.user_message)
        return _page(request, found, form, lines, status=422)
    except BusinessError as refusal:
        form.add_error(None, refusal.user_message)
        return _page(request, found, form, lines, status=refusal.http_status)
    if "publier" in request.POST:
        return _publish(request, user, found)
    messages.success(request, "Votre bilan est enregistré.")
    return redirect("teacher:report", found.pk)


def _publish(request: HttpRequest, user: User, found: Report) -> HttpResponse:
    """What was typed is saved already, also when something is missing."""
    try:
        report_publish(report=found, by=user)
    except BusinessError as refusal:
        messages.error(request, f"Votre bilan est enregistré, pas encore publié. {refusal.user_message}")
    else:
        messages.success(request, "Votre bilan est en ligne. Celles et ceux qui ont donné le reçoivent. Merci à vous.")
    return redirect("teacher:report", found.pk)


def _add_receipt(form: ReportForm, found: Report, user: User) -> None:
    sent = cast("UploadedFile[Any] | None", form.cleaned_data["receipts"])
    if sent:
        receipt_add(report=found, by=user, name=sent.name or "", content=sent.read())


def _page(request: HttpRequest, found: Report, form: ReportForm, lines: Any, *, status: int = 200) -> HttpResponse:
    stored = selectors.spent_lines(found)
    received = selectors.received(found.campaign)
    context = {
        **_about(found.campaign),
        "report": found,
        "form": form,
        "lines": lines,
        "received": received,
        "spent": spent_in_all(stored),
        "gap": gap(stored, received),
        "missing": selectors.missing_of(found),
        "receipts": found.receipts.select_related("document"),
        "here": request.path,
    }
    return render(request, "teacher/report.html", context, status=status)


def _about(campaign: Campaign) -> dict[str, object]:
    crumbs = [Crumb("Mes projets", reverse("teacher:dashboard")), Crumb("Bilan")]
    return {
        "campaign": campaign,
        "card": card_of_campaign(campaign),
        "crumbs": crumbs,
        "due_on": selectors.due_on(campaign),
    }


def _own_campaign(user: User, pk: int) -> Campaign:
    """Raises CampaignMissing for everybody but its holder."""
    found = campaigns_of_holder(user).filter(pk=pk).first()
    if found is None:
        raise CampaignMissing
    return found


def _own_report(user: User, pk: int) -> Report:
    found = selectors.report_of(_own_campaign(user, pk))
    if found is None:
        raise CampaignMissing
    return found


def _own_receipt(user: User, pk: int, receipt_pk: int) -> Receipt:
    found = _own_report(user, pk).receipts.select_related("document", "report").filter(pk=receipt_pk).first()
    if found is None:
        raise CampaignMissing
    return found
