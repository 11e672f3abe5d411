"""Funds and what they hold; the agreements of patrons, who follows them, and the money that they sent."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.giving.funds import phases, rules
from trousse.giving.funds.enums import AgreementPhase, FundKind, Priority, Zone
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.platform.documents.models import Document

NAME_MAX = 120
REFERENCE_MAX = 60
END_REASON_MAX = 300
_NO_CRITERIA = Q(**{key: [] for key in rules.KEYS})


def _criterion(verbose_name: str) -> "ArrayField[list[str], list[str]]":
    """Values of which any will do, sorted, none twice; empty asks nothing."""
    return ArrayField(models.CharField(max_length=30), verbose_name=verbose_name, default=list, blank=True)


class Fund(models.Model):
    """Money with a restriction, waiting. The ledger account ``fund:<id>`` is the truth.

    The cents kept here are written in the same transaction as the posting, and ``check_books`` compares them:
    ``received_cents`` is what was given and not taken back, ``balance_cents`` what of it still waits.

    ``fund_create`` writes the criteria: themes and places exist, values are sorted. ``criteria_words`` says them in
    French, one condition each, as they were called that day.
    """

    slug = models.SlugField("identifiant", max_length=80, unique=True)
    name = models.CharField("nom", max_length=NAME_MAX)
    kind = models.CharField("nature", max_length=10, choices=FundKind.choices())
    themes = _criterion("thèmes")
    departements = _criterion("départements")
    academies = _criterion("académies")
    level_groups = _criterion("niveaux")
    priorities = _criterion("éducation prioritaire")
    zones = _criterion("communes")
    criteria_words: "ArrayField[list[str], list[str]]" = ArrayField(
        models.TextField(), verbose_name="critères en clair", default=list, blank=True
    )
    description = models.TextField(blank=True)
    is_active = models.BooleanField("ouvert", default=True)
    received_cents = models.BigIntegerField("reçu (centimes)", default=0)
    balance_cents = models.BigIntegerField("en attente (centimes)", default=0)
    gifts_count = models.PositiveIntegerField("nombre de dons", default=0)
    created_at = models.DateTimeField("créé le", default=clock.now)

    class Meta:
        verbose_name = "fonds"
        verbose_name_plural = "fonds"
        ordering = ("name", "pk")
        constraints = (
            # Two patrons may care for the same schools; donors who wish the same share one fund.
            models.UniqueConstraint(
                fields=list(rules.KEYS), name="fund_criteria_unique", condition=~Q(kind=FundKind.PATRON.value)
            ),
            models.CheckConstraint(
                name="fund_kind_says_its_criteria",
                condition=Q(kind=FundKind.PATRON.value)
                | (Q(kind=FundKind.OPEN.value) & _NO_CRITERIA)
                | (Q(kind=FundKind.CRITERIA.value) & ~_NO_CRITERIA),
            ),
            models.CheckConstraint(
                name="fund_criteria_known",
                condition=Q(
                    level_groups__contained_by=[group.value for group in LevelGroup],
                    priorities__contained_by=[priority.value for priority in Priority],
                    zones__contained_by=[zone.value for zone in Zone],
                ),
            ),
            models.CheckConstraint(
                name="fund_never_overdrawn",
                condition=Q(balance_cents__gte=0, balance_cents__lte=models.F("received_cents")),
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
    def theme_slug(self) -> str:
        """The theme that it is for, when there is one and only one: its colour and its picture."""
        return self.themes[0] if len(self.themes) == 1 else ""

    @property
    def is_open_to_all(self) -> bool:
        return self.kind == FundKind.OPEN

    @property
    def restriction(self) -> Restriction:
        """Which projects it may help."""
        return Restriction.of(**{key: getattr(self, key) for key in rules.KEYS})

    @property
    def limits(self) -> FundLimits:
        """Within what it may help one: those of its agreement, or none. Read with ``select_related("agreement")``."""
        agreement = self.agreement if self.kind == FundKind.PATRON else None
        return agreement.limits if agreement else FundLimits()

    def is_live(self, today: date) -> bool:
        """Whether it may give that day; its money stays when it may not."""
        if self.kind != FundKind.PATRON:
            return self.is_active
        return self.is_active and self.agreement.is_live(today)


class Agreement(models.Model):
    """The terms under which a patron gives to a fund of its own. Which projects: the criteria of the fund.

    It is signed before it begins, and counts from ``starts_on`` to ``expires_on``, both included (None: until the money
    is spent), unless it was ended before that: it gives no more from the moment at which ``ended_on`` is written.
    The public reads the name of the organisation while ``shows_name``, and sees its logo only while
    ``logo_consented_at`` says that the patron agreed.
    """

    fund = models.OneToOneField(Fund, models.PROTECT, primary_key=True, related_name="agreement", verbose_name="fonds")
    organisation = models.CharField("organisme", max_length=NAME_MAX)
    siren = models.CharField("SIREN", max_length=9)
    cap_cents = models.BigIntegerField("plafond par projet (centimes)", null=True, blank=True)
    share_cap_bp = models.PositiveIntegerField("plafond par projet (1/10 000 de l’objectif)", null=True, blank=True)
    least_cents = models.BigIntegerField("plus petite aide (centimes)", default=0)
    matches = models.BooleanField("un euro pour un euro donné", default=False)
    signed_on = models.DateField("signée le")
    starts_on = models.DateField("commence le")
    expires_on = models.DateField("dernier jour", null=True, blank=True)
    ended_on = models.DateField("arrêtée le", null=True, blank=True)
    end_reason = models.CharField("pourquoi elle a été arrêtée", max_length=END_REASON_MAX, blank=True)
    shows_name = models.BooleanField("nom montré au public", default=True)
    signed_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="convention signée"
    )
    logo = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="logo")
    logo_consented_at = models.DateTimeField("accord pour montrer le logo", null=True, blank=True)
    ending_told_at = models.DateTimeField("fin proche annoncée le", null=True, blank=True)
    end_told_at = models.DateTimeField("fin annoncée le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", default=clock.now)

    class Meta:
        verbose_name = "convention"
        ordering = ("organisation", "pk")
        constraints = (
            models.CheckConstraint(
                name="agreement_says_who", condition=~Q(organisation="") & Q(siren__regex=r"^[0-9]{9}$")
            ),
            models.CheckConstraint(
                name="agreement_limits_make_sense",
                condition=(Q(cap_cents=None) | Q(cap_cents__gt=0))
                & (Q(share_cap_bp=None) | Q(share_cap_bp__range=(1, rules.WHOLE)))
                & Q(least_cents__gte=0)
                & (Q(cap_cents=None) | Q(least_cents__lte=models.F("cap_cents"))),
            ),
            models.CheckConstraint(
                name="agreement_dates_in_order",
                condition=Q(signed_on__lte=models.F("starts_on"))
                & (Q(expires_on=None) | Q(expires_on__gte=models.F("starts_on"))),
            ),
            models.CheckConstraint(
                name="agreement_logo_with_consent", condition=Q(logo_consented_at=None) | Q(logo__isnull=False)
            ),
            models.CheckConstraint(
                name="agreement_end_says_why",
                condition=Q(ended_on=None, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="agreement_logo_shows_the_name", condition=Q(logo_consented_at=None) | Q(shows_name=True)
            ),
        )

    def __str__(self) -> str:
        return self.organisation

    @property
    def limits(self) -> FundLimits:
        return FundLimits(
            cap=None if self.cap_cents is None else Euro(self.cap_cents),
            share_cap_bp=self.share_cap_bp,
            least=Euro(self.least_cents),
            expires_on=self.expires_on,
            matches=self.matches,
        )

    @property
    def shows_logo(self) -> bool:
        return self.logo_consented_at is not None

    @property
    def public_name(self) -> str:
        """What the public reads."""
        return self.organisation if self.shows_name else "un mécène qui préfère la discrétion"

    @property
    def last_day(self) -> date | None:
        """The one that was agreed on, or the day on which it was ended before that."""
        return self.ended_on or self.expires_on

    def phase(self, today: date) -> AgreementPhase:
        return phases.phase_of(
            starts_on=self.starts_on, expires_on=self.expires_on, ended_on=self.ended_on, today=today
        )

    def is_live(self, today: date) -> bool:
        """From its first to its last day."""
        return self.phase(today).gives

    def is_over(self, today: date) -> bool:
        """Whether it gives no more; what is left stays in the fund."""
        return self.phase(today).is_over


class AgreementContact(models.Model):
    """Somebody of the patron who may follow its fund: whoever signs in with this address, until it is removed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="contacts", verbose_name="convention")
    email = models.EmailField("courriel", max_length=250)
    name = models.CharField("nom", max_length=NAME_MAX, blank=True)
    added_at = models.DateTimeField("ajouté le", default=clock.now)

    class Meta:
        verbose_name = "contact d’un mécène"
        verbose_name_plural = "contacts des mécènes"
        ordering = ("email", "pk")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "email"], name="agreement_contact_once"),
            models.CheckConstraint(name="agreement_contact_is_lower", condition=Q(email=Lower("email")) & ~Q(email="")),
        )

    def __str__(self) -> str:
        return self.name or self.email


