import json
import logging
from typing import Any

import pytest

from config.env import Mode
from config.logging import logging_config
from trousse.core import correlation, links
from trousse.core.logs import JsonFormatter, LineFormatter, masked

IBAN = "FR1420041010050500013M02606"  # the example of the standard


def _record(message: str, *args: Any, error: BaseException | None = None, **extra: Any) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("trousse.giving", logging.INFO, __file__, 1, message, args, exc_info)
    vars(record).update(extra)
    return record


def _json(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonFormatter().format(record)
    assert "\n" not in line
    read: dict[str, Any] = json.loads(line)
    return read


def test_a_line_is_one_object_with_what_happened() -> None:
    with correlation.bound("request-0001"):
        told = _json(_record("gift settled", donation=12, amount_cents=2500))
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "info",
        "logger": "trousse.giving",
        "event": "gift settled",
        "request_id": "request-0001",
        "donation": 12,
        "amount_cents": 2500,
    }


def test_an_object_is_never_printed() -> None:
    class Person:
        def __str__(self) -> str:
            return "Jeanne Martin"

    assert "person" not in _json(_record("gift settled", person=Person(), request={"name": "Jeanne"}))


def test_a_traceback_is_kept_and_masked() -> None:
    try:
        raise ValueError("DETAIL:  Failing row contains (1, Jeanne, Martin, jeanne@exemple.fr).")
    except ValueError as error:
        told = _json(_record("failed", error=error))
    assert "test_logs.py" in told["traceback"]
    assert "Jeanne" not in told["traceback"]


def test_a_line_for_a_person_is_masked_too() -> None:
    line = LineFormatter().format(
        _record("wrote to %s", "jeanne@exemple.fr", path=f"/iban/{IBAN}", error=KeyError("a@b.fr"))
    )
    assert "wrote to …@…" in line
    assert "jeanne" not in line
    assert IBAN not in line
    assert "a@b.fr" not in line


@pytest.mark.parametrize(
    "secret",
    [
        "jeanne.martin@exemple.fr",
        "jeanne.martin+don@sous.exemple.fr",
        "jeanne.martin%40exemple.fr",
        "5f0c6c5e-7a1f-4a57-9d3b-0a4f5b8f2f11",
        IBAN,
        "FR14 2004 1010 0505 0001 3M02 606",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Not Found: /direction/{}", "<{}>", "key=({}),", "/don/{}/vous", "« {} »"])
def test_what_names_a_person_is_masked_wherever_it_is(secret: str, around: str) -> None:
    assert secret not in masked(around.format(secret))


@pytest.mark.parametrize("purpose", ["head", "manager", "donation.follow"])
@pytest.mark.parametrize("value", ["1", "12:nonce", "a-much-longer-value-than-the-others-0123456789"])
@pytest.mark.parametrize(
    "around", ["Not Found: /direction/{}", "/mon-don/{}/suite", "token={}", "/connexion?suite=/mon-don/{}"]
)
def test_no_part_of_a_signed_link_is_left(purpose: str, value: str, around: str) -> None:
    token = links.make(purpose, value)
    told = masked(around.format(token))
    for part in token.split(":"):
        assert len(part) < 8 or part not in told


@pytest.mark.parametrize(
    "harmless",
    [
        "/projet/12-un-potager-pour-la-classe-de-cm1-cm2-de-nadia",
        "/instruction/42",
        "payment 12 settled",
        "trousse.money.payments.services.inbox_drain",
        "0af7651916cd43dd8448eb211c80319c",
        "Pourquoi ? Parce que.",
    ],
)
def test_what_names_nobody_is_left_readable(harmless: str) -> None:
    assert masked(harmless) == harmless


def test_a_query_string_is_never_kept() -> None:
    assert masked("GET /mon-don?courriel=jeanne&code=123456 200") == "GET /mon-don?… 200"


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_has_one_output_and_masks_it(mode: Mode) -> None:
    config = logging_config(mode)
    assert list(config["handlers"]) == ["output"]
    assert config["handlers"]["output"]["formatter"] == "ours"
    assert config["root"]["handlers"] == ["output"]
    assert not any(logger.get("handlers") for logger in config["loggers"].values())


def test_production_speaks_json() -> None:
    assert logging_config(Mode.PRODUCTION)["formatters"]["ours"]["()"] == "trousse.core.logs.JsonFormatter"
