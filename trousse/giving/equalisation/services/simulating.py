"""What a version would have done on past seasons: asked of whoever registered, recorded once it is known."""

from typing import Any

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.giving.equalisation.errors import NotOfTheCommittee
from trousse.giving.equalisation.hooks import simulation_wanted
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.perms import can_write_rules
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record

SIMULATION = Actor.system("equalisation.simulation")


@transaction.atomic
def simulation_ask(*, version: RuleVersion, by: User) -> None:
    """A member of the committee wants the figures now. Raises NotOfTheCommittee."""
    if not can_write_rules(by, version):
        raise NotOfTheCommittee
    record(verb="ruleversion.simulation_ask", subject=version, actor=Actor.of_user(by))
    simulation_wish(version)


def simulation_wish(version: RuleVersion) -> None:
    """Ask those who know past seasons; they answer with ``simulation_record``."""
    for ask in simulation_wanted.values():
        ask(version.pk)


@transaction.atomic
def simulation_record(version_id: int, result: dict[str, Any], *, fingerprint: str) -> bool:
    """Keep the result (rules-simulation-1) of the rules that ``fingerprint`` names.

    Nothing is kept, and False returned, when the version was edited meanwhile. A second time replaces the first.
    """
    locked = RuleVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version_id)
    if locked.rules.fingerprint != fingerprint:
        return False
    locked.simulation, locked.simulated_at, locked.simulated_sha256 = result, clock.now(), fingerprint
    locked.save(update_fields=["simulation", "simulated_at", "simulated_sha256"])
    record(verb="ruleversion.simulate", subject=locked, actor=SIMULATION, data={"rules": fingerprint})
    return True
