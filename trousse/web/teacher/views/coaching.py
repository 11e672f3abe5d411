"""The holder and whoever accompanies them: the thread, the week, the advice of the moment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.fundraising.coaching import services
from trousse.fundraising.coaching.enums import Writer
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.reading import campaign_of
from trousse.fundraising.coaching.selectors import assignment_of_holder, nudges_now, thread_of
from trousse.people.accounts.models import User
from trousse.web.access import GET_POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.coaching import MessageForm, nudge_views, weeks_of
from trousse.web.teacher.own import signed_in_user


@signed_in(methods=GET_POST)
def coaching(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, tick, put aside: each by its own button, without JavaScript."""
    user = signed_in_user(request)
    assignment = assignment_of_holder(user, pk)
    form = MessageForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        return redirect(_pressed(request, assignment, user))
    if form.is_bound and form.is_valid():
        services.message_write(assignment=assignment, by=user, text=form.cleaned_data["text"])
        messages.success(request, "Votre message est parti.")
        return redirect("teacher:coaching", pk)
    thread, campaign = list(thread_of(assignment)), campaign_of(assignment)
    missing = campaign.missing_to_minimum.cents if campaign else 0
    context = {
        "assignment": assignment,
        "shown": assignment.project,
        "coach": assignment.coach,
        "crumbs": [Crumb("Mes projets", reverse("teacher:dashboard")), Crumb("Accompagnement")],
        "form": form,
        "thread": thread,
        "reader": Writer.HOLDER,
        "unread": sum(1 for each in thread if each.writer == Writer.COACH and each.read_at is None),
        "nudges": nudge_views(nudges_now([pk])[pk], assignment, missing),
        "weeks": weeks_of(assignment),
    }
    return render(request, "teacher/coaching.html", context, status=422 if form.is_bound else 200)


def _pressed(request: HttpRequest, assignment: CoachAssignment, user: User) -> str:
    """Do what the button says; returns where one goes on reading."""
    here = reverse("teacher:coaching", args=[assignment.pk])
    if "ligne" in request.POST:
        done = request.POST.get("fait") == "oui"
        services.item_tick(assignment=assignment, key=request.POST["ligne"], done=done, by=user)
        return f"{here}#semaines"
    if "vu" in request.POST:
        services.nudge_dismiss(assignment=assignment, cause=request.POST["vu"], by=user)
        return here
    services.messages_read(assignment=assignment, by=user)
    return f"{here}#echanges"
