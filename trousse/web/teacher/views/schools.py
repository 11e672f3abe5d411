"""In which school? The first thing a project needs; choosing a school for the first time joins it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core import formats
from trousse.fundraising.projects.errors import ProjectLocked, ProjectUnreadable
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_edit_project
from trousse.fundraising.projects.selectors import other_schools_of
from trousse.fundraising.projects.services import ProjectChanges, project_update
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import is_academic_email, schools_of
from trousse.people.accounts.services import holder_join_school
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.selectors import academie_of, openness
from trousse.people.rollout.services import wait_move
from trousse.people.schools.models import School
from trousse.people.schools.selectors import schools_search
from trousse.web.access import GET, GET_POST, signed_in
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.starting import chosen_school, project_start
from trousse.web.teacher.wizard.steps import STEPS

SCHOOL_STEP = STEPS[0]
QUERY_MAX = 100


@signed_in(methods=GET)
def school_search(request: HttpRequest) -> HttpResponse:
    """The schools that match what is being typed; htmx puts them in the list of the page."""
    return render(request, "teacher/_schools.html", _found(request))


@signed_in(methods=GET_POST)
def project_new(request: HttpRequest) -> HttpResponse:
    """Choose a school, and begin. Without an academic address, say kindly why not."""
    user = signed_in_user(request)
    if not is_academic_email(user.email):
        return render(request, "teacher/not_academic.html", {"email": user.email})
    if request.method == "POST":
        project = project_start(user=user, school=chosen_school(request.POST.get("ecole", "")))
        _tell_opening(request, project.school)
        return redirect(SCHOOL_STEP.url(project.pk))
    own = schools_of(user, Role.HOLDER).select_related("departement").order_by("name", "pk")
    page = {
        "own_schools": list(own),
        "action": reverse("teacher:project_new"),
        "title": "Dans quel établissement ?",
        "project": None,
        "back": reverse("teacher:dashboard"),
    }
    return render(request, "teacher/school.html", {**page, **_found(request)})


@signed_in(methods=GET_POST)
def project_school(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a draft to another school."""
    user = signed_in_user(request)
    project = _open_draft(user, pk)
    if request.method == "POST":
        school = chosen_school(request.POST.get("ecole", ""))
        holder_join_school(user=user, school=school)
        changes = ProjectChanges(school=school)
        if project.head_email == project.school.mail:
            changes["head_email"] = school.mail
        project_update(project=project, user=user, version=project.version, changes=changes)
        wait_move(key=key_of(project.pk), school=school)
        messages.success(request, f"Votre projet est maintenant à {school}.")
        _tell_opening(request, school)
        return redirect(SCHOOL_STEP.url(pk))
    return _choice(request, project, reverse("teacher:project_school", args=[pk]), "Dans quel autre établissement ?")


@signed_in(methods=GET_POST)
def project_school_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Another school takes part: it neither receives the money nor validates."""
    user = signed_in_user(request)
    project = _open_draft(user, pk)
    if request.method == "POST":
        school = chosen_school(request.POST.get("ecole", ""))
        others = [*other_schools_of(project), school]
        try:
            project_update(project=project, user=user, version=project.version, changes={"other_schools": others})
        except ProjectUnreadable as refusal:
            messages.error(request, refusal.user_message)
        else:
            messages.success(request, f"{school} participe au projet.")
        return redirect(SCHOOL_STEP.url(pk))
    return _choice(request, project, reverse("teacher:project_school_add", args=[pk]), "Qui participe aussi ?")


def _open_draft(user: User, pk: int) -> Project:
    """A project of this holder that may still change. Raises ProjectMissing, ProjectLocked."""
    project = own_project(user, pk)
    if not can_edit_project(user, project):
        raise ProjectLocked
    return project


def _choice(request: HttpRequest, project: Project, action: str, title: str) -> HttpResponse:
    """The page to choose one more school, or another one, for a project that has one."""
    taken = [project.school_id, *(school.pk for school in other_schools_of(project))]
    own = schools_of(signed_in_user(request), Role.HOLDER).exclude(pk__in=taken).select_related("departement")
    page = {
        "own_schools": list(own.order_by("name", "pk")),
        "action": action,
        "title": title,
        "project": project,
        "back": SCHOOL_STEP.url(project.pk),
    }
    return render(request, "teacher/school.html", {**page, **_found(request)})


def _tell_opening(request: HttpRequest, school: School) -> None:
    """A school whose académie is not open: one may begin to write, and knows from the first day when to hand it in."""
    now = openness(academie_of(school))
    if now.is_open:
        return
    opens = f"ouvre le {formats.day(now.opens_on)}" if now.opens_on else "n’est pas encore ouverte"
    messages.info(request, f"Votre académie {opens}. Vous pouvez déjà préparer votre projet, tout est gardé.")


def _found(request: HttpRequest) -> dict[str, object]:
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:QUERY_MAX]
    return {"query": query, "schools": schools_search(query)}
