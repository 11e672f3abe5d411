"""Reports that donors still wait for."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trousse.fundraising.reports.selectors import campaigns_late, due_reports
from trousse.people.accounts.enums import Role
from trousse.web.access import GET, requires
from trousse.web.components.cards import Crumb
from trousse.web.reviewer.here import signed_in_user

PER_PAGE = 40


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def reports_late(request: HttpRequest) -> HttpResponse:
    """The longest late first, in the académies of this person."""
    late = campaigns_late(signed_in_user(request)).values_list("pk", flat=True)
    page = Paginator(late, PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [Crumb("Projets à instruire", reverse("reviewer:queue")), Crumb("Bilans en retard")]
    context = {"page": page, "due": due_reports(list(page)), "crumbs": crumbs}
    return render(request, "reviewer/reports.html", context)
