"""Schools and people for tests: real rows through the real models, fictional names."""

from itertools import count
from typing import Any

from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import RoleGrant, User
from trousse.people.accounts.services import role_grant
from trousse.people.schools.enums import SchoolKind, Sector
from trousse.people.schools.models import Academie, Departement, School
from trousse.people.schools.rules import uai_of

SYSTEM = Actor.system("tests")
_numbers = count(1)


def make_school(**fields: Any) -> School:
    """An open public école in Lille, unless told otherwise; its UAI is well-formed and its own."""
    defaults: dict[str, Any] = {
        "uai": uai_of(f"{9_900_000 + next(_numbers):07d}"),
        "name": "École primaire des Tilleuls",
        "kind": SchoolKind.PRIMAIRE,
        "sector": Sector.PUBLIC,
        "commune_name": "Lille",
        "postcode": "59000",
        "departement_id": "59",
        "mail": "ecole.tilleuls@ac-lille.fr",
    }
    return School.objects.create(**{**defaults, **fields})


def make_user(email: str = "", **fields: Any) -> User:
    """Somebody with an account."""
    address = email or f"personne{next(_numbers)}@exemple.fr"
    return User.objects.create_user(address, **{"first_name": "Nadia", "last_name": "Belkacem", **fields})


def make_holder(**fields: Any) -> User:
    """Somebody with an academic mailbox."""
    return make_user(f"nadia.belkacem{next(_numbers)}@ac-lille.fr", **fields)


def grant(
    user: User,
    role: Role,
    *,
    academie: str = "",
    departement: str = "",
    school: School | None = None,
) -> RoleGrant:
    """Give a role over the nation, or over the territory whose code is given."""
    if academie:
        return role_grant(
            user=user,
            role=role,
            scope=Scope.ACADEMIE,
            academie=Academie.objects.get(pk=academie),
            actor=SYSTEM,
        )
    if departement:
        place = Departement.objects.get(pk=departement)
        return role_grant(user=user, role=role, scope=Scope.DEPARTEMENT, departement=place, actor=SYSTEM)
    scope = Scope.NATION if school is None else Scope.SCHOOL
    return role_grant(user=user, role=role, scope=scope, school=school, actor=SYSTEM)
