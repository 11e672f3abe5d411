"""What waits, the longest first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import HeadState, ManagerState
from trousse.fundraising.review.selectors import files_in_progress, has_been_read, late_since, queue_of, who_holds
from trousse.people.accounts.enums import Role
from trousse.people.bodies.selectors import bank_accounts_to_check
from trousse.people.schools.enums import Degree
from trousse.people.schools.models import Academie, Departement
from trousse.platform.parameters.selectors import integer
from trousse.web.access import GET, requires
from trousse.web.reviewer.here import signed_in_user

PER_PAGE = 40
DEGREES = {degree.value: degree for degree in (Degree.FIRST, Degree.SECOND)}
TO_READ, AT_SCHOOL = "a-lire", "a-l-ecole"


@dataclass(frozen=True)
class StateFilter:
    """A narrower state inside one of the two tabs; ``condition`` takes the present moment."""

    label: str
    tab: str
    condition: Callable[[datetime], Q]


STATES: dict[str, StateFilter] = {
    "nouveau": StateFilter("Première lecture", TO_READ, lambda now: ~has_been_read()),
    "revenu": StateFilter("Revenu corrigé", TO_READ, lambda now: has_been_read()),
    "en-retard": StateFilter("En retard", TO_READ, lambda now: Q(state_since__lt=late_since(now))),
    "direction": StateFilter("Attend la direction", AT_SCHOOL, lambda now: Q(head_file__state=HeadState.WAITING)),
    "gestionnaire": StateFilter(
        "Attend le gestionnaire", AT_SCHOOL, lambda now: Q(manager_file__state=ManagerState.WAITING)
    ),
}


@dataclass(frozen=True)
class Filters:
    """What the reviewer asked to see; empty means everything."""

    tab: str = TO_READ
    academie: str = ""
    departement: str = ""
    degree: str = ""
    state: str = ""

    @classmethod
    def parse(cls, data: Mapping[str, str]) -> Self:
        """From a query string; the unknown counts as not asked."""
        degree, state = data.get("degre", ""), data.get("etat", "")
        tab = AT_SCHOOL if data.get("vue") == AT_SCHOOL else TO_READ
        return cls(
            tab=tab,
            academie=data.get("academie", "").replace("\x00", "")[:30],
            departement=data.get("departement", "").replace("\x00", "")[:3],
            degree=degree if degree in DEGREES else "",
            state=state if state in STATES and STATES[state].tab == tab else "",
        )

    def narrow(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        if self.academie:
            projects = projects.filter(school__departement__academie__slug=self.academie)
        if self.departement:
            projects = projects.filter(school__departement=self.departement)
        if self.degree:
            projects = projects.filter(school__degree=self.degree)
        if self.state:
            projects = projects.filter(STATES[self.state].condition(clock.now()))
        return projects

    @property
    def is_narrow(self) -> bool:
        return bool(self.academie or self.departement or self.degree or self.state)

    def url(self, tab: str) -> str:
        """The other tab, with the same filters."""
        asked = {
            "vue": tab if tab != TO_READ else "",
            "academie": self.academie,
            "departement": self.departement,
            "degre": self.degree,
            "etat": self.state if tab == self.tab else "",
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('reviewer:queue')}?{query}" if query else reverse("reviewer:queue")


@dataclass(frozen=True)
class Row:
    """A line of the queue."""

    url: str
    title: str
    school: str
    academie: str
    degree: str
    minimum: int
    days: int
    waits_for: str
    is_late: bool


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def queue(request: HttpRequest) -> HttpResponse:
    """Projects to read, or accepted projects whose school has not answered; filters; one's own are for others."""
    user = signed_in_user(request)
    filters = Filters.parse(request.GET)
    to_read, at_school = queue_of(user), files_in_progress(user)
    late_days = integer("review.late_days")
    listed = at_school if filters.tab == AT_SCHOOL else to_read
    paginator = Paginator(filters.narrow(listed), PER_PAGE)
    listed_count = listed.count() if filters.is_narrow else paginator.count
    page, waiting = paginator.get_page(request.GET.get("page")), _departements_of(listed)
    context = {
        "filters": filters,
        "tabs": [
            (label, filters.url(tab), listed_count if filters.tab == tab else projects.count(), filters.tab == tab)
            for label, tab, projects in (("À lire", TO_READ, to_read), ("À l’école", AT_SCHOOL, at_school))
        ],
        "academies": list(Academie.objects.filter(departements__in=waiting).distinct().order_by("name")),
        "departements": _departements(waiting, filters.academie),
        "states": [(value, state.label) for value, state in STATES.items() if state.tab == filters.tab],
        "degrees": list(DEGREES.values()),
        "page": page,
        "rows": [_row(project, late_days) for project in page],
        "accounts_count": bank_accounts_to_check(user).count(),
        "late_days": late_days,
        "at_school": filters.tab == AT_SCHOOL,
    }
    template = "reviewer/_rows.html" if getattr(request, "htmx", False) else "reviewer/queue.html"
    return render(request, template, context)


def _departements_of(projects: QuerySet[Project]) -> list[str]:
    """The codes of those where something waits: read once for both lists of choices."""
    return [code for code in projects.order_by().values_list("school__departement", flat=True).distinct() if code]


def _departements(waiting: list[str], academie: str) -> list[Departement]:
    """Those that wait for something, in the académie that was chosen if one was."""
    shown = Departement.objects.filter(pk__in=waiting)
    return list((shown.filter(academie__slug=academie) if academie else shown).order_by("code"))


def _row(project: Project, late_days: int) -> Row:
    holding, academie = who_holds(project), project.school.academie
    days = holding.days(clock.now())
    return Row(
        url=reverse("reviewer:project", args=[project.pk]),
        title=project.title,
        school=str(project.school),
        academie=academie.name if academie else "",
        degree=Degree(project.school.degree).label,
        minimum=project.minimum_goal_cents or 0,
        days=days,
        waits_for=holding.label,
        is_late=days > late_days,
    )
