"""Who needs help most."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from trousse.fundraising.coaching.enums import Group
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.selectors import assignments_visible_to, counts_of, with_their_projects
from trousse.people.accounts.enums import Role
from trousse.people.accounts.selectors import departements_of, has_role
from trousse.web.access import GET, requires
from trousse.web.coach.here import signed_in_user
from trousse.web.coach.rows import GROUPS, MINE, TERRITORY, WHOSE, Filters, rows_of

PER_PAGE = 30
MOST_PLACES = 1


class _Counted(Paginator[int]):
    """Pages of a list whose length is known already."""

    def __init__(self, listed: QuerySet[CoachAssignment, int], per_page: int, *, total: int) -> None:
        super().__init__(listed, per_page)
        self._total = total

    @cached_property
    def count(self) -> int:
        return self._total


@requires(Role.COACH, Role.PLATFORM, methods=GET)
def projects(request: HttpRequest) -> HttpResponse:
    """Living projects in three groups, whoever waits first; the same number of statements whatever their number."""
    user = signed_in_user(request)
    is_coach = has_role(user, Role.COACH)
    filters = Filters.parse(request.GET, whose=MINE if is_coach else TERRITORY)
    listed = filters.of(user, assignments_visible_to(user).living())
    counts = counts_of(listed)
    chosen = filters.in_group(listed).most_in_need_first().values_list("pk", flat=True)
    total = counts.by_group[GROUPS[filters.group]] if filters.group else counts.total
    page = _Counted(chosen, PER_PAGE, total=total).get_page(request.GET.get("page"))
    places = list(departements_of(user, Role.COACH if is_coach else Role.PLATFORM).order_by("code"))
    context = {
        "filters": filters,
        "whose": [(label, filters.url(whose=key, group=""), filters.whose == key) for key, label in WHOSE.items()],
        "groups": [("Tous", filters.url(group=""), counts.total, not filters.group)]
        + [
            (group.label, filters.url(group=group.value), counts.by_group[group], filters.group == group.value)
            for group in Group
        ],
        "places": places if len(places) > MOST_PLACES else [],
        "page": page,
        "rows": rows_of(with_their_projects(list(page))),
        "seen_at": counts.seen_at,
    }
    template = "coach/_rows.html" if getattr(request, "htmx", False) else "coach/projects.html"
    return render(request, template, context)
