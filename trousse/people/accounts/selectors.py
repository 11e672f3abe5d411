"""Reading who may do what, and where."""

from typing import TypeGuard

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

from trousse.people.accounts.enums import STAFF_ROLES, Role, Scope, Space
from trousse.people.accounts.models import AcademicDomain, RoleGrant, User
from trousse.people.schools.models import Academie, Departement, School

AnyUser = User | AbstractBaseUser | AnonymousUser


def is_academic_email(email: str) -> bool:
    """Whether ``email`` is a well-formed address of an active academic domain; a subdomain does not count."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return False
    return AcademicDomain.objects.filter(active=True, domain=address.rpartition("@")[2]).exists()


def grants_of(user: AnyUser, role: Role) -> QuerySet[RoleGrant]:
    """The grants of ``role`` that ``user`` holds now."""
    if not _is_account(user):
        return RoleGrant.objects.none()
    return RoleGrant.objects.active().filter(user=user, role=role).select_related("academie", "departement", "school")


def roles_of(user: AnyUser) -> set[Role]:
    """Every role that ``user`` holds somewhere.

    An academic mailbox is enough to be a holder (drafting a project, joining a school): the grant comes with the
    school. A closed account has no role.
    """
    if not _is_account(user):
        return set()
    roles = {Role(role) for role in RoleGrant.objects.active().filter(user=user).values_list("role", flat=True)}
    if Role.HOLDER not in roles and is_academic_email(user.email):
        roles.add(Role.HOLDER)
    return roles


def is_platform_team(user: AnyUser) -> bool:
    """The platform team, anywhere: they moderate."""
    return Role.PLATFORM in roles_of(user)


def platform_team_emails() -> list[str]:
    """Where the platform team is written to."""
    team = RoleGrant.objects.active().filter(role=Role.PLATFORM, user__is_active=True)
    return list(team.order_by("user__email").values_list("user__email", flat=True).distinct())


def has_role(user: AnyUser, role: Role, *, school: School | None = None) -> bool:
    """Whether ``user`` holds ``role``: somewhere, or over ``school`` (through its territory or itself)."""
    if school is None:
        return role in roles_of(user)
    if not _is_account(user):
        return False
    return RoleGrant.objects.active().filter(user=user, role=role).covering(school).exists()


def academies_of(user: AnyUser, role: Role) -> QuerySet[Academie]:
    """The académies over the whole of which ``user`` holds ``role``: all of them for a national grant.

    A role over one département does not reach its académie: see ``departements_of``.
    """
    grants = grants_of(user, role)
    if grants.filter(scope=Scope.NATION).exists():
        return Academie.objects.all()
    return Academie.objects.filter(pk__in=grants.filter(scope=Scope.ACADEMIE).values("academie"))


def departements_of(user: AnyUser, role: Role) -> QuerySet[Departement]:
    """The départements over the whole of which ``user`` holds ``role``, by any grant."""
    grants = grants_of(user, role)
    if grants.filter(scope=Scope.NATION).exists():
        return Departement.objects.all()
    return Departement.objects.filter(
        Q(academie__in=grants.filter(scope=Scope.ACADEMIE).values("academie"))
        | Q(pk__in=grants.filter(scope=Scope.DEPARTEMENT).values("departement"))
    )


def schools_of(user: AnyUser, role: Role) -> QuerySet[School]:
    """The schools over which ``user`` holds ``role``, by any grant; the SQL twin of ``has_role(…, school=…)``."""
    grants = grants_of(user, role)
    if grants.filter(scope=Scope.NATION).exists():
        return School.objects.all()
    return School.objects.filter(
        Q(departement__in=departements_of(user, role)) | Q(pk__in=grants.filter(scope=Scope.SCHOOL).values("school"))
    )


def second_factor_missing(user: AnyUser) -> bool:
    """Whether ``user`` acts for others (staff role, administration) without a second factor: invite them to set one."""
    if not _is_account(user):
        return False
    if not (user.is_staff or user.is_superuser or roles_of(user) & STAFF_ROLES):
        return False
    return not Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def main_space(user: AnyUser) -> Space:
    """Where ``user`` most likely goes after signing in: their queue, their projects, else their gifts."""
    roles = roles_of(user)
    if Role.REVIEWER in roles:
        return Space.REVIEWER
    if Role.COACH in roles:
        return Space.COACH
    return Space.TEACHER if Role.HOLDER in roles else Space.DONOR


def _is_account(user: AnyUser) -> TypeGuard[User]:
    return isinstance(user, User) and user.is_active
