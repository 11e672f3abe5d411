"""Writing a project, step by step: every button saves, whatever it then leads to."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core import clock, formats
from trousse.fundraising.projects.errors import ConflictingEdit, ProjectLocked, ProjectUnreadable
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_edit_project
from trousse.fundraising.projects.selectors import classes_of, other_schools_of
from trousse.fundraising.projects.services import ProjectChanges, project_update
from trousse.fundraising.review.selectors import remarks_of, word_to_holder
from trousse.people.accounts.models import User
from trousse.people.bodies.selectors import bodies_of
from trousse.web.access import GET, GET_POST, kept_answers, signed_in
from trousse.web.components.project_cards import card_of_draft
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.wizard.conflict import told
from trousse.web.teacher.wizard.progress import marks, where_to_go_on
from trousse.web.teacher.wizard.readiness import as_typed, checklist, totals_of
from trousse.web.teacher.wizard.sheets import SHOWN_AGAIN, Sheet, sheet_of
from trousse.web.teacher.wizard.steps import BY_SLUG, GO, STEPS, Step, after, before

PAGES = {
    "apercu": "teacher:project_preview",
    "soumettre": "teacher:project_submit",
    "ecole": "teacher:project_school",
    "participe": "teacher:project_school_add",
}
"""Where a button leads once the step is saved, besides the other steps (``vers-<slug>``)."""
AUTOSAVE = "auto"


@signed_in(methods=GET)
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a project: the first step with a remark, or with something missing, or the last look."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    if not can_edit_project(user, project):
        return redirect("teacher:project_preview", pk)
    return redirect(where_to_go_on(project, checklist(project)).url(pk))


@signed_in(methods=GET_POST, keeps_answers=True)
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """One of the eight steps."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    current = BY_SLUG.get(slug)
    if current is None:
        raise Http404
    if current.url(pk) != request.path:
        return redirect(current.url(pk))
    if not can_edit_project(user, project):
        return _too_late(request, pk)
    if request.method != "POST":
        kept = kept_answers(request)
        return _page(request, sheet_of(slug, project, kept, action="revoir" if kept else ""), current, kept=bool(kept))
    action = request.POST.get("action", "")
    sheet = sheet_of(slug, project, request.POST, action=action)
    if action.startswith(SHOWN_AGAIN):
        return _page(request, sheet, current)
    return _save(request, user, sheet, current, action)


