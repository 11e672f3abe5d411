"""Reading the rollout: what is open today, who waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from trousse.core import clock
from trousse.people.rollout import rules
from trousse.people.rollout.models import Phase, Slot, Waiting
from trousse.people.schools.models import Academie, School


@dataclass(frozen=True)
class Openness:
    """Whether projects of an académie may be handed in today.

    ``room``: places left, None without limit. ``opens_on``: the announced day, when it is closed. ``phase``: the one in
    force, None when there is none.
    """

    is_open: bool
    room: int | None
    opens_on: date | None
    phase: rules.PhaseFacts | None

    @property
    def has_room(self) -> bool:
        return self.is_open and self.room != 0


def phases() -> QuerySet[Phase]:
    """All of them, in the order of their dates."""
    return Phase.objects.prefetch_related("openings__academie")


def phase_facts() -> list[rules.PhaseFacts]:
    """All of them, for the rules: two statements."""
    return [
        rules.PhaseFacts(
            pk=phase.pk,
            name=phase.name,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            quota=phase.quota,
            academies={opening.academie_id: opening.quota for opening in phase.openings.all()},
        )
        for phase in phases()
    ]


def openness(academie: Academie | None) -> Openness:
    """What may be handed in today from ``academie``; None for a school that belongs to none."""
    known, today = phase_facts(), clock.today()
    code = academie.pk if academie else None
    if not known:
        return Openness(is_open=True, room=None, opens_on=None, phase=None)
    phase = rules.in_force(known, today)
    if phase is None or not phase.covers(code):
        return Openness(is_open=False, room=0, opens_on=rules.next_opening(known, code, today), phase=phase)
    return Openness(is_open=True, room=room_left(phase, code), opens_on=None, phase=phase)


def room_left(phase: rules.PhaseFacts, code: str | None) -> int | None:
    """Places left in a phase for an académie. A promise only once taken (``services.slot_take``)."""
    taken = Slot.objects.filter(phase=phase.pk, freed_at=None)
    return rules.room(phase, taken.count(), taken.filter(academie=code).count(), code)


def academie_of(school: School) -> Academie | None:
    return school.departement.academie if school.departement else None


def place_in_line(*, key: str) -> int | None:
    """The turn of the project ``key``, from 1; None when it does not wait, or was told that there is a place.

    Whoever asked before comes before, in every académie that shares the places: most lines are those of all France.
    """
    related = "school__departement__academie"
    mine = Waiting.objects.filter(key=key, told_at=None).select_related(related).first()
    if mine is None:
        return None
    academie = academie_of(mine.school)
    code = academie.pk if academie else None
    phase = rules.serving(phase_facts(), code, clock.today())
    shared = rules.line_of(phase, code, _left(phase))
    line = Waiting.objects.filter(told_at=None)
    if shared is not None:
        line = line.filter(school__departement__academie__in=shared)
    return line.filter(Q(asked_at__lt=mine.asked_at) | Q(asked_at=mine.asked_at, pk__lt=mine.pk)).count() + 1


def _left(phase: rules.PhaseFacts | None) -> int | None:
    """Places left in the whole phase; None without limit."""
    if phase is None or phase.quota is None:
        return None
    return max(phase.quota - Slot.objects.filter(phase=phase.pk, freed_at=None).count(), 0)
