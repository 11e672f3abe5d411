"""Telling those who wait that they may come: in their order, once each, as many as there are places."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from trousse.core import clock
from trousse.people.rollout.models import Alert, Waiting
from trousse.people.rollout.notifications import AcademieOpened, PlaceFree
from trousse.people.rollout.selectors import Openness, openness, waiting_of
from trousse.people.schools.models import Academie
from trousse.platform.notifications.services import notify_many
from trousse.platform.parameters.selectors import integer

MOST = 200
"""Told in one transaction."""


def waiting_tell() -> int:
    """Tell holders who have a place now, and people who waited for an académie. Returns how many letters left."""
    return sum(_tell_academie(academie, openness(academie)) for academie in Academie.objects.order_by("pk"))


def _tell_academie(academie: Academie, now: Openness) -> int:
    if not now.is_open:
        return 0
    return _tell_holders(academie, now.room) + _tell_alerts(academie, now)


@transaction.atomic
def _tell_holders(academie: Academie, room: int | None) -> int:
    """As many as there are places, less those that are kept for whoever was told lately and has not come yet."""
    line = waiting_of(academie).select_for_update(of=("self",), skip_locked=True).select_related("user", "school")
    most = MOST if room is None else min(max(room - _told_lately(academie), 0), MOST)
    chosen: list[Waiting] = list(line.order_by("asked_at", "pk")[:most])
    notify_many(
        (
            PlaceFree(first_name=waiting.user.first_name, school=str(waiting.school), url=reverse("teacher:dashboard")),
            waiting.user.email,
        )
        for waiting in chosen
    )
    Waiting.objects.filter(pk__in=[waiting.pk for waiting in chosen]).update(told_at=clock.now())
    return len(chosen)


def _told_lately(academie: Academie) -> int:
    since = clock.now() - timedelta(days=integer("rollout.hold_days"))
    return Waiting.objects.filter(school__departement__academie=academie, told_at__gte=since).count()


@transaction.atomic
def _tell_alerts(academie: Academie, now: Openness) -> int:
    if now.phase is None:
        return 0
    waiting = Alert.objects.select_for_update(of=("self",), skip_locked=True).filter(
        academie=academie, told_at=None, confirmed_at__isnull=False
    )
    chosen = list(waiting.order_by("pk")[:MOST])
    url = reverse("public:catalogue")
    notify_many(
        (AcademieOpened(academie=academie.name, since=now.phase.starts_on, url=url), alert.email) for alert in chosen
    )
    Alert.objects.filter(pk__in=[alert.pk for alert in chosen]).update(told_at=clock.now())
    return len(chosen)
