"""The outbox, and what people want to read."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.platform.notifications.enums import LABELS, MessageState, Rhythm


class Message(models.Model):
    """One e-mail to one address: the outbox.

    The row is written in the transaction of what it tells, so that nobody is told of something that was rolled back,
    nor left untold of something that was not. A job sends it later. Once sent it keeps the words that were sent, and
    PostgreSQL refuses to change them (migration 0001); rows are deleted when they are too old (`jobs.messages_purge`).

    `params`, `text` and `html` may hold signed links and sign-in codes: shown to nobody in production.
    """

    kind = models.CharField("type", max_length=80)
    to = models.CharField("destinataire", max_length=320)
    params = models.JSONField("données", encoder=DjangoJSONEncoder)
    state = models.CharField(
        "état",
        max_length=10,
        choices=[(state.value, label) for state, label in LABELS.items()],
        default=MessageState.WAITING.value,
    )
    subject = models.CharField("objet", max_length=200, blank=True)
    text = models.TextField("texte", blank=True)
    html = models.TextField("HTML", blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_attempt_at = models.DateTimeField("prochain essai", default=clock.now)
    created_at = models.DateTimeField("écrit le", default=clock.now)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    last_error = models.TextField("dernière erreur", blank=True)

    class Meta:
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["next_attempt_at", "id"],
                name="notifications_message_due",
                condition=models.Q(state=MessageState.WAITING.value),
            ),
            models.Index(fields=["created_at"], name="notifications_message_age"),
            models.Index(
                Lower("to"),
                "id",
                name="notifications_message_held",
                condition=models.Q(state=MessageState.HELD.value),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="notifications_message_state_known",
                condition=models.Q(state__in=[state.value for state in MessageState]),
            ),
            models.CheckConstraint(
                name="notifications_message_sent_is_complete",
                condition=(
                    models.Q(state=MessageState.SENT.value, sent_at__isnull=False) & ~models.Q(subject="")
                    | ~models.Q(state=MessageState.SENT.value) & models.Q(sent_at__isnull=True)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} n° {self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.state == MessageState.SENT


class Preference(models.Model):
    """How often the person behind an address wants one topic. Addresses have no account: most donors have none."""

    address = models.CharField("adresse", max_length=320)
    topic = models.CharField("sujet", max_length=40)
    rhythm = models.CharField("rythme", max_length=10, choices=[(rhythm.value, rhythm.label) for rhythm in Rhythm])
    changed_at = models.DateTimeField("choisi le", default=clock.now)

    class Meta:
        verbose_name = "préférence de courriel"
        verbose_name_plural = "préférences de courriel"
        ordering = ("address", "topic")
        constraints = (
            models.UniqueConstraint(name="notifications_preference_once", fields=["address", "topic"]),
            models.CheckConstraint(
                name="notifications_preference_address_lower", condition=models.Q(address=Lower("address"))
            ),
            models.CheckConstraint(
                name="notifications_preference_rhythm_known",
                condition=models.Q(rhythm__in=[rhythm.value for rhythm in Rhythm]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} : {Rhythm(self.rhythm).label}"
