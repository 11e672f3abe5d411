"""Accounts, academic mail domains, roles over territories."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.people.accounts.enums import Role, Scope
from trousse.people.schools.models import Academie, Departement, School


class UserManager(BaseUserManager["User"]):
    """Accounts have an e-mail address and no password."""

    def create_user(self, email: str, password: None = None, **fields: Any) -> "User":
        """A new account. ``password`` exists for Django's sake and must stay None."""
        if password is not None:
            raise ValueError("accounts have no password: people sign in with a code sent by e-mail")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """For ``manage.py createsuperuser``: whatever password it asks for is dropped."""
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, known by their e-mail address, which they cannot change themselves."""

    email = models.EmailField("adresse électronique", unique=True)
    first_name = models.CharField("prénom", max_length=60, blank=True)
    last_name = models.CharField("nom", max_length=80, blank=True)
    is_staff = models.BooleanField("accès à l’administration", default=False)
    is_active = models.BooleanField("compte actif", default=True)
    date_joined = models.DateTimeField("inscription", default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "compte"
        ordering = ("email",)
        constraints = (
            models.CheckConstraint(name="accounts_email_is_lower", condition=Q(email=Lower("email")) & ~Q(email="")),
        )

    def __str__(self) -> str:
        return self.display_name

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def display_name(self) -> str:
        """« Nadia Belkacem »; before they gave a name, the number of their account, never their address."""
        return f"{self.first_name} {self.last_name}".strip() or f"Compte n°\u00a0{self.pk}"

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.first_name or self.display_name

    def has_usable_password(self) -> bool:
        """Never: Django keeps the column, whose random content ties sessions to the account."""
        return False


class AcademicDomain(models.Model):
    """A mail domain of the ministry. A holder needs a mailbox of one of the active ones.

    Shipped with the product and completed by administrators; one that must no longer count is made inactive.
    """

    domain = models.CharField(
        "domaine",
        max_length=100,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+(\.[a-z0-9-]+)+\Z", "Écrivez le domaine en minuscules : ac-lille.fr")],
    )
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="mail_domains", verbose_name="académie"
    )
    active = models.BooleanField("ouvre l’accès", default=True)

    class Meta:
        verbose_name = "domaine académique"
        verbose_name_plural = "domaines académiques"
        ordering = ("domain",)
        constraints = (
            models.CheckConstraint(
                name="accounts_domain_shape", condition=Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
            ),
        )

    def __str__(self) -> str:
        return self.domain


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def active(self) -> "RoleGrantQuerySet":
        """Grants that were not taken back."""
        return self.filter(revoked_at=None)

    def covering(self, school: School) -> "RoleGrantQuerySet":
        """Grants that reach ``school``, from the nation down to the school itself."""
        reach = Q(scope=Scope.NATION) | Q(school=school)
        if school.departement is not None:
            reach |= Q(departement=school.departement_id) | Q(academie=school.departement.academie_id)
        return self.filter(reach)


class RoleGrant(models.Model):
    """A role given to a person, over a territory. Never edited: taken back, and given again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="personne")
    role = models.CharField("rôle", max_length=20, choices=Role.choices())
    scope = models.CharField("portée", max_length=20, choices=Scope.choices())
    academie = models.ForeignKey(Academie, models.PROTECT, null=True, blank=True, verbose_name="académie")
    departement = models.ForeignKey(Departement, models.PROTECT, null=True, blank=True, verbose_name="département")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="établissement")
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="donné par"
    )
    granted_at = models.DateTimeField("donné le", default=clock.now, editable=False)
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle"
        ordering = ("-granted_at", "-pk")
        indexes = (models.Index(fields=["user", "role"], name="accounts_grant_user_role"),)
        constraints = (
            models.CheckConstraint(
                name="accounts_grant_scope",
                condition=(
                    Q(scope=Scope.NATION, academie=None, departement=None, school=None)
                    | Q(scope=Scope.ACADEMIE, academie__isnull=False, departement=None, school=None)
                    | Q(scope=Scope.DEPARTEMENT, academie=None, departement__isnull=False, school=None)
                    | Q(scope=Scope.SCHOOL, academie=None, departement=None, school__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="accounts_holder_of_school", condition=~Q(role=Role.HOLDER) | Q(scope=Scope.SCHOOL)
            ),
            models.CheckConstraint(
                name="accounts_grant_revoked_after",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("granted_at")),
            ),
            models.UniqueConstraint(
                name="accounts_grant_once",
                fields=["user", "role", "academie", "departement", "school"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} : {Role(self.role).label}, {self.place}"

    @property
    def place(self) -> str:
        """The territory in words."""
        return str(self.academie or self.departement or self.school or Scope.NATION.label)
