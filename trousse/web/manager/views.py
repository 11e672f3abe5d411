"""No account: the manager says which legal entity receives, and on which account."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import Gone
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.review import services as review
from trousse.fundraising.review.enums import LinkPurpose, ManagerState
from trousse.fundraising.review.models import ManagerFile
from trousse.fundraising.review.selectors import link_open, link_read, manager_file_of, pictures_key, who_holds
from trousse.people.bodies.errors import BodyRefused
from trousse.people.bodies.selectors import bodies_of
from trousse.platform.documents.errors import DocumentRefused
from trousse.web.access import POST, Limit, by_signed_link
from trousse.web.components.link_pages import keep_private
from trousse.web.components.project_cards import page_of_draft, with_pictures
from trousse.web.manager.forms import BodyForm

ANSWERS = Limit("manager.answer", 30, timedelta(hours=1))
RENEWALS = Limit("manager.renew", 10, timedelta(hours=1))


@by_signed_link(LinkPurpose.MANAGER, limits=[ANSWERS])
def complete(request: HttpRequest, token: str) -> HttpResponse:
    """What the project is, what is asked, the answer. Once answered, the same link shows what was declared."""
    try:
        project = link_open(token, LinkPurpose.MANAGER).project
    except Gone as end:
        return _ended(request, token, end)
    file = manager_file_of(project)
    if file is not None and file.state == ManagerState.COMPLETED:
        return _answered(request, project, file)
    if project.state != ProjectState.ACCEPTED:
        return keep_private(render(request, "manager/idle.html", {"page": page_of_draft(project, ())}))
    if request.method != "POST":
        return _page(request, token, project, BodyForm(school=project.school, initial=_known(project)))
    return _complete(request, token, project)


@by_signed_link(LinkPurpose.MANAGER, methods=POST, limits=[RENEWALS])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address on file; the bearer of the old one neither chooses nor sees it."""
    review.link_renew(token=token, purpose=LinkPurpose.MANAGER)
    return keep_private(render(request, "manager/renewed.html"))


def _complete(request: HttpRequest, token: str, project: Project) -> HttpResponse:
    form = BodyForm(request.POST, request.FILES, school=project.school)
    if not form.is_valid():
        return _page(request, token, project, form, status=422)
    try:
        review.manager_complete(token=token, details=form.details(), document=form.upload())
    except DocumentRefused as refusal:
        form.add_error("document", refusal.user_message)
        return _page(request, token, project, form, status=refusal.http_status)
    except BodyRefused as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, refusal.user_message)
        return _page(request, token, project, form, status=refusal.http_status)
    messages.success(request, "Merci. La structure est enregistrée.")
    return redirect("manager:complete", token)


def _known(project: Project) -> dict[str, object]:
    """What need not be typed: the holder's choice, and what this school's body already declared. Never an IBAN."""
    known: dict[str, object] = {"kind": project.body_kind, "manager_name": project.manager_name}
    body = bodies_of(project.school).filter(kind=project.body_kind).order_by("-declared_at", "-pk").first()
    if body is None:
        return known
    entity = body.entity
    return {
        **known,
        "legal_name": entity.legal_name,
        "siren": entity.siren,
        "address": entity.address,
        "postcode": entity.postcode,
        "town": entity.town,
        "issues_receipts": "oui" if entity.issues_receipts else "non",
    }


def _page(request: HttpRequest, token: str, project: Project, form: BodyForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "page": with_pictures(page_of_draft(project, budget_of(project)), pictures_key(token, LinkPurpose.MANAGER)),
        "holding": who_holds(project),
        "holder": project.holder.display_name,
    }
    return keep_private(render(request, "manager/complete.html", context, status=status))


def _answered(request: HttpRequest, project: Project, file: ManagerFile) -> HttpResponse:
    body = file.body
    context = {
        "project": project,
        "page": page_of_draft(project, ()),
        "file": file,
        "body": body,
        "entity": body.entity if body else None,
        "account": body.account if body else None,
    }
    return keep_private(render(request, "manager/answered.html", context))


def _ended(request: HttpRequest, token: str, end: Gone) -> HttpResponse:
    title = link_read(token, LinkPurpose.MANAGER).project.title
    context = {"token": token, "title": title, "message": end.user_message}
    return keep_private(render(request, "manager/ended.html", context, status=end.http_status))
