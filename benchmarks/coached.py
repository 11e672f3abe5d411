"""Who accompanies the campaigns that ``many`` made: one desk holds forty projects, another a whole département's worth.

Written straight into the table like the rest; the situations are found by the daily pass itself, which is measured.
"""

from datetime import timedelta
from random import Random

from django.db import transaction

from benchmarks.many import BATCH
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open, role_grant

FORTY = 40
"""What one coach follows (see the issue: « the coach who follows forty of them »)."""
COACHES = 60
ONE_IN_TEN = 0.1
"""Holders who wait for an answer."""


@transaction.atomic
def assignments_make(*, seed: int = 2017) -> User:
    """One assignment a campaign, all living. Returns the coach of forty of them, who sees all of France."""
    random, now = Random(seed), clock.now()
    first, *others = [_coach(number) for number in range(COACHES)]
    campaigns = list(Campaign.objects.order_by("pk").values_list("pk", "departement_id"))
    CoachAssignment.objects.bulk_create(
        (
            CoachAssignment(
                project_id=pk,
                coach=first if number < FORTY else random.choice(others),
                departement_id=departement,
                since=now - timedelta(days=60),
                awaits_since=now - timedelta(hours=random.randrange(1, 200)) if random.random() < ONE_IN_TEN else None,
            )
            for number, (pk, departement) in enumerate(campaigns)
        ),
        batch_size=BATCH,
    )
    return first


def _coach(number: int) -> User:
    user = account_open(email=f"accompagnement{number}@trousse.example", first_name=f"Coach {number}")
    role_grant(user=user, role=Role.COACH, scope=Scope.NATION, actor=Actor.system("benchmarks"))
    return user
