"""Telling those who wait that they may come: in their order, once each, as many as there are places."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from trousse.core import clock
from trousse.people.rollout.models import Alert, Phase, Slot, Waiting
from trousse.people.rollout.notifications import AcademieOpened, PlaceFree
from trousse.people.rollout.selectors import Openness, openness
from trousse.people.schools.models import Academie
from trousse.platform.notifications.services import notify_many
from trousse.platform.parameters.selectors import integer

MOST = 200
"""Told in one transaction."""

ACADEMIE = "school__departement__academie"


def waiting_tell() -> int:
    """Tell holders who have a place now, and people who waited for an académie. Returns how many letters left."""
    alerts = (_tell_alerts(academie, openness(academie)) for academie in Academie.objects.order_by("pk"))
    return _tell_holders() + sum(alerts)


@transaction.atomic
def _tell_holders() -> int:
    """One line for all of France, in the order of asking: a place of the phase goes to whoever asked first.

    As many as there are places, less those that are kept for whoever was told lately and has not come yet. Phases are
    locked as by ``services.slot_take``: two workers at once do not promise the same place.
    """
    list(Phase.objects.select_for_update(of=("self",)).order_by("pk"))
    line = Waiting.objects.filter(told_at=None).order_by("asked_at", "pk")
    chosen = list(_first_served(list(line.values_list("pk", ACADEMIE))))
    people = Waiting.objects.filter(pk__in=chosen).select_related("user", "school").order_by("asked_at", "pk")
    notify_many(
        (
            PlaceFree(first_name=waiting.user.first_name, school=str(waiting.school), url=reverse("teacher:dashboard")),
            waiting.user.email,
        )
        for waiting in people
    )
    Waiting.objects.filter(pk__in=chosen).update(told_at=clock.now())
    return len(chosen)


def _first_served(line: list[tuple[int, str | None]]) -> Iterator[int]:
    """Of those who wait (number and académie, in their order), the ones for whom there is a place."""
    codes = {code for _pk, code in line}
    open_ones: dict[str | None, Openness] = {
        each.pk: openness(each) for each in Academie.objects.filter(pk__in=[code for code in codes if code])
    }
    if None in codes:
        open_ones[None] = openness(None)
    kept = Counter(_told_lately())
    phase = next((now.phase for now in open_ones.values()), None)
    whole = None if phase is None or phase.quota is None else phase.quota - _taken(phase.pk)
    given = 0
    for pk, code in line:
        now = open_ones[code]
        if not now.is_open:
            continue
        if given == MOST or (whole is not None and kept.total() >= whole):
            return
        if now.room is None or kept[code] < now.room:
            kept[code] += 1
            given += 1
            yield pk


def _taken(phase_id: int) -> int:
    return Slot.objects.filter(phase=phase_id, freed_at=None).count()


def _told_lately() -> list[str | None]:
    """The académie of each holder for whom a place is kept."""
    since = clock.now() - timedelta(days=integer("rollout.hold_days"))
    return list(Waiting.objects.filter(told_at__gte=since).values_list(ACADEMIE, flat=True))


def _tell_alerts(academie: Academie, now: Openness) -> int:
    told = 0
    while now.is_open and (batch := _tell_some_alerts(academie, now)):
        told += batch
    return told


@transaction.atomic
def _tell_some_alerts(academie: Academie, now: Openness) -> int:
    since = now.phase.starts_on if now.phase else clock.today()
    waiting = Alert.objects.select_for_update(of=("self",), skip_locked=True).filter(
        academie=academie, told_at=None, confirmed_at__isnull=False
    )
    chosen = list(waiting.order_by("pk")[:MOST])
    url = reverse("public:catalogue")
    notify_many((AcademieOpened(academie=academie.name, since=since, url=url), alert.email) for alert in chosen)
    Alert.objects.filter(pk__in=[alert.pk for alert in chosen]).update(told_at=clock.now())
    return len(chosen)
