"""Writing a project: one form, saved at will, with a live preview beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core import clock, formats
from trousse.fundraising.projects.enums import BudgetSide, LevelCode
from trousse.fundraising.projects.errors import ConflictingEdit, ProjectUnreadable
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_edit_project
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.fundraising.projects.selectors import budget_of, project_limits
from trousse.fundraising.projects.services import project_update
from trousse.fundraising.review.rules import REMARKABLE
from trousse.fundraising.review.selectors import remarks_of, word_to_holder
from trousse.people.accounts.models import User
from trousse.people.bodies.enums import BodyKind
from trousse.web.access import GET_POST, POST, signed_in
from trousse.web.components.project_cards import card_of_draft
from trousse.web.teacher.budget import BudgetForms
from trousse.web.teacher.forms import ProjectForm, stored_answers, typed_answers
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.readiness import as_typed, checklist, totals_of

NEXT_PAGE = {
    "apercu": "teacher:project_preview",
    "soumettre": "teacher:project_submit",
    "ecole": "teacher:project_school",
}
"""Where a button leads once everything is saved; the plain « Enregistrer » stays on the form."""
MORE_LINES = {"plus-depenses": BudgetSide.EXPENSE, "plus-recettes": BudgetSide.INCOME}


@dataclass(frozen=True)
class Difference:
    """A field that somebody saved otherwise meanwhile: what was typed here, beside what is stored now."""

    label: str
    typed: str
    stored: str


@signed_in(methods=GET_POST)
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. Buttons: save, save and look, save and submit, save and change school, more budget lines."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    if not can_edit_project(user, project):
        return redirect("teacher:project_preview", pk)
    if request.method != "POST":
        form = ProjectForm(initial=stored_answers(project), project=project, limits=project_limits())
        return _page(request, form, BudgetForms(entries=budget_of(project)))
    more = MORE_LINES.get(request.POST.get("action", ""))
    if more:
        form = ProjectForm(initial=typed_answers(request.POST), project=project, limits=project_limits())
        return _page(request, form, BudgetForms(data=request.POST, more=more))
    return _save(request, user, project)


@signed_in(methods=POST)
def project_live(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands beside the form while it is being filled: checklist and card, as typed. Saves nothing."""
    project = own_project(signed_in_user(request), pk)
    form = ProjectForm(request.POST, project=project, limits=project_limits())
    budget = BudgetForms(data=request.POST)
    form.is_valid()
    typed = as_typed(project, form.changes())
    return render(request, "teacher/_beside.html", _beside(form, typed, budget.entries()))


def _save(request: HttpRequest, user: User, project: Project) -> HttpResponse:
    form = ProjectForm(request.POST, project=project, limits=project_limits())
    budget = BudgetForms(data=request.POST)
    is_readable = all([form.is_valid(), budget.is_valid()])
    try:
        saved = project_update(
            project=project,
            user=user,
            version=form.cleaned_data.get("version") or 0,
            changes=form.changes(),
            budget=budget.entries() if budget.is_valid() else None,
        )
    except ConflictingEdit as conflict:
        return _conflict(request, budget, conflict)
    except ProjectUnreadable as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, refusal.user_message)
        return _page(request, form, budget, status=422)
    if not is_readable:
        return _page(request, _reopened(request.POST, saved), budget, status=422)
    return _onwards(request, saved)


def _onwards(request: HttpRequest, saved: Project) -> HttpResponse:
    page = NEXT_PAGE.get(request.POST.get("action", ""))
    if page:
        return redirect(page, saved.pk)
    messages.success(request, f"Enregistré à {formats.hour(clock.now())}.")
    return redirect("teacher:project_edit", saved.pk)


def _reopened(data: QueryDict, saved: Project) -> ProjectForm:
    """The form as typed, with its errors, ready to be saved over what is stored now."""
    typed = data.copy()
    typed["version"] = str(saved.version)
    return ProjectForm(typed, project=saved, limits=project_limits())


def _conflict(request: HttpRequest, budget: BudgetForms, conflict: ConflictingEdit) -> HttpResponse:
    """Nothing was saved. What was typed stays in the form, beside what is stored; saving again replaces the latter."""
    form = _reopened(request.POST, conflict.current)
    form.is_valid()
    mine = as_typed(conflict.current, form.changes()), budget.entries()
    theirs = conflict.current, budget_of(conflict.current)
    differences = [_difference(field.removesuffix("_cents"), mine, theirs) for field in conflict.fields]
    return _page(request, form, budget, status=409, conflict=conflict.user_message, differences=differences)


Answers = tuple[Project, Sequence[BudgetEntry]]
"""A project, stored or as typed, with its budget."""


def _difference(field: str, mine: Answers, theirs: Answers) -> Difference:
    labels = {
        **REMARKABLE,
        "school": "Établissement",
        "manager_name": "Nom du gestionnaire",
        "head_name": "Nom de la direction",
    }
    return Difference(labels.get(field, field), _in_words(*mine, field) or "rien", _in_words(*theirs, field) or "rien")


def _in_words(project: Project, budget: Sequence[BudgetEntry], field: str) -> str:
    if field == "budget":
        return " · ".join(f"{entry.label} {entry.amount}" for entry in budget)
    stored: Any = getattr(project, field)
    if field == "levels":
        return ", ".join(LevelCode(level).label for level in stored)
    if field == "body_kind":
        return BodyKind(stored).label if stored else ""
    if field == "opens_on":
        return formats.day(stored) if stored else ""
    return "" if stored is None else str(stored)


def _page(
    request: HttpRequest, form: ProjectForm, budget: BudgetForms, *, status: int = 200, **extra: Any
) -> HttpResponse:
    project = form.project
    is_stored = request.method != "POST"
    form_view: dict[str, Any] = {
        "form": form,
        "budget": budget,
        "project": project,
        "remarks": remarks_of(project),
        "word": word_to_holder(project) if project.submitted_at else "",
        "conflict": "",
        "differences": (),
    }
    if is_stored:
        beside = _beside(form, project, budget_of(project))
    else:
        judged = ProjectForm(request.POST, project=project, limits=project_limits())
        judged.is_valid()
        beside = _beside(form, as_typed(project, judged.changes()), BudgetForms(data=request.POST).entries())
    return render(request, "teacher/project_form.html", {**form_view, **beside, **extra}, status=status)


def _beside(form: ProjectForm, project: Project, budget: Sequence[BudgetEntry]) -> dict[str, Any]:
    return {
        "project": form.project,
        "checklist": checklist(form, project, budget, project_limits()),
        "totals": totals_of(budget),
        "card": card_of_draft(project, url=reverse("teacher:project_preview", args=[project.pk])),
    }
