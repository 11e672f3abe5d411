import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.core.money import Euro
from trousse.core.registry import AlreadyRegistered
from trousse.platform.audit.models import Event
from trousse.platform.parameters import cache, selectors
from trousse.platform.parameters.models import DatedValue
from trousse.platform.parameters.registry import Parameter, declare, parameters
from trousse.platform.parameters.services import ParameterRefused, parameter_set, parameter_withdraw

pytestmark = pytest.mark.django_db

FINANCE = Actor.system("finance")
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two parameters of our own, on the 24th of November 2026, and nothing remembered from another test."""
    monkeypatch.setattr(parameters, "_entries", {})
    declare(Parameter(key="test.gift", default=500, unit="cents", label="Don minimum", at_least=100, at_most=100_000))
    declare(Parameter(key="test.suggestions", default=[2000, 5000], unit="cents", label="Suggestions", at_least=100))
    monkeypatch.setattr(cache, "_cache", cache._Cache())
    with clock.frozen(clock.start_of_day(TODAY)):
        yield


def _add(day: date, value: Any, key: str = "test.gift") -> DatedValue:
    return DatedValue.objects.create(key=key, value=value, in_force_from=day, note="Comité")


def test_the_default_holds_until_a_day_says_otherwise() -> None:
    assert selectors.euros("test.gift") == Euro.of(5)
    _add(date(2026, 11, 25), 1000)
    assert selectors.integer("test.gift") == 500
    assert selectors.integer("test.gift", date(2026, 11, 25)) == 1000
    with clock.frozen(clock.start_of_day(date(2026, 11, 25))):
        assert selectors.in_force("test.gift").since == date(2026, 11, 25)
        assert selectors.integer("test.gift") == 1000


def test_a_past_decision_is_judged_with_the_figures_of_its_day() -> None:
    _add(date(2026, 1, 1), 700)
    _add(date(2026, 6, 1), 900)
    values = [selectors.integer("test.gift", day) for day in (date(2025, 12, 31), date(2026, 5, 31), date(2026, 6, 1))]
    assert values == [500, 700, 900]


def test_an_undeclared_key_is_a_bug_not_a_none() -> None:
    with pytest.raises(KeyError, match=r"test\.unknown"):
        selectors.value("test.unknown")


def test_a_key_belongs_to_one_app() -> None:
    with pytest.raises(AlreadyRegistered):
        declare(Parameter(key="test.gift", default=1, unit="cents", label="Autre"))


def test_a_default_out_of_its_own_bounds_does_not_start() -> None:
    with pytest.raises(ValueError, match="au moins 10"):
        Parameter(key="test.bad", default=1, unit="days", label="Durée", at_least=10)


def test_a_list_cannot_be_changed_by_who_reads_it() -> None:
    selectors.integers("test.suggestions").append(1)
    assert selectors.integers("test.suggestions") == [2000, 5000]


@pytest.mark.parametrize("value", ["1000", 10.5, True, None, [1000], 99, 100_001])
def test_a_value_has_the_type_and_bounds_of_its_parameter(value: Any) -> None:
    assert parameters.get("test.gift").problem(value)


@pytest.mark.parametrize("value", [[], 2000, ["2000"], [2000, 50], [True]])
def test_every_element_of_a_list_is_checked(value: Any) -> None:
    assert parameters.get("test.suggestions").problem(value)


def test_ten_reads_cost_one_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(1):
        for _ in range(10):
            selectors.value("test.gift")
            selectors.value("test.suggestions")


def test_what_a_process_remembers_is_short_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.TTL_SECONDS <= 10
    seconds = 1000.0
    monkeypatch.setattr("trousse.platform.parameters.cache.monotonic", lambda: seconds)
    selectors.value("test.gift")
    # Another process writes: nothing is cleared here.
    DatedValue.objects.bulk_create([DatedValue(key="test.gift", value=800, in_force_from=TODAY, note="Ailleurs")])
    assert selectors.integer("test.gift") == 500
    seconds += cache.TTL_SECONDS
    assert selectors.integer("test.gift") == 800


def test_a_rolled_back_value_is_not_remembered() -> None:
    with transaction.atomic():
        _add(TODAY, 900)
        assert selectors.integer("test.gift") == 900
        transaction.set_rollback(True)
    assert selectors.integer("test.gift") == 500


def test_a_decision_is_dated_ahead_and_written_in_the_journal() -> None:
    dated = parameter_set(
        key="test.gift", value=800, in_force_from=date(2027, 1, 1), note="Comité du 20 novembre", actor=FINANCE
    )
    event = Event.objects.get()
    assert (event.verb, event.subject_id, event.reason) == ("parameter.set", str(dated.pk), "Comité du 20 novembre")
    assert event.data == {"key": "test.gift", "from": 500, "to": 800, "in_force_from": "2027-01-01"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "test.unknown"}, "n’existe pas"),
        ({"value": "800"}, "nombre entier"),
        ({"value": 99}, "au moins 100"),
        ({"in_force_from": TODAY}, "jour à venir"),
        ({"in_force_from": date(2027, 2, 1)}, "déjà une valeur"),
        ({"note": ""}, "vide"),
    ],
)
def test_an_impossible_decision_says_why(change: dict[str, Any], said: str) -> None:
    _add(date(2027, 2, 1), 700)
    wish = {"key": "test.gift", "value": 800, "in_force_from": date(2027, 1, 1), "note": "Comité", **change}
    with pytest.raises(ParameterRefused) as refused:
        parameter_set(**wish, actor=FINANCE)
    assert said in refused.value.user_message


def test_only_a_value_to_come_can_be_withdrawn() -> None:
    to_come, in_force = _add(date(2027, 1, 1), 800), _add(date(2026, 1, 1), 700)
    parameter_withdraw(dated=to_come, actor=FINANCE)
    with pytest.raises(BusinessError, match="en vigueur"):
        parameter_withdraw(dated=in_force, actor=FINANCE)
    assert list(DatedValue.objects.all()) == [in_force]
    assert Event.objects.get().verb == "parameter.withdraw"


def test_the_command_prints_what_is_in_force_and_what_nobody_knows_any_more() -> None:
    _add(date(2026, 1, 1), 700)
    _add(date(2026, 1, 1), 1, key="old.parameter")
    out, err = io.StringIO(), io.StringIO()
    call_command("parameters", stdout=out, stderr=err)
    heading, gift, suggestions = out.getvalue().splitlines()
    assert heading.split() == ["paramètre", "valeur", "unité", "depuis", "source"]
    assert gift.split() == ["test.gift", "700", "cents", "2026-01-01"]
    assert "par défaut" in suggestions
    assert "old.parameter" in err.getvalue()


def test_the_command_speaks_json_and_of_another_day() -> None:
    _add(date(2026, 1, 1), 700)
    out = io.StringIO()
    call_command("parameters", "--json", "--on", "2025-06-01", stdout=out)
    told = json.loads(out.getvalue())
    assert told["parameters"]["test.gift"] == {"value": 500, "since": None}
    assert told["unknown"] == []
