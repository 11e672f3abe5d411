"""Funds and what they hold."""

from django.db import models
from django.db.models.functions import Coalesce

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.rules import Criteria
from trousse.people.schools.models import Departement

_NONE = models.Value("")


class Fund(models.Model):
    """Money with a restriction, waiting. The ledger account ``fund:<id>`` is the truth.

    The cents kept here are written in the same transaction as the posting, and ``check_books`` compares them:
    ``received_cents`` is what donors gave and did not get back, ``balance_cents`` what of it still waits.
    """

    slug = models.SlugField("identifiant", max_length=80, unique=True)
    name = models.CharField("nom", max_length=120)
    kind = models.CharField("nature", max_length=10, choices=[(kind.value, kind.label) for kind in FundKind])
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="funds", verbose_name="thème")
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="funds", verbose_name="département"
    )
    level_group = models.CharField(
        "niveau", max_length=12, null=True, blank=True, choices=[(group.value, group.label) for group in LevelGroup]
    )
    description = models.TextField(blank=True)
    is_active = models.BooleanField("reçoit des dons", default=True)
    received_cents = models.BigIntegerField("reçu (centimes)", default=0)
    balance_cents = models.BigIntegerField("en attente (centimes)", default=0)
    gifts_count = models.PositiveIntegerField("nombre de dons", default=0)
    created_at = models.DateTimeField("créé le", default=clock.now)

    class Meta:
        verbose_name = "fonds"
        verbose_name_plural = "fonds"
        ordering = ("-kind", "name")
        constraints = (
            models.UniqueConstraint(
                Coalesce("theme", _NONE),
                Coalesce("departement", _NONE),
                Coalesce("level_group", _NONE),
                name="fund_criteria_unique",
            ),
            models.CheckConstraint(
                name="fund_kind_says_its_criteria",
                condition=models.Q(kind=FundKind.OPEN.value, theme=None, departement=None, level_group=None)
                | (models.Q(kind=FundKind.CRITERIA.value) & ~models.Q(theme=None, departement=None, level_group=None)),
            ),
            models.CheckConstraint(
                name="fund_never_overdrawn",
                condition=models.Q(balance_cents__gte=0, balance_cents__lte=models.F("received_cents")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def received(self) -> Euro:
        return Euro(self.received_cents)

    @property
    def balance(self) -> Euro:
        return Euro(self.balance_cents)

    @property
    def given(self) -> Euro:
        """What already went from this fund to projects."""
        return self.received - self.balance

    @property
    def is_open_to_all(self) -> bool:
        return self.kind == FundKind.OPEN

    @property
    def criteria(self) -> Criteria:
        return Criteria(theme=self.theme_id, departement=self.departement_id, level_group=self.level_group)
