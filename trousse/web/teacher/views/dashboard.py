"""Where a holder comes back to: what is in progress, who holds what, what to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import Invalid
from trousse.fundraising.review import services as review
from trousse.fundraising.review.enums import LinkPurpose
from trousse.people.accounts.selectors import is_academic_email
from trousse.web.access import GET, POST, signed_in
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.reading import dashboard_of
from trousse.web.teacher.tasks import greeting, tasks_of


@signed_in(methods=GET)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Their projects in every state; without an academic address and without project, a kind explanation."""
    user = signed_in_user(request)
    board = dashboard_of(user)
    if board.is_empty and not is_academic_email(user.email):
        return render(request, "teacher/not_academic.html", {"email": user.email})
    tasks = tasks_of(board)
    context = {
        "board": board,
        "tasks": tasks,
        "greeting": greeting(board, len(tasks)),
        "first_name": user.first_name,
    }
    return render(request, "teacher/dashboard.html", context)


@signed_in(methods=POST)
def link_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the head or the manager a fresh link, to the address that is already known."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    link = review.link_resend(project=project, purpose=_purpose(request), by=user)
    messages.success(request, f"Un nouveau lien vient de partir à {link.email}.")
    return redirect("teacher:dashboard")


def _purpose(request: HttpRequest) -> LinkPurpose:
    try:
        return LinkPurpose(request.POST.get("lien", ""))
    except ValueError:
        raise Invalid("Ce bouton ne dit pas à qui écrire. Revenez à vos projets, s’il vous plaît.") from None
