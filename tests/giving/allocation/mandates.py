"""Mandates for tests."""

from datetime import timedelta
from typing import Any

from tests.people.factories import grant as give_role
from tests.people.factories import make_user
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandating import MandateTerms
from trousse.giving.allocation.models import Mandate
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

EVERYTHING = frozenset(GrantKind)


def member(name: str = "Yasmine") -> User:
    """Of the committee."""
    user = make_user(first_name=name)
    give_role(user, Role.COMMITTEE)
    return user


def terms(**changes: Any) -> MandateTerms:
    """A month of everything, 500 € in all and 200 € a project, from every fund."""
    facts: dict[str, Any] = {
        "purpose": "Lancer les collectes sans attendre nos réunions.",
        "envelope": Euro.of(500),
        "grant_cap": Euro.of(200),
        "project_cap": Euro.of(200),
        "kinds": EVERYTHING,
        "funds": None,
        "begins_on": clock.today(),
        "ends_on": clock.today() + timedelta(days=30),
    }
    return MandateTerms(**{**facts, **changes})


def written(**changes: Any) -> Mandate:
    """By a member, not signed yet."""
    return services.mandate_write(by=member(), terms=terms(**changes))


def sign(mandate: Mandate, by: User, **changes: Any) -> Mandate:
    facts = {"content_sha256": mandate.content_sha256, "no_conflict": True, **changes}
    return services.mandate_sign(mandate=mandate, by=by, **facts)


def in_force(*signers: User, **changes: Any) -> Mandate:
    """Signed by two people."""
    made = written(**changes)
    for user in signers or (member("Yasmine"), member("Pierre")):
        made = sign(made, user)
    return made
