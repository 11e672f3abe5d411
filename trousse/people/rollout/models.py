"""Phases, the places they give, and those who wait."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.people.schools.models import Academie, School


class Phase(models.Model):
    """From one day to another (Paris), the académies that may hand in projects, and how many.

    Without any phase at all, everything is open. A phase without académie opens all of them.
    """

    name = models.CharField("nom", max_length=80, unique=True)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour", null=True, blank=True)
    quota = models.PositiveIntegerField("projets en tout", null=True, blank=True)

    class Meta:
        verbose_name = "phase"
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="rollout_phase_ends_after", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(name="rollout_phase_quota_positive", condition=Q(quota=None) | Q(quota__gt=0)),
        )

    def __str__(self) -> str:
        return self.name


class PhaseAcademie(models.Model):
    """An académie that a phase opens, with its own quota if it has one."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="openings", verbose_name="phase")
    academie = models.ForeignKey(Academie, models.PROTECT, related_name="openings", verbose_name="académie")
    quota = models.PositiveIntegerField("projets", null=True, blank=True)

    class Meta:
        verbose_name = "académie ouverte"
        verbose_name_plural = "académies ouvertes"
        ordering = ("phase", "academie")
        constraints = (
            models.UniqueConstraint(name="rollout_opening_once", fields=["phase", "academie"]),
            models.CheckConstraint(name="rollout_opening_quota_positive", condition=Q(quota=None) | Q(quota__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.academie} ({self.phase})"


class Slot(models.Model):
    """A place in a phase, taken by a project that was handed in. ``key`` names the project: one place each."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="slots", verbose_name="phase")
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="slots", verbose_name="académie"
    )
    key = models.CharField("projet", max_length=40, unique=True)
    taken_at = models.DateTimeField("prise le", default=clock.now)
    freed_at = models.DateTimeField("rendue le", null=True, blank=True)

    class Meta:
        verbose_name = "place"
        ordering = ("taken_at", "pk")
        indexes = (models.Index(fields=["phase", "academie"], name="rollout_slot_taken", condition=Q(freed_at=None)),)

    def __str__(self) -> str:
        return self.key


class Waiting(models.Model):
    """A project that waits for a place, in the order of asking. ``told_at``: its holder was told that there is one.

    ``key`` names the project, as it does its place: a holder may wait with two projects of one school.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="waits", verbose_name="porteur")
    school = models.ForeignKey(School, models.PROTECT, related_name="waits", verbose_name="établissement")
    key = models.CharField("projet", max_length=40, unique=True)
    asked_at = models.DateTimeField("demandé le", default=clock.now)
    told_at = models.DateTimeField("prévenu le", null=True, blank=True)

    class Meta:
        verbose_name = "attente"
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"Attente n° {self.pk}"


class Alert(models.Model):
    """Somebody who asked to be told when an académie opens; ``confirmed_at``: the address is theirs."""

    academie = models.ForeignKey(Academie, models.PROTECT, related_name="alerts", verbose_name="académie")
    email = models.EmailField("courriel")
    asked_at = models.DateTimeField("demandé le", default=clock.now)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    told_at = models.DateTimeField("prévenu le", null=True, blank=True)

    class Meta:
        verbose_name = "alerte"
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(name="rollout_alert_once", fields=["academie", "email"]),
            models.CheckConstraint(name="rollout_alert_email_lower", condition=Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return f"Alerte n° {self.pk}"
