"""Writing accounts and roles. Every change of role is told to the journal."""

from django.db import IntegrityError, transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.errors import GrantMisplaced, GrantRefused, NotAcademic, SchoolNotChoosable
from trousse.people.accounts.models import RoleGrant, User
from trousse.people.accounts.perms import can_grant_role
from trousse.people.accounts.selectors import is_academic_email
from trousse.people.schools.models import Academie, Departement, School
from trousse.platform.audit.services import record


@transaction.atomic
def account_open(*, email: str, first_name: str = "", last_name: str = "") -> User:
    """The account of ``email``, opened now if there was none. Call it only once the address is proven."""
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is not None:
        return user
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, first_name=first_name.strip(), last_name=last_name.strip())
    except IntegrityError:  # the same person, in two tabs
        return User.objects.get(email=address)
    record(verb="account.open", subject=user, actor=Actor.of_user(user))
    return user


def account_rename(*, user: User, first_name: str, last_name: str) -> User:
    """Set the name that others read."""
    user.first_name, user.last_name = first_name.strip(), last_name.strip()
    user.save(update_fields=["first_name", "last_name"])
    return user


@transaction.atomic
def role_grant(
    *,
    user: User,
    role: Role,
    scope: Scope,
    actor: Actor,
    academie: Academie | None = None,
    departement: Departement | None = None,
    school: School | None = None,
) -> RoleGrant:
    """Give ``role`` to ``user`` over a territory; the grant that already says so is returned as it is.

    A person who gives needs ``can_grant_role``; the system (a command, the demo) may always. Raises GrantRefused,
    or GrantMisplaced when the territory is not the one that ``scope`` asks for.
    """
    if actor.is_person and not can_grant_role(actor.user):
        raise GrantRefused
    return _grant(user, role, scope, actor, academie, departement, school)


@transaction.atomic
def role_revoke(*, grant: RoleGrant, actor: Actor, reason: str = "") -> RoleGrant:
    """Take a role back; nothing happens when it already was. Raises GrantRefused."""
    if actor.is_person and not can_grant_role(actor.user):
        raise GrantRefused
    locked = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        record(verb="role.revoke", subject=locked, actor=actor, reason=reason, data=_facts(locked))
    return locked


@transaction.atomic
def holder_join_school(*, user: User, school: School) -> RoleGrant:
    """``user`` says they work in ``school`` and may carry its projects, on the strength of an academic mailbox.

    Raises NotAcademic or SchoolNotChoosable.
    """
    if not (user.is_active and is_academic_email(user.email)):
        raise NotAcademic
    if not school.is_choosable:
        raise SchoolNotChoosable
    return _grant(user, Role.HOLDER, Scope.SCHOOL, Actor.of_user(user), None, None, school)


def _grant(
    user: User,
    role: Role,
    scope: Scope,
    actor: Actor,
    academie: Academie | None,
    departement: Departement | None,
    school: School | None,
) -> RoleGrant:
    given = {Scope.ACADEMIE: academie, Scope.DEPARTEMENT: departement, Scope.SCHOOL: school}
    if {place for place, territory in given.items() if territory is not None} != {scope} - {Scope.NATION}:
        raise GrantMisplaced
    if role is Role.HOLDER and scope is not Scope.SCHOOL:
        raise GrantMisplaced
    place = {"academie": academie, "departement": departement, "school": school}
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # two grants at once: the second finds the first
    existing = RoleGrant.objects.active().filter(user=user, role=role, **place).first()
    if existing is not None:
        return existing
    grant = RoleGrant.objects.create(
        user=user, role=role, scope=scope, granted_by=actor.user if actor.is_person else None, **place
    )
    record(verb="role.grant", subject=grant, actor=actor, data=_facts(grant))
    return grant


def _facts(grant: RoleGrant) -> dict[str, str | int]:
    territory = grant.academie_id or grant.departement_id or grant.school_id or ""
    return {"user": grant.user_id, "role": grant.role, "scope": grant.scope, "territory": territory}
