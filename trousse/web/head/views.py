"""Two taps on a phone, no account: the head of school attests that the validations exist, or says why not."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import Gone, Invalid
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.review import services as review
from trousse.fundraising.review.enums import Authority, HeadState, LinkPurpose
from trousse.fundraising.review.errors import ActsIncomplete, DocumentNeeded
from trousse.fundraising.review.models import HeadFile
from trousse.fundraising.review.selectors import (
    head_file_of,
    link_open,
    link_read,
    pictures_key,
    required_acts,
    who_holds,
)
from trousse.people.schools.enums import Degree
from trousse.platform.documents.errors import DocumentRefused
from trousse.platform.parameters.selectors import value
from trousse.web.access import POST, Limit, by_signed_link
from trousse.web.components.link_pages import keep_private
from trousse.web.components.progress import opening_of
from trousse.web.components.project_cards import page_of_draft, with_pictures
from trousse.web.head.forms import (
    ATTEST,
    DECLINE,
    ROLES_FIRST_DEGREE,
    ROLES_SECOND_DEGREE,
    AttestForm,
    DeclineForm,
    DelegateForm,
)

ANSWERS = Limit("head.answer", 30, timedelta(hours=1))
RENEWALS = Limit("head.renew", 10, timedelta(hours=1))


@by_signed_link(LinkPurpose.HEAD, limits=[ANSWERS])
def attest(request: HttpRequest, token: str) -> HttpResponse:
    """What the project is, what is asked, the answer. Once answered, the same link shows what was said and by whom."""
    try:
        project = link_open(token, LinkPurpose.HEAD).project
    except Gone as end:
        return _ended(request, token, end)
    file = head_file_of(project)
    if file is not None and file.state != HeadState.WAITING:
        return _answered(request, project, file)
    if project.state != ProjectState.ACCEPTED:
        return _idle(request, project)
    if request.method != "POST":
        return _page(request, token, project)
    if request.POST.get("answer") == DECLINE:
        return _decline(request, token, project)
    return _attest(request, token, project)


@by_signed_link(LinkPurpose.HEAD, methods=POST, limits=[RENEWALS])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address on file; the bearer of the old one neither chooses nor sees it."""
    review.link_renew(token=token, purpose=LinkPurpose.HEAD)
    return keep_private(render(request, "head/renewed.html"))


@by_signed_link(LinkPurpose.HEAD, methods=POST, limits=[ANSWERS])
def delegate(request: HttpRequest, token: str) -> HttpResponse:
    """Hand the file to a deputy; the page then says to whom, and how to take it back."""
    try:
        project = link_open(token, LinkPurpose.HEAD).project
    except Gone as end:
        return _ended(request, token, end)
    form = DelegateForm(request.POST, auto_id="delegation_%s")
    if not form.is_valid():
        return _page(request, token, project, delegation=form, status=422)
    try:
        file = review.head_delegate(token=token, **form.cleaned_data)
    except Invalid as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, refusal.user_message)
        return _page(request, token, project, delegation=form, status=refusal.http_status)
    return keep_private(render(request, "head/delegated.html", {"file": file, "title": project.title}))


def _attest(request: HttpRequest, token: str, project: Project) -> HttpResponse:
    form = _attest_form(project, request)
    if not form.is_valid():
        return _page(request, token, project, attestation=form, status=422)
    typed = form.cleaned_data
    try:
        review.head_attest(
            token=token, name=typed["name"], role=typed["role"], acts=form.acts(), document=form.upload()
        )
    except ActsIncomplete as refusal:
        form.tell(refusal.problems)
        return _page(request, token, project, attestation=form, status=422)
    except (DocumentRefused, DocumentNeeded) as refusal:
        form.add_error("document", refusal.user_message)
        return _page(request, token, project, attestation=form, status=refusal.http_status)
    messages.success(request, "Merci. Votre attestation est enregistrée.")
    return redirect("head:attest", token)


def _decline(request: HttpRequest, token: str, project: Project) -> HttpResponse:
    form = _decline_form(project, request)
    if not form.is_valid():
        return _page(request, token, project, decline=form, status=422)
    review.head_decline(token=token, **form.cleaned_data)
    messages.success(request, "Merci. Votre réponse est enregistrée.")
    return redirect("head:attest", token)


def _attest_form(project: Project, request: HttpRequest | None = None) -> AttestForm:
    return AttestForm(
        request.POST if request else None,
        request.FILES if request else None,
        authorities=required_acts(project),
        document_needed=bool(value("review.act_document_required")),
        initial=_known(project),
    )


def _decline_form(project: Project, request: HttpRequest | None = None) -> DeclineForm:
    return DeclineForm(request.POST if request else None, auto_id="refus_%s", initial=_known(project))


def _known(project: Project) -> dict[str, str]:
    """What need not be typed; a deputy's post is theirs to say."""
    file = head_file_of(project)
    if file is not None and file.is_delegated:
        return {"name": file.delegate_name}
    is_ecole = project.school.degree == Degree.FIRST
    return {"name": project.head_name, "role": ROLES_FIRST_DEGREE if is_ecole else ROLES_SECOND_DEGREE}


def _page(
    request: HttpRequest,
    token: str,
    project: Project,
    *,
    attestation: AttestForm | None = None,
    decline: DeclineForm | None = None,
    delegation: DelegateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": attestation or _attest_form(project),
        "decline": decline or _decline_form(project),
        "delegation": delegation or DelegateForm(auto_id="delegation_%s"),
        "file": head_file_of(project),
        "holding": who_holds(project),
        "token": token,
        "page": with_pictures(page_of_draft(project, budget_of(project)), pictures_key(token, LinkPurpose.HEAD)),
        "holder": project.holder.display_name,
        "attest_value": ATTEST,
        "decline_value": DECLINE,
    }
    return keep_private(render(request, "head/attest.html", context, status=status))


def _answered(request: HttpRequest, project: Project, file: HeadFile) -> HttpResponse:
    acts = [(Authority(act["authority"]).label, date.fromisoformat(act["on"]), act["reference"]) for act in file.acts]
    context = {
        "project": project,
        "page": page_of_draft(project, ()),
        "file": file,
        "acts": acts,
        "attested": file.state == HeadState.ATTESTED,
        "opening": opening_of(project),
    }
    return keep_private(render(request, "head/answered.html", context))


def _idle(request: HttpRequest, project: Project) -> HttpResponse:
    return keep_private(render(request, "head/idle.html", {"page": page_of_draft(project, ())}))


def _ended(request: HttpRequest, token: str, end: Gone) -> HttpResponse:
    title = link_read(token, LinkPurpose.HEAD).project.title
    context = {"token": token, "title": title, "message": end.user_message}
    return keep_private(render(request, "head/ended.html", context, status=end.http_status))
