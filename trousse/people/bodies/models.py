"""Legal entities, their bank accounts, and the bodies that receive money for a school."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from trousse.core import clock
from trousse.core.actors import ActorKind
from trousse.core.workflow import TransitionLog
from trousse.people.accounts.models import User
from trousse.people.bodies.enums import AccountState, BodyKind
from trousse.people.bodies.rules import masked_iban
from trousse.people.schools.models import School


class LegalEntity(models.Model):
    """A body known to the Sirene register. It owns bank accounts and issues tax receipts.

    It is not the receiving body of a school: one départemental association stands behind hundreds of school
    cooperatives. Its manager may correct it as long as nobody has verified it and no other school rests on it.
    """

    siren = models.CharField("SIREN", max_length=9, unique=True)
    legal_name = models.CharField("raison sociale", max_length=200, help_text="Exactement comme sur l’avis Sirene")
    issues_receipts = models.BooleanField("émet des reçus fiscaux", default=False)
    address = models.CharField("adresse", max_length=250, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    town = models.CharField("commune", max_length=100, blank=True)
    verified = models.BooleanField("vérifiée", default=False, editable=False)

    class Meta:
        verbose_name = "entité juridique"
        verbose_name_plural = "entités juridiques"
        ordering = ("legal_name", "siren")
        constraints = (
            models.CheckConstraint(name="bodies_siren_shape", condition=Q(siren__regex=r"^[0-9]{9}$")),
            models.CheckConstraint(name="bodies_entity_is_named", condition=~Q(legal_name="")),
        )

    def __str__(self) -> str:
        return self.legal_name


class BankAccount(models.Model):
    """Bank details of a legal entity, proposed by one person and approved by another."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="bank_accounts", verbose_name="entité")
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    holder_name = models.CharField("titulaire du compte", max_length=200)
    state = models.CharField(
        "état", max_length=20, choices=AccountState.choices(), default=AccountState.PROPOSED, editable=False
    )
    proposed_by_kind = models.CharField("proposé par (nature)", max_length=10, editable=False)
    proposed_by_id = models.CharField("proposé par (identifiant)", max_length=80, editable=False)
    proposed_by_label = models.CharField("proposé par", max_length=200, editable=False)
    proposed_at = models.DateTimeField("proposé le", default=clock.now, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="décidé par"
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)
    rejection_reason = models.TextField("motif du refus", blank=True, editable=False)

    class Meta:
        verbose_name = "compte bancaire"
        verbose_name_plural = "comptes bancaires"
        ordering = ("proposed_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="bodies_iban_shape", condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")
            ),
            models.CheckConstraint(
                name="bodies_bic_shape", condition=Q(bic__regex=r"^([A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?)?$")
            ),
            models.CheckConstraint(
                name="bodies_account_decision",
                condition=(
                    Q(state=AccountState.PROPOSED, decided_by=None, decided_at=None, rejection_reason="")
                    | Q(
                        state=AccountState.APPROVED,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                        rejection_reason="",
                    )
                    | (
                        Q(state=AccountState.REJECTED, decided_by__isnull=False, decided_at__isnull=False)
                        & ~Q(rejection_reason="")
                    )
                ),
            ),
            models.CheckConstraint(
                name="bodies_account_second_person",
                condition=(
                    Q(decided_by=None)
                    | ~Q(proposed_by_kind=ActorKind.USER)
                    | ~Q(proposed_by_id=Cast("decided_by", models.CharField()))
                ),
            ),
            models.UniqueConstraint(
                name="bodies_account_once",
                fields=["entity", "iban"],
                condition=~Q(state=AccountState.REJECTED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.masked_iban}, {self.holder_name}"

    @property
    def masked_iban(self) -> str:
        return masked_iban(self.iban)

    @property
    def printed_iban(self) -> str:
        """In groups of four, as on a bank statement: for the person who compares it with the paper."""
        return " ".join(self.iban[start : start + 4] for start in range(0, len(self.iban), 4))


class BankAccountLog(TransitionLog):
    """Who approved or rejected bank details, when and why."""

    subject = models.ForeignKey(BankAccount, models.PROTECT, related_name="log")

    class Meta(TransitionLog.Meta):
        verbose_name = "décision sur un compte bancaire"
        verbose_name_plural = "décisions sur les comptes bancaires"


class ReceivingBody(models.Model):
    """What receives the money of a school's projects: its coopérative, the EPLE itself, its association sportive…

    ``account`` is the one its manager declared; ask ``selectors.payable_account`` before paying. ``declared`` is what
    they said of the entity: whoever approves the account compares it with the papers, then the entity takes it over.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="bodies", verbose_name="établissement")
    kind = models.CharField("type", max_length=10, choices=BodyKind.choices())
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="bodies", verbose_name="entité")
    account = models.ForeignKey(
        BankAccount, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="compte bancaire"
    )
    declared: "models.JSONField[Any, Any]" = models.JSONField("déclaré sur l’entité", default=dict, blank=True)
    manager_name = models.CharField("gestionnaire", max_length=150, blank=True)
    manager_email = models.EmailField("courriel du gestionnaire", blank=True)
    declared_at = models.DateTimeField("déclarée le", default=clock.now, editable=False)

    class Meta:
        verbose_name = "structure réceptrice"
        verbose_name_plural = "structures réceptrices"
        ordering = ("school", "kind", "pk")
        constraints = (models.UniqueConstraint(name="bodies_body_once", fields=["school", "kind", "entity"]),)

    def __str__(self) -> str:
        return f"{BodyKind(self.kind).label} : {self.entity}"

    @property
    def issues_receipts(self) -> bool:
        return self.entity.issues_receipts