def _too_late(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Submitted meanwhile, from elsewhere: it is only looked at; what is still typed here is told to be too late.

    A save beside stays where it is: the page says that nothing was saved, and the browser keeps what was typed.
    """
    if request.POST.get("action") == AUTOSAVE:
        return HttpResponse(status=ProjectLocked.http_status)
    if request.method == "POST":
        messages.error(request, ProjectLocked().user_message)
    return redirect("teacher:project_preview", pk)


def _save(request: HttpRequest, user: User, sheet: Sheet, current: Step, action: str) -> HttpResponseBase:
    is_readable = sheet.is_valid()
    try:
        saved = project_update(
            project=sheet.project, user=user, version=sheet.seen, changes=_changes(sheet, action), budget=sheet.budget()
        )
    except ConflictingEdit as conflict:
        return _conflict(request, sheet, current, conflict, action)
    except ProjectUnreadable as refusal:
        sheet.form.add_error(refusal.code if refusal.code in sheet.form.fields else None, refusal.user_message)
        return _answer(request, sheet, current, action, status=422, stamp=sheet.seen.stamp)
    if not is_readable:
        return _answer(request, _reopened(request.POST, saved, current), current, action, status=422)
    if action == AUTOSAVE:
        return _answer(request, _reopened(request.POST, saved, current), current, action)
    return _onwards(request, saved, current, action)


def _changes(sheet: Sheet, action: str) -> ProjectChanges:
    """What was typed, or what the button itself says: a body to take over, a school that leaves."""
    changes = sheet.changes()
    name, _, value = action.partition(":")
    if name == "reprendre" and value.isdecimal():
        body = bodies_of(sheet.project.school).filter(pk=int(value)).first()
        if body is not None:
            changes |= ProjectChanges(
                body_kind=body.kind, manager_name=body.manager_name, manager_email=body.manager_email
            )
    if name == "retirer-ecole":
        changes["other_schools"] = [school for school in other_schools_of(sheet.project) if school.uai != value]
    return changes


def _onwards(request: HttpRequest, saved: Project, current: Step, action: str) -> HttpResponse:
    if action == "tableau":
        return redirect("teacher:dashboard")
    if action in PAGES:
        return redirect(PAGES[action], saved.pk)
    slug, _, field = action.removeprefix(GO).partition("#")
    to = after(current) if action == "continuer" else BY_SLUG.get(slug)
    if to is None:
        messages.success(request, f"Enregistré à {formats.hour(clock.now())}.")
    anchor = f"#{field}" if re.fullmatch(r"[\w-]+", field) else ""
    return redirect((to or current).url(saved.pk) + anchor)


def _reopened(data: QueryDict, saved: Project, current: Step) -> Sheet:
    """The step as typed, with its errors, ready to be saved over what is stored now."""
    sheet = sheet_of(current.slug, saved, data)
    sheet.is_valid()
    return sheet


def _conflict(
    request: HttpRequest, sheet: Sheet, current: Step, conflict: ConflictingEdit, action: str
) -> HttpResponse:
    """Nothing was saved. What was typed stays in the form, beside what is stored; saving again replaces the latter."""
    both = told(conflict, _changes(sheet, action), sheet.budget_shown(), request.path)
    if action == AUTOSAVE:
        return _beside(request, sheet, current, is_saved=False, stamp=sheet.seen.stamp, conflict=both)
    again = _reopened(request.POST, conflict.current, current)
    return _page(request, again, current, status=409, stamp=again.stamp, conflict=both)


def _answer(
    request: HttpRequest, sheet: Sheet, current: Step, action: str, *, status: int = 200, stamp: str = ""
) -> HttpResponse:
    shown = stamp or sheet.stamp
    if action == AUTOSAVE:
        return _beside(request, sheet, current, is_saved=status == 200, stamp=shown)
    return _page(request, sheet, current, status=status, stamp=shown)


def _beside(request: HttpRequest, sheet: Sheet, current: Step, *, is_saved: bool, **extra: Any) -> HttpResponse:
    """What changes on the page while one types: htmx puts it in place, the zip and the hour of the save included.

    The browser keeps its own copy until ``is_saved``: everything that was typed is stored.
    """
    context = {**_context(sheet, current), "out_of_band": True, "is_stored": is_saved, **extra}
    page = render(request, "teacher/_enregistre.html", context)
    if is_saved:
        page["HX-Trigger"] = "enregistre"
    return page


def _page(
    request: HttpRequest, sheet: Sheet, current: Step, *, status: int = 200, kept: bool = False, **extra: Any
) -> HttpResponse:
    """The whole page. What is only shown again, not saved, keeps the fingerprint that it came with: the next save
    must still meet whatever was stored elsewhere meanwhile."""
    seen = sheet.stamp if sheet.data is None else sheet.seen.stamp
    context = {**_context(sheet, current), "stamp": seen, "kept": kept, "is_stored": sheet.data is None, **extra}
    return render(request, f"teacher/etapes/{current.slug}.html", context, status=status)


def _context(sheet: Sheet, current: Step) -> dict[str, Any]:
    project = sheet.project
    is_judged = sheet.data is not None and all(part.is_bound for part in sheet.parts)
    changes = sheet.changes() if is_judged and sheet.is_valid() else ProjectChanges()
    typed, budget = as_typed(project, changes), sheet.budget_shown()
    whole = checklist(typed, budget=budget, classes=changes.get("classes", classes_of(project)))
    return {
        **wizard_frame(project, current, whole),
        "sheet": sheet,
        "form": sheet.form,
        "parts": sheet.parts,
        "others": other_schools_of(project),
        "bodies": bodies_of(project.school) if current.slug == "structure" else (),
        "whole": whole,
        "totals": totals_of(budget),
        "card": card_of_draft(typed, url=reverse("teacher:project_preview", args=[project.pk])),
        "conflict": None,
        "out_of_band": False,
    }


def wizard_frame(project: Project, current: Step, whole: Any = None) -> dict[str, Any]:
    """What surrounds every step, that of the pictures included: the zip, the neighbours, the reviewer's words."""
    advice = whole or checklist(project)
    zipped = marks(project, advice, current)
    return {
        "project": project,
        "step": current,
        "number": STEPS.index(current) + 1,
        "marks": zipped,
        "is_remarked": any(mark.is_current and mark.is_remarked for mark in zipped),
        "before": before(current),
        "after": after(current),
        "here": advice.of(current),
        "remarks": remarks_of(project),
        "saved": _saved_when(project),
        "word": word_to_holder(project) if project.submitted_at else "",
    }


def _saved_when(project: Project) -> str:
    """« à 17 h 42 », and the day when it was not today."""
    day = clock.paris_day(project.updated_at)
    hour = f"à {formats.hour(project.updated_at)}"
    return hour if day == clock.today() else f"le {formats.day(day)} {hour}"
