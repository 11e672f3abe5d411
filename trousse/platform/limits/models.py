"""The counters behind rate limits."""

from django.db import models


class Counter(models.Model):
    """How often something was tried since `starts_at`. The key is hashed: addresses are counted, not kept.

    The table is UNLOGGED (migration 0001): a counter is written at every attempt and worth nothing after a crash.
    """

    key = models.CharField(max_length=64, primary_key=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hits = models.PositiveIntegerField()

    class Meta:
        verbose_name = "compteur d’essais"
        verbose_name_plural = "compteurs d’essais"
        indexes = (models.Index(fields=["ends_at"], name="limits_counter_over"),)

    def __str__(self) -> str:
        return f"{self.hits} essais"
