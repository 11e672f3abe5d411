"""What became of the project: written with holes, published when it is whole. No button loses what was typed."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.errors import BusinessError
from trousse.fundraising.reports import rules, selectors
from trousse.fundraising.reports.errors import ReportChanged, ReportTooEarly
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.services import (
    receipt_add,
    receipt_remove,
    report_begin,
    report_publish,
    report_save,
)
from trousse.people.accounts.models import User
from trousse.platform.documents.rules import LARGEST, TOO_LARGE
from trousse.platform.limits.errors import LimitReached
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.web.access import GET, GET_POST, POST, signed_in
from trousse.web.components.evidence import hand_over
from trousse.web.components.picture_fields import PictureForm
from trousse.web.components.reports import conflict_of, figures_of
from trousse.web.teacher.class_pages import about, own_campaign, picture_hung
from trousse.web.teacher.own import signed_in_user
from trousse.web.teacher.report_forms import ReportForm, ReportForms

KIND, PICTURE = "report", "image"
"""What its pictures belong to; the prefix of their fields."""


@signed_in(methods=GET_POST)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of a campaign that succeeded. A visit shows it; the first saving begins it."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    due_on = selectors.due_on(campaign)
    if due_on is None:
        raise ReportTooEarly
    if request.method == "POST":
        return _posted(request, user, report_begin(campaign=campaign, by=user))
    found = selectors.report_of(campaign)
    if found is None:
        return render(request, "teacher/report_begin.html", {**about(campaign, "Bilan"), "due_on": due_on})
    return _page(request, found, ReportForms(found), _picture_form(request, user))


@signed_in(methods=GET)
def receipt_show(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """An invoice, to its holder."""
    user = signed_in_user(request)
    return hand_over(selectors.receipt_to_read(user, own_campaign(user, pk).pk, receipt_pk).document)


@signed_in(methods=POST)
def receipt_drop(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """Take an invoice away, while the report is a draft; what was typed around it is saved as well."""
    user = signed_in_user(request)
    receipt = selectors.receipt_to_read(user, own_campaign(user, pk).pk, receipt_pk)
    receipt_remove(receipt=receipt, by=user)
    messages.success(request, f"La pièce {receipt.document.name} est retirée.")
    return _posted(request, user, receipt.report)


def _posted(request: HttpRequest, user: User, found: Report) -> HttpResponse:
    """What was sent is kept first, whatever the rest says: a browser shows a chosen file only once."""
    if "story" not in request.POST:
        return redirect("teacher:report", found.pk)
    forms, image = ReportForms(found, request), _picture_form(request, user)
    _keep_receipts(request, forms.form, found, user)
    image = _hang(request, image, found, user)
    if forms.more:
        status = 422 if image.is_bound or forms.form.has_error("receipts") else 200
        return _page(request, found, forms, image, status=status)
    return _save(request, user, found, forms, image)


def _save(request: HttpRequest, user: User, found: Report, forms: ReportForms, image: PictureForm) -> HttpResponse:
    """All that is whole is saved, also when a file was refused beside it."""
    refused = list(forms.form.errors.get("receipts", ()))
    if not forms.is_readable():
        return _page(request, found, forms, image, status=422)
    try:
        saved = report_save(report=found, by=user, version=forms.version, content=forms.content())
    except ReportChanged as changed:
        return _conflict(request, found, forms, image, changed)
    except BusinessError as refusal:
        forms.form.add_error(None, refusal.user_message)
        return _page(request, found, forms, image, status=refusal.http_status)
    if refused or image.is_bound:
        reopened = ReportForms(saved, request, version=saved.version)
        for problem in refused:
            reopened.form.add_error("receipts", problem)
        return _page(request, saved, reopened, image, status=422)
    return _onwards(request, user, saved)


def _onwards(request: HttpRequest, user: User, saved: Report) -> HttpResponse:
    if "publier" in request.POST and not saved.is_published:
        return _publish(request, user, saved)
    said = "Votre bilan est corrigé. La page le dit." if saved.corrected_at else "Votre bilan est enregistré."
    messages.success(request, said)
    if picture := request.POST.get("voir"):
        known = {str(each.pk): each for each in all_pictures_of(KIND, saved.pk)}
        if picture in known:
            return redirect("teacher:told_picture", known[picture].pk)
    return redirect("teacher:report", saved.pk)


def _publish(request: HttpRequest, user: User, found: Report) -> HttpResponse:
    """What was typed is saved already, also when something is missing."""
    try:
        report_publish(report=found, by=user)
    except BusinessError as refusal:
        messages.error(request, f"Votre bilan est enregistré, pas encore publié. {refusal.user_message}")
    else:
        messages.success(request, "Votre bilan est en ligne. Celles et ceux qui ont donné le reçoivent. Merci à vous.")
    return redirect("teacher:report", found.pk)


def _conflict(
    request: HttpRequest, found: Report, forms: ReportForms, image: PictureForm, changed: ReportChanged
) -> HttpResponse:
    """Nothing was saved. What was typed stays in the form, which then replaces the other if they so choose."""
    conflict = conflict_of(changed, forms.content(), url=reverse("teacher:report", args=[found.pk]))
    reopened = ReportForms(changed.current, request, version=changed.current.version)
    return _page(request, changed.current, reopened, image, status=409, conflict=conflict)


def _keep_receipts(request: HttpRequest, form: ReportForm, found: Report, user: User) -> None:
    """Each file on its own; what is refused is said beside the field, by the name of its file."""
    form.is_valid()
    sent: list[UploadedFile[Any]] = request.FILES.getlist("receipts")
    for file in sent:
        name = file.name or ""
        try:
            if (file.size or 0) > LARGEST:
                form.add_error("receipts", f"{name} : {TOO_LARGE}")
                continue
            receipt_add(report=found, by=user, name=name, content=file.read())
        except BusinessError as refusal:
            form.add_error("receipts", f"{name} : {refusal.user_message}")
        else:
            messages.success(request, f"La pièce {name} est gardée.")


def _hang(request: HttpRequest, image: PictureForm, found: Report, user: User) -> PictureForm:
    """The form to show next: a fresh one once the picture hangs, otherwise the same with the reason."""
    if not image.is_bound:
        return image
    try:
        if not picture_hung(image, user, kind=KIND, subject_id=found.pk):
            return image
    except LimitReached as reached:
        image.is_valid()
        image.add_error(None, reached.user_message)
        return image
    messages.success(request, "L’image est ajoutée.")
    return _fresh_picture_form(user)


def _picture_form(request: HttpRequest, user: User) -> PictureForm:
    """Bound as soon as something was said of a picture, whichever button was pressed."""
    is_said = "image" in request.POST or request.POST.get(f"{PICTURE}-alt") or f"{PICTURE}-file" in request.FILES
    return PictureForm(request.POST, request.FILES, prefix=PICTURE) if is_said else _fresh_picture_form(user)


def _fresh_picture_form(user: User) -> PictureForm:
    return PictureForm(prefix=PICTURE, initial={"attestation_name": user.display_name})


def _page(
    request: HttpRequest, found: Report, forms: ReportForms, image: PictureForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    campaign, content = found.campaign, forms.content()
    context = {
        **about(campaign, "Bilan"),
        "report": found,
        "due_on": selectors.due_on(campaign),
        "form": forms.form,
        "lines": forms.lines,
        "incomes": forms.incomes,
        "figures": figures_of(content, campaign),
        "missing": rules.missing(content, raised=selectors.collected(campaign)),
        "receipts": selectors.receipts_of(found),
        "image": image,
        "pictures": all_pictures_of(KIND, found.pk),
        "here": reverse("teacher:report", args=[found.pk]),
        "conflict": None,
    }
    return render(request, "teacher/report.html", {**context, **extra}, status=status)
