"""Simulating a version: recorded once, for the rules that it was made of; the command that shows it."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.giving.allocation.simulation.past import gift_on, past_campaign
from tests.giving.equalisation import versions
from trousse.core import clock
from trousse.giving.allocation import jobs
from trousse.giving.allocation.services import inputs_of, rules_simulate, simulating
from trousse.giving.allocation.simulation.scoring import simulate
from trousse.giving.equalisation.hooks import simulation_wanted
from trousse.giving.equalisation.models import RuleVersion
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def year() -> Any:
    """Twenty campaigns of last spring: five made it, fifteen lack 40 €, of which seven are in priority education."""
    with clock.frozen(NOW):
        for number in range(20):
            network = "REP" if number >= 13 else ""
            raised = 100 if number < 5 else 60
            past_campaign(closed_on=date(2026, 4, 1), raised=raised, education_priority=network)
        gift_on(date(2026, 2, 1), 280)
        yield


def show(number: int, *options: str) -> str:
    out = StringIO()
    call_command("simulate_rules", number, *options, stdout=out)
    return out.getvalue()


def test_what_came_out_is_recorded_for_the_rules_it_was_made_of(year: None) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    rules_simulate(version.pk)
    version.refresh_from_db()
    assert version.is_simulated
    assert version.simulation is not None
    [season] = version.simulation["seasons"]
    assert (season["campaigns"], season["alone"]) == (20, 5)
    assert season["draft"]["groups"]["priority"] == {"non": [5, 13], "rep": [7, 7]}
    assert version.simulation["versions"] == {"in_force": 1, "draft": version.number}


def test_what_is_known_is_not_counted_again(year: None, monkeypatch: pytest.MonkeyPatch) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    rules_simulate(version.pk)
    monkeypatch.setattr(simulating, "simulate", lambda *_args, **_told: pytest.fail("counted twice"))
    rules_simulate(version.pk)
    assert Event.objects.filter(verb="ruleversion.simulate").count() == 1


def test_another_year_or_other_rules_are_counted_anew(year: None) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    rules_simulate(version.pk)
    gift_on(date(2026, 3, 1), 40)
    rules_simulate(version.pk)
    RuleVersion.objects.filter(pk=version.pk).update(rep=301, rep_plus=400)
    rules_simulate(version.pk)
    version.refresh_from_db()
    assert version.is_simulated
    assert Event.objects.filter(verb="ruleversion.simulate").count() == 3


def test_an_edit_while_the_solver_works_is_simulated_in_turn(year: None, monkeypatch: pytest.MonkeyPatch) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    edits = iter([320])

    def edited_meanwhile(*args: Any, **told: Any) -> Any:
        for rep in edits:
            RuleVersion.objects.filter(pk=version.pk).update(rep=rep, rep_plus=400)
        return simulate(*args, **told)

    monkeypatch.setattr(simulating, "simulate", edited_meanwhile)
    rules_simulate(version.pk)
    version.refresh_from_db()
    assert (version.rep, version.is_simulated) == (320, True)
    assert Event.objects.filter(verb="ruleversion.simulate").count() == 1


def test_killed_while_it_counts_it_leaves_nothing(year: None, monkeypatch: pytest.MonkeyPatch) -> None:
    version = versions.draft(rep=300, rep_plus=400)

    def killed(*_args: Any, **_told: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulating, "simulate", killed)
    with pytest.raises(KeyboardInterrupt):
        rules_simulate(version.pk)
    version.refresh_from_db()
    assert (version.simulation, version.is_simulated) == (None, False)


def test_rules_in_force_are_compared_with_those_before_them() -> None:
    with clock.frozen(NOW):
        second = versions.adopted(in_force_from=date(2026, 9, 1), rep=300, rep_plus=400)
        first = RuleVersion.objects.get(number=1)
        assert inputs_of(second).in_force == first.rules
        assert inputs_of(versions.draft()).in_force == second.rules
        assert inputs_of(first).in_force == second.rules


def test_whoever_publishes_rules_asks_for_a_simulation_once() -> None:
    version = versions.draft()
    for _ in range(2):
        for ask in dict(simulation_wanted.items()).values():
            ask(version.pk)
    waiting = ProcrastinateJob.objects.filter(task_name="allocation.simulate_rules", status="todo")
    assert [job.args for job in waiting] == [{"version_id": version.pk}]
    jobs.simulate_rules(version_id=version.pk)
    version.refresh_from_db()
    assert version.simulation is not None
    assert version.simulation["seasons"] == []


def test_the_command_shows_a_table_and_writes_nothing(year: None) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    lines = show(version.number).splitlines()
    assert lines[0] == "2025-2026 : 20 collectes terminées"
    [row] = [line for line in lines if line.startswith(f"  version {version.number}")]
    assert row.split()[2:5] == ["12", "7", "0"]
    assert row.endswith("prouvé")
    [group] = [line for line in lines if line.startswith("  priority rep")]
    assert group.split()[2:] == ["0/7", "7/7", "7/7", "0/7"] or group.split()[2:4] == ["0/7", "7/7"]
    version.refresh_from_db()
    assert version.simulation is None


def test_the_command_prints_the_whole_result_as_json(year: None) -> None:
    version = versions.draft(rep=300, rep_plus=400)
    assert json.loads(show(version.number, "--json")) == inputs_of(version).simulated()


def test_the_command_says_what_there_is_not() -> None:
    assert show(1) == "Aucune collecte n’est terminée : il n’y a pas encore d’année à simuler.\n"
    with clock.frozen(NOW):
        past_campaign(closed_on=date(2026, 4, 1))
        assert "Trop peu pour en dire quelque chose (il en faut 20)." in show(1)
    with pytest.raises(CommandError, match="n’existe pas"):
        show(99)
    with pytest.raises(CommandError, match="invalid int value"):
        call_command("simulate_rules", "trois")
