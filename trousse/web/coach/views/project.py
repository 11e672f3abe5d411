"""One project as its coach sees it: the thread, the week, the notes, who takes over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.fundraising.coaching import services, words
from trousse.fundraising.coaching.enums import Writer
from trousse.fundraising.coaching.errors import CoachNotHere
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.reading import campaign_of
from trousse.fundraising.coaching.selectors import (
    assignment_get,
    coaches_for,
    notes_of,
    nudges_now,
    templates_of,
    thread_of,
)
from trousse.fundraising.kit.perms import can_use_kit
from trousse.fundraising.reports.selectors import report_is_published
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.web.access import GET_POST, POST, requires
from trousse.web.coach.forms import NoteForm
from trousse.web.coach.here import signed_in_user
from trousse.web.coach.rows import row_of
from trousse.web.components.cards import Crumb
from trousse.web.components.coaching import MessageForm, nudge_views, weeks_of


@requires(Role.COACH, Role.PLATFORM, methods=GET_POST)
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and answer; a note is kept by its own button. ``?modele=`` opens a ready-made message in the form."""
    user = signed_in_user(request)
    assignment = assignment_get(user, pk)
    form = (
        MessageForm(request.POST) if "text" in request.POST else MessageForm(initial=_begun(request, user, assignment))
    )
    note = NoteForm(request.POST if "note" in request.POST else None)
    if form.is_bound and form.is_valid():
        services.message_write(assignment=assignment, by=user, text=form.cleaned_data["text"])
        messages.success(request, f"Votre message est parti à {assignment.project.holder.get_short_name()}.")
        return redirect("coach:project", pk)
    if note.is_bound and note.is_valid():
        services.note_write(assignment=assignment, by=user, text=note.cleaned_data["note"])
        messages.success(request, "La note est gardée, entre accompagnateurs.")
        return redirect(f"{reverse('coach:project', args=[pk])}#notes")
    campaign = campaign_of(assignment)
    missing = campaign.missing_to_minimum.cents if campaign else 0
    context = {
        "assignment": assignment,
        "shown": assignment.project,
        "row": row_of(assignment),
        "campaign": campaign,
        "has_kit": campaign is not None and can_use_kit(user, campaign),
        "has_report": campaign is not None and report_is_published(pk),
        "crumbs": [Crumb("Mes enseignants", reverse("coach:projects")), Crumb(assignment.project.title)],
        "form": form,
        "note_form": note,
        "forms": [each for each in (form, note) if each.is_bound],
        "thread": list(thread_of(assignment)),
        "reader": Writer.COACH,
        "models": templates_of(user),
        "nudges": nudge_views(nudges_now([pk])[pk], assignment, missing),
        "weeks": weeks_of(assignment),
        "notes": list(notes_of(user, assignment)),
        "coaches": [(person, load) for person, load in coaches_for(assignment) if person.pk != assignment.coach_id],
    }
    return render(request, "coach/project.html", context, status=422 if form.is_bound or note.is_bound else 200)


@requires(Role.COACH, Role.PLATFORM, methods=POST)
def project_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, and nothing to answer."""
    user = signed_in_user(request)
    services.reply_is_not_needed(assignment=assignment_get(user, pk), by=user)
    messages.success(request, "C’est noté : ce projet n’attend plus de réponse.")
    return redirect("coach:projects")


@requires(Role.COACH, Role.PLATFORM, methods=POST)
def project_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """One button a line: done, or not after all."""
    user = signed_in_user(request)
    key, done = request.POST.get("ligne", ""), request.POST.get("fait") == "oui"
    services.item_tick(assignment=assignment_get(user, pk), key=key, done=done, by=user)
    return redirect(f"{reverse('coach:project', args=[pk])}#semaines")


@requires(Role.COACH, Role.PLATFORM, methods=POST)
def project_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To another coach of the territory, or to oneself."""
    user = signed_in_user(request)
    assignment = assignment_get(user, pk)
    chosen = request.POST.get("a", "")
    coach = User.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 10 else None
    if coach is None:
        raise CoachNotHere
    services.coach_reassign(assignment=assignment, coach=coach, by=user)
    messages.success(request, f"« {assignment.project.title} » est confié à {coach.display_name}.")
    return redirect("coach:projects")


def _begun(request: HttpRequest, user: User, assignment: CoachAssignment) -> dict[str, str]:
    """The ready-made message that was chosen, with the names of this project."""
    chosen = next((each for each in templates_of(user) if each.key == request.GET.get("modele")), None)
    if chosen is None:
        return {}
    holder = assignment.project.holder
    names = {
        "prenom": holder.first_name or holder.display_name,
        "projet": assignment.project.title,
        "coach": user.get_short_name(),
    }
    return {"text": words.filled(chosen.text, names)}
