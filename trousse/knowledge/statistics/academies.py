"""Académie by académie: what was handed in, accepted, collected, against the plan of the rollout."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.people.rollout.models import Slot, Waiting
from trousse.people.rollout.rules import PhaseFacts
from trousse.people.schools.facts import ACADEMIES
from trousse.people.schools.models import Academie

ACADEMIE = "school__departement__academie"


@dataclass(frozen=True)
class AcademieFigures:
    """One line of the cockpit. ``quota``: places that the phase gives here, None without limit; ``is_open``: it does.

    ``submitted`` counts every project that was handed in at least once; ``funded`` those whose collection succeeded.
    ``plan``: the projects that the phase expects here (see ``planned``), None without a plan.
    """

    academie: Academie
    is_open: bool
    quota: int | None
    taken: int
    waiting: int
    submitted: int
    accepted: int
    collecting: int
    funded: int
    raised: Euro
    plan: int | None = None

    @property
    def reached(self) -> int | None:
        """Places taken, in percent of the plan."""
        return self.taken * 100 // self.plan if self.plan else None

    @property
    def share(self) -> int | None:
        """Places taken, in percent of the quota."""
        return self.taken * 100 // self.quota if self.quota else None


def figures_by_academie(
    academies: list[Academie], phase: PhaseFacts | None, *, is_planned: bool
) -> list[AcademieFigures]:
    """In the order of ``academies``: four statements, however many projects there are.

    ``is_planned``: there are phases, so that without one in force nothing is open; without any, everything is.
    """
    projects = _by_academie(
        Project.objects.exclude(submitted_at=None)
        .values_list(ACADEMIE)
        .annotate(submitted=Count("pk"), accepted=Count("pk", filter=Q(state=ProjectState.ACCEPTED)))
        .order_by()
    )
    campaigns = _by_academie(
        Campaign.objects.values_list("departement__academie")
        .annotate(
            collecting=Count("pk", filter=Q(state=CampaignState.OPEN)),
            funded=Count("pk", filter=Q(state=CampaignState.SUCCEEDED)),
            gathered=Sum("raised_cents"),
        )
        .order_by()
    )
    slots = Slot.objects.filter(phase=phase.pk if phase else None, freed_at=None)
    taken = _by_academie(slots.values_list("academie").annotate(taken=Count("pk")).order_by())
    waits = Waiting.objects.filter(told_at=None)
    waiting = _by_academie(waits.values_list(ACADEMIE).annotate(waiting=Count("pk")).order_by())
    return [
        AcademieFigures(
            academie=academie,
            is_open=phase.covers(academie.pk) if phase else not is_planned,
            quota=phase.academies.get(academie.pk) if phase else None,
            taken=_first(taken, academie),
            waiting=_first(waiting, academie),
            submitted=_first(projects, academie),
            accepted=_first(projects, academie, 1),
            collecting=_first(campaigns, academie),
            funded=_first(campaigns, academie, 1),
            raised=Euro(_first(campaigns, academie, 2)),
            plan=planned(phase, academie.pk) if phase else None,
        )
        for academie in academies
    ]


def planned(phase: PhaseFacts, academie: str) -> int | None:
    """The projects that the phase expects of an académie: its own quota, else an equal part, rounded up, of what the
    quota of the phase leaves to those that have none. None where it expects no number, or opens nothing.
    """
    if not phase.covers(academie):
        return None
    own = phase.academies.get(academie)
    if own is not None or phase.quota is None:
        return own
    given = [quota for quota in phase.academies.values() if quota is not None]
    sharing = len(phase.academies) - len(given) if phase.academies else len(ACADEMIES)
    return -(-max(phase.quota - sum(given), 0) // sharing)


def _by_academie(rows: object) -> dict[str, tuple[int, ...]]:
    return {code: tuple(int(value or 0) for value in values) for code, *values in rows}  # type: ignore[attr-defined]


def _first(rows: dict[str, tuple[int, ...]], academie: Academie, place: int = 0) -> int:
    found = rows.get(academie.pk)
    return found[place] if found else 0
