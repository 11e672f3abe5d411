"""The report of a project, its lines and its receipts."""

from typing import Any

from django.db import models
from django.db.models import Q

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.enums import ReportState
from trousse.platform.documents.models import Document


class Report(models.Model):
    """What happened, and what the money paid for. One a campaign.

    ``explained`` says why what was spent differs from what was received. ``version`` counts the holder's edits, so that
    two open tabs cannot overwrite each other. ``told_at``: donors were told; ``hidden_at``: moderators took it off the
    page.
    """

    campaign = models.OneToOneField(
        Campaign, models.PROTECT, primary_key=True, related_name="report", verbose_name="collecte"
    )
    state = models.CharField("état", max_length=10, choices=ReportState.choices(), default=ReportState.DRAFT.value)
    story = models.TextField("ce qui s’est passé", blank=True)
    pupils = models.PositiveSmallIntegerField("élèves", null=True, blank=True)
    explained = models.TextField("différence expliquée", blank=True)
    thanks = models.TextField("remerciements", blank=True)
    version = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("commencé le", default=clock.now)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    corrected_at = models.DateTimeField("corrigé le", null=True, blank=True)
    told_at = models.DateTimeField("annoncé le", null=True, blank=True)
    hidden_at = models.DateTimeField("masqué le", null=True, blank=True)

    class Meta:
        verbose_name = "bilan"
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(fields=["published_at"], name="reports_to_tell", condition=Q(told_at=None)),)
        constraints = (
            models.CheckConstraint(
                name="reports_published_has_its_date",
                condition=Q(state=ReportState.DRAFT.value, published_at=None)
                | Q(state=ReportState.PUBLISHED.value, published_at__isnull=False) & ~Q(story=""),
            ),
        )

    def __str__(self) -> str:
        return f"Bilan de la collecte {self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED


class ReportLog(TransitionLog):
    """When it was published, by whom."""

    subject: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Report, models.CASCADE, related_name="log", verbose_name="bilan"
    )

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = "étape d’un bilan"
        verbose_name_plural = "étapes des bilans"


class ReportLine(models.Model):
    """One line of what was spent, beside what the budget planned. Amounts in cents."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines", verbose_name="bilan")
    order = models.PositiveSmallIntegerField("ordre")
    label = models.CharField("poste", max_length=120)
    planned_cents = models.BigIntegerField("prévu (centimes)", default=0)
    spent_cents = models.BigIntegerField("dépensé (centimes)", default=0)
    note = models.CharField("précision", max_length=280, blank=True)

    class Meta:
        verbose_name = "ligne d’un bilan"
        verbose_name_plural = "lignes des bilans"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="reports_amounts_not_negative", condition=Q(planned_cents__gte=0, spent_cents__gte=0)
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def planned(self) -> Euro:
        return Euro(self.planned_cents)

    @property
    def spent(self) -> Euro:
        return Euro(self.spent_cents)


class ReportIncome(models.Model):
    """Another income than the campaign, beside what the budget planned. Amounts in cents; None: nobody said yet."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="incomes", verbose_name="bilan")
    order = models.PositiveSmallIntegerField("ordre")
    label = models.CharField("recette", max_length=120)
    planned_cents = models.BigIntegerField("prévu (centimes)", default=0)
    received_cents = models.BigIntegerField("reçu (centimes)", null=True, blank=True)
    note = models.CharField("précision", max_length=280, blank=True)

    class Meta:
        verbose_name = "autre recette d’un bilan"
        verbose_name_plural = "autres recettes des bilans"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="reports_incomes_not_negative",
                condition=Q(planned_cents__gte=0) & (Q(received_cents=None) | Q(received_cents__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def planned(self) -> Euro:
        return Euro(self.planned_cents)

    @property
    def received(self) -> Euro | None:
        return None if self.received_cents is None else Euro(self.received_cents)


class Receipt(models.Model):
    """A receipt or an invoice. Read by the holder and by those who follow the project, never by visitors."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="receipts", verbose_name="bilan")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="pièce")
    added_at = models.DateTimeField("ajouté le", default=clock.now)

    class Meta:
        verbose_name = "justificatif"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.document.name


class Reminder(models.Model):
    """A reminder that was sent: none is sent twice for the same day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="report_reminders", verbose_name="collecte")
    on = models.DateField("jour")

    class Meta:
        verbose_name = "rappel de bilan"
        verbose_name_plural = "rappels de bilan"
        constraints = (models.UniqueConstraint(name="reports_reminder_once", fields=["campaign", "on"]),)

    def __str__(self) -> str:
        return f"Rappel du {self.on}"
