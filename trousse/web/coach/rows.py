"""The lines of a coach's list, and what was asked to be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.enums import Cause, Group
from trousse.fundraising.coaching.models import AssignmentQuerySet, CoachAssignment
from trousse.fundraising.coaching.outlook import Outlook, outlooks_of
from trousse.fundraising.coaching.reading import campaign_of, stage_of
from trousse.people.accounts.models import User
from trousse.web.components.typography import plural

MINE, TERRITORY, NOBODY = "les-miens", "territoire", "sans-accompagnateur"
WHOSE = {
    MINE: "Les miens",
    TERRITORY: "Tout mon territoire",
    NOBODY: "Sans accompagnateur",
}
GROUPS = {group.value: group for group in Group}


@dataclass(frozen=True)
class Filters:
    """What the coach asked to see; ``group`` is empty for all three."""

    whose: str = MINE
    group: str = ""
    departement: str = ""

    @classmethod
    def parse(cls, data: Mapping[str, str], *, whose: str = MINE) -> Self:
        """From a query string; the unknown counts as not asked. ``whose`` is what is shown unless asked otherwise."""
        asked, group = data.get("qui", ""), data.get("groupe", "")
        return cls(
            whose=asked if asked in WHOSE else whose,
            group=group if group in GROUPS else "",
            departement=data.get("departement", "").replace("\x00", "")[:3],
        )

    def of(self, user: User, assignments: AssignmentQuerySet) -> AssignmentQuerySet:
        """Whose, and where; the group is chosen afterwards, so that each can be counted."""
        if self.whose == MINE:
            assignments = assignments.filter(coach=user)
        elif self.whose == NOBODY:
            assignments = assignments.filter(coach=None)
        if self.departement:
            assignments = assignments.filter(departement=self.departement)
        return assignments

    def in_group(self, assignments: AssignmentQuerySet) -> AssignmentQuerySet:
        return assignments.in_group(GROUPS[self.group]) if self.group else assignments

    @property
    def is_narrow(self) -> bool:
        return bool(self.group or self.departement)

    def url(self, *, whose: str | None = None, group: str | None = None) -> str:
        """The same list, seen otherwise."""
        asked = {
            "qui": self.whose if whose is None else whose,
            "groupe": self.group if group is None else group,
            "departement": self.departement,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('coach:projects')}?{query}"


@dataclass(frozen=True)
class Row:
    """A line: why it stands there, in words. Never a score."""

    pk: int
    url: str
    group: Group
    title: str
    holder: str
    school: str
    coach: str
    reason: str
    more: str
    last_contact: datetime | None
    theme_slug: str
    campaign: Campaign | None
    outlook: Outlook | None

    @property
    def has_gauge(self) -> bool:
        return self.campaign is not None and self.campaign.opened_at is not None


def rows_of(assignments: Sequence[CoachAssignment]) -> list[Row]:
    """In their order. Two statements, for what is foretold; everything else came with the list."""
    outlooks = outlooks_of(assignments)
    return [_row(assignment, outlooks.get(assignment.pk)) for assignment in assignments]


def row_of(assignment: CoachAssignment) -> Row:
    """The line of one project."""
    return rows_of([assignment])[0]


def _row(assignment: CoachAssignment, outlook: Outlook | None) -> Row:
    project = assignment.project
    situation = situation_of(assignment)
    waiting = _waiting(assignment)
    school = project.school
    return Row(
        pk=assignment.pk,
        url=reverse("coach:project", args=[assignment.pk]),
        group=assignment.group,
        title=project.title,
        holder=project.holder.display_name,
        school=f"{school.name}, {school.commune_name}",
        coach=assignment.coach.display_name if assignment.coach else "",
        reason=waiting or situation,
        more=situation if waiting else "",
        last_contact=assignment.last_contact_at,
        theme_slug=project.theme_id or "",
        campaign=campaign_of(assignment),
        outlook=outlook,
    )


def situation_of(assignment: CoachAssignment) -> str:
    """« La collecte n’avance plus depuis 12 jours. »; the days are counted now, the cause is that of the morning."""
    campaign = campaign_of(assignment)
    missing = campaign.missing_to_minimum if campaign else Euro.zero()
    if assignment.cause and assignment.cause_since:
        return words.sentence(Cause(assignment.cause), assignment.cause_since, clock.now(), missing)
    return words.standing(
        stage_of(assignment),
        files_complete=campaign is not None,
        raised=campaign.raised if campaign else Euro.zero(),
        minimum_reached=bool(campaign and campaign.minimum_reached),
    )


def _waiting(assignment: CoachAssignment) -> str:
    if assignment.awaits_since is None:
        return ""
    days = (clock.now() - assignment.awaits_since).days
    since = f"depuis {plural(days, 'jour')}" if days else "depuis aujourd’hui"
    return f"{assignment.project.holder.get_short_name()} attend une réponse {since}."
