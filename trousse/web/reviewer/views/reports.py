"""Reports: those that donors still wait for, those that are there, and the invoices that go with them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trousse.fundraising.reports import selectors
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import roles_of
from trousse.web.access import GET, requires
from trousse.web.components.cards import Crumb
from trousse.web.components.reports import view_of_report
from trousse.web.reviewer.here import hand_over, signed_in_user

PER_PAGE = 40


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def reports_late(request: HttpRequest) -> HttpResponse:
    """The longest late first, in the académies of this person."""
    late = selectors.campaigns_late(signed_in_user(request)).values_list("pk", flat=True)
    page = Paginator(late, PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [Crumb("Projets à instruire", reverse("reviewer:queue")), Crumb("Bilans en retard")]
    context = {"page": page, "due": selectors.due_reports(list(page)), "crumbs": crumbs}
    return render(request, "reviewer/reports.html", context)


@requires(Role.REVIEWER, Role.COACH, Role.PLATFORM, methods=GET)
def reports_published(request: HttpRequest) -> HttpResponse:
    """The newest first, of the projects that this person follows."""
    user = signed_in_user(request)
    published = selectors.reports_followed_by(user).values_list("pk", flat=True)
    page = Paginator(published, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "reports": selectors.followed_reports(list(page)),
        "crumbs": [_home(user), Crumb("Bilans publiés")],
        "reviews": _reviews(user),
    }
    return render(request, "reviewer/reports_published.html", context)


@requires(Role.REVIEWER, Role.COACH, Role.PLATFORM, methods=GET)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as donors read it, and the invoices that they do not see."""
    user = signed_in_user(request)
    found = selectors.report_followed(user, pk)
    context = {
        "report": view_of_report(found, found.campaign),
        "campaign": found.campaign,
        "is_hidden": found.hidden_at is not None,
        "receipts": selectors.receipts_of(found),
        "crumbs": [_home(user), Crumb("Bilans publiés", reverse("reviewer:reports")), Crumb(found.campaign.title)],
        "reviews": _reviews(user),
    }
    return render(request, "reviewer/report.html", context)


@requires(Role.REVIEWER, Role.COACH, Role.PLATFORM, methods=GET)
def report_receipt(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """An invoice, to whoever follows the project."""
    return hand_over(selectors.receipt_to_read(signed_in_user(request), pk, receipt_pk).document)


def _reviews(user: User) -> bool:
    """A coach who does not review has a home of their own."""
    return bool(roles_of(user) & {Role.REVIEWER, Role.PLATFORM})


def _home(user: User) -> Crumb:
    if _reviews(user):
        return Crumb("Projets à instruire", reverse("reviewer:queue"))
    return Crumb("Mes enseignants", reverse("coach:projects"))
