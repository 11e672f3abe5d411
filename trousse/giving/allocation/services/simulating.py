"""Simulating a version of the rules of solidarity on past school years.

Nothing is locked while the solver works. What it found is recorded in one transaction, for the rules that it was made
of: should they have changed meanwhile, the record is refused, and those of now are simulated.
"""

from dataclasses import dataclass
from typing import Any

from trousse.core import clock
from trousse.giving.allocation.simulation.scoring import Settings, inputs_sha256, simulate
from trousse.giving.allocation.simulation.season import Season
from trousse.giving.allocation.simulation.seasons import seasons_known
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Rules
from trousse.giving.equalisation.selectors import version_before, version_on
from trousse.giving.equalisation.services import simulation_record
from trousse.platform.parameters.selectors import integer, integers


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """All that the answer depends on."""

    seasons: list[Season]
    in_force: Rules
    draft: Rules
    settings: Settings

    @property
    def sha256(self) -> str:
        return inputs_sha256(self.seasons, in_force=self.in_force, draft=self.draft, settings=self.settings)

    def simulated(self) -> dict[str, Any]:
        """The document of ``simulation.scoring.simulate``: seconds of work for a large year."""
        return simulate(self.seasons, in_force=self.in_force, draft=self.draft, settings=self.settings)


def inputs_of(version: RuleVersion) -> Inputs:
    """The years known today, and the rules that ``version`` is compared with: those in force, or those before it."""
    current = version_on(clock.today())
    compared = (version_before(version) or version) if current.pk == version.pk else current
    return Inputs(
        seasons=seasons_known(),
        in_force=compared.rules,
        draft=version.rules,
        settings=Settings(
            least=integer("equalisation.least_group"), bands=tuple(sorted(integers("equalisation.ips_bands")))
        ),
    )


def rules_simulate(version_id: int) -> None:
    """Simulate a version and record what came out; nothing if that is known already. Killed, it left nothing."""
    is_recorded = False
    while not is_recorded:  # once more for whoever edits while we count
        version = RuleVersion.objects.get(pk=version_id)
        inputs = inputs_of(version)
        known = version.simulation or {}
        if version.is_simulated and known.get("inputs_sha256") == inputs.sha256:
            return
        is_recorded = simulation_record(version_id, inputs.simulated(), fingerprint=inputs.draft.fingerprint)
