"""Looking at the project as donors will, and handing it to the reviewers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.workflow import TransitionRefused
from trousse.fundraising.campaigns.selectors import campaigns_public
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_edit_project
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.review import services as review
from trousse.fundraising.review.selectors import head_mailbox
from trousse.people.rollout.errors import NotAllowedYet
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.selectors import academie_of, openness, place_in_line
from trousse.people.rollout.services import wait_join, wait_leave
from trousse.web.access import GET, GET_POST, POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.project_cards import card_of_draft, page_of_draft, with_pictures
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.wizard.readiness import checklist


@signed_in(methods=GET)
def project_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page of the project before it is public; once it has a campaign, the page of the campaign."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    campaign = campaigns_public().filter(pk=pk).only("slug").first()
    if campaign is not None:
        return redirect("public:project", pk, campaign.slug)
    context = {
        "project": with_pictures(page_of_draft(project, budget_of(project))),
        "crumbs": [Crumb("Mes projets", reverse("teacher:dashboard")), Crumb("Aperçu")],
        "gift": None,
        "report": None,
        "preview": True,
        "draft": project,
        "is_editable": can_edit_project(user, project),
    }
    return render(request, "teacher/preview.html", context)


@signed_in(methods=GET_POST)
def project_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, or what happens next and one button."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    if not can_edit_project(user, project):
        return redirect("teacher:project_preview", pk)
    if request.method != "POST":
        return _page(request, project)
    try:
        review.project_submit(project=project, user=user)
    except (TransitionRefused, NotAllowedYet) as refusal:
        kept = own_project(user, pk)  # as it is stored: what was refused left its marks on the other one
        return _page(request, kept, refusal=refusal.user_message, status=refusal.http_status)
    messages.success(request, "Votre projet est parti. L’instructeur de l’académie le lit, vous recevrez un courriel.")
    return redirect("teacher:dashboard")


@signed_in(methods=POST)
def project_wait(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the waiting list, or leave it."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    if "renoncer" in request.POST:
        wait_leave(key=key_of(project.pk))
        messages.success(request, "Vous n’attendez plus de place. Votre projet reste enregistré.")
    else:
        wait_join(user=user, school=project.school, key=key_of(project.pk))
        messages.success(request, "Vous êtes sur la liste. Nous vous écrivons dès qu’une place s’ouvre.")
    return redirect("teacher:project_submit", pk)


def _page(request: HttpRequest, project: Project, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "draft": project,
        "card": card_of_draft(project, url=reverse("teacher:project_preview", args=[project.pk])),
        "checklist": checklist(project),
        "mailbox": head_mailbox(project),
        "refusal": refusal,
        "openness": openness(academie_of(project.school)),
        "place": place_in_line(key=key_of(project.pk)),
    }
    return render(request, "teacher/submit.html", context, status=status)
