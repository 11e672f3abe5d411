"""Coaches and accompanied projects, built through the real services."""

from datetime import datetime, timedelta
from typing import Any

from tests.fundraising import make
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import User
from trousse.people.accounts.services import role_grant
from trousse.people.schools.models import Departement

SYSTEM = Actor.system("tests")


def coach(first_name: str = "Amina", *, of: Departement | None = None) -> User:
    """Of a département, Savoie unless said otherwise."""
    user = make.person(first_name)
    place = of or make.departement()
    role_grant(user=user, role=Role.COACH, scope=Scope.DEPARTEMENT, departement=place, actor=SYSTEM)
    return user


def accompanied(**fields: Any) -> CoachAssignment:
    """An open campaign, whose acceptance gave it the coach there is, if any."""
    return assignment(make.campaign(**fields))


def assignment(campaign: Campaign) -> CoachAssignment:
    return CoachAssignment.objects.select_related("project__holder", "project__school", "coach").get(pk=campaign.pk)


def given(campaign: Campaign, euros: int, key: str, at: datetime) -> None:
    contributions_add([make.gift(campaign, Euro.of(euros), key, at=at)])


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