class Deposit(models.Model):
    """A patron's transfer that arrived at our bank: written with the posting that puts it into the fund."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="deposits", verbose_name="fonds")
    bank_reference = models.CharField("référence de la banque", max_length=REFERENCE_MAX, unique=True)
    amount_cents = models.BigIntegerField("montant (centimes)")
    received_on = models.DateField("arrivé le")
    at = models.DateTimeField("compté le", default=clock.now)

    class Meta:
        verbose_name = "versement d’un mécène"
        verbose_name_plural = "versements des mécènes"
        ordering = ("-received_on", "-pk")
        constraints = (
            models.CheckConstraint(name="deposit_positive", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(name="deposit_named", condition=~Q(bank_reference="")),
        )

    def __str__(self) -> str:
        return self.bank_reference

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)


class PatronReport(models.Model):
    """A report that was made for a patron. The same facts set by the same template are the same row and bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reports", verbose_name="convention")
    content_hash = models.CharField("empreinte du contenu", max_length=64)
    edition = models.CharField("version du gabarit", max_length=12)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="document")
    made_at = models.DateTimeField("fait le", default=clock.now)

    class Meta:
        verbose_name = "rapport d’un mécène"
        verbose_name_plural = "rapports des mécènes"
        ordering = ("-made_at", "pk")
        constraints = (models.UniqueConstraint(fields=["agreement", "content_hash"], name="funds_report_made_once"),)

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.made_at:%Y-%m-%d}"
