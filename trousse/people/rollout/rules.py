"""Pure rules of the rollout: which phase is in force, and what it allows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PhaseFacts:
    """A phase without its database. ``academies``: codes and their quota, None for none; empty means everywhere.

    ``quota``: projects in all, None for no limit. ``ends_on`` is its last day (Paris), None when it has none.
    """

    pk: int
    name: str
    starts_on: date
    ends_on: date | None
    quota: int | None
    academies: dict[str, int | None]

    def covers(self, academie: str | None) -> bool:
        """Whether it opens this académie."""
        return not self.academies or academie in self.academies

    def is_in_force(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)


def in_force(phases: Iterable[PhaseFacts], today: date) -> PhaseFacts | None:
    """The one that counts today: of those whose dates hold, the latest to have begun."""
    current = [phase for phase in phases if phase.is_in_force(today)]
    return max(current, key=lambda phase: (phase.starts_on, phase.pk), default=None)


def next_opening(phases: Iterable[PhaseFacts], academie: str | None, today: date) -> date | None:
    """The first day to come on which a phase opens this académie, if one is announced."""
    coming = [phase.starts_on for phase in phases if phase.starts_on > today and phase.covers(academie)]
    return min(coming, default=None)


def room(phase: PhaseFacts, taken: int, taken_here: int, academie: str | None) -> int | None:
    """How many projects may still come in this académie; None when there is no limit.

    ``taken``: in the phase; ``taken_here``: of them, in this académie.
    """
    limits = []
    if phase.quota is not None:
        limits.append(phase.quota - taken)
    own = phase.academies.get(academie or "")
    if own is not None:
        limits.append(own - taken_here)
    return max(min(limits), 0) if limits else None


def key_of(project: int) -> str:
    """How a project is named here: by its place, and by its turn on the waiting list."""
    return f"project:{project}"


def serving(phases: Iterable[PhaseFacts], academie: str | None, today: date) -> PhaseFacts | None:
    """The phase whose places this académie waits for: the one in force if it opens it, else the next one to do so."""
    known = list(phases)
    phase = in_force(known, today)
    if phase is not None and phase.covers(academie):
        return phase
    coming = [each for each in known if each.starts_on > today and each.covers(academie)]
    return min(coming, key=lambda each: (each.starts_on, each.pk), default=None)


def line_of(phase: PhaseFacts | None, academie: str | None, left: int | None) -> list[str] | None:
    """The académies whose holders wait in one line with those of ``academie``; None for all, and schools of none.

    ``phase`` is the one that serves it, ``left`` the places that it has left in all (None without limit). They go to
    whoever asked first, wherever they are; while there are some, an académie short of its own places waits for these.
    """
    if phase is None or not phase.academies:
        return None
    waits_for_its_own = phase.academies.get(academie or "") is not None and left != 0
    return [academie] if waits_for_its_own and academie is not None else sorted(phase.academies)


def problems(starts_on: date, ends_on: date | None, quota: int | None, quotas: Collection[int | None]) -> list[str]:
    """What is wrong with a phase as typed (French); empty when it can be kept."""
    found = []
    if ends_on is not None and ends_on < starts_on:
        found.append("La phase finit avant de commencer : vérifiez les deux dates.")
    own = sum(each for each in quotas if each is not None)
    if quota is not None and quotas and all(each is not None for each in quotas) and own < quota:
        found.append(f"Les académies ont {own} places en tout, moins que les {quota} de la phase : accordez les deux.")
    return found
