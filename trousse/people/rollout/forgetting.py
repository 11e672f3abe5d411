"""Addresses that have served: who was told, and those that nobody confirmed."""

from datetime import timedelta

from trousse.core import clock
from trousse.people.rollout.models import Alert, Waiting
from trousse.platform.parameters.selectors import integer


def told_forget() -> None:
    """Alerts and waits that were answered long enough ago."""
    now = clock.now()
    Alert.objects.filter(told_at__lt=now - timedelta(days=integer("rollout.keep_alert_days"))).delete()
    Waiting.objects.filter(told_at__lt=now - timedelta(days=integer("rollout.keep_waiting_days"))).delete()


def unconfirmed_forget() -> None:
    """Alerts whose address nobody confirmed."""
    before = clock.now() - timedelta(days=integer("rollout.keep_unconfirmed_days"))
    Alert.objects.filter(confirmed_at=None, asked_at__lt=before).delete()
