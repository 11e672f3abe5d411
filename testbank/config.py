"""What the bank must be told, read from the environment and checked before anything starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


class ConfigError(Exception):
    """The configuration cannot work; the message names each variable at fault and what it expects."""


# The real gateway tries again four times, every fifteen minutes ("900,900,900,900").
# A bench is quicker and more patient.
DEFAULT_RETRY_DELAYS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 900.0)


# What the shop and its bank both know.
SHARED = ("SITE_ID", "KEY", "REST_PASSWORD", "ALGORITHM")
# Never shown, even when they are wrong.
SECRETS = ("KEY", "REST_PASSWORD")


@dataclass(frozen=True)
class Config:
    """One shop and the habits of its bank. Durations in seconds."""

    site_id: str
    key: str
    rest_password: str
    algorithm: str = "sha256"
    shop_name: str = "La Trousse à Projets"
    notification_url: str = ""
    session_seconds: float = 600.0
    capture_seconds: float = 60.0
    notify_abandoned: bool = True
    notify_timeout: float = 10.0
    notify_workers: int = 4
    retry_delays: tuple[float, ...] = DEFAULT_RETRY_DELAYS


def from_environment(environment: Mapping[str, str]) -> Config:
    """Reads ``TESTBANK_*``; what the shop and its bank share may also come as ``SYSTEMPAY_*``, as the shop reads it.

    Raises ConfigError with every mistake at once, one line each.
    """
    reader = _Reader(environment)
    config = Config(
        site_id=reader.text("SITE_ID", pattern=r"\d{8}", expects="les 8 chiffres de la boutique"),
        key=reader.text("KEY", pattern=r"\S{8,}", expects="la clé de signature, 8 caractères au moins, sans espace"),
        rest_password=reader.text(
            "REST_PASSWORD", pattern=r"\S{8,}", expects="le mot de passe REST, 8 caractères au moins"
        ),
        algorithm=reader.text("ALGORITHM", pattern="sha256|sha1", expects="« sha256 » ou « sha1 »", default="sha256"),
        shop_name=reader.text("SHOP_NAME", pattern=r"[^<>]{1,64}", expects="un nom court", default=Config.shop_name),
        notification_url=reader.text(
            "NOTIFY_URL", pattern=r"https?://\S+", expects="une adresse http(s), ou rien", default=""
        ),
        session_seconds=reader.number("SESSION_SECONDS", Config.session_seconds),
        capture_seconds=reader.number("CAPTURE_SECONDS", Config.capture_seconds),
        notify_abandoned=reader.text("NOTIFY_ABANDONED", pattern="[01]", expects="0 ou 1", default="1") == "1",
        notify_timeout=reader.number("NOTIFY_TIMEOUT", Config.notify_timeout),
        notify_workers=max(1, int(reader.number("NOTIFY_WORKERS", Config.notify_workers))),
        retry_delays=reader.numbers("RETRY_DELAYS", DEFAULT_RETRY_DELAYS),
    )
    reader.raise_errors()
    return config


class _Reader:
    """Collects the mistakes rather than stopping at the first one."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._errors: list[str] = []

    def text(self, name: str, *, pattern: str, expects: str, default: str | None = None) -> str:
        value = self._value(name)
        if not value and default is not None:
            return default
        if not re.fullmatch(pattern, value):
            found = (
                f"« {value} »" if value and name not in {"KEY", "REST_PASSWORD"} else "une valeur qui ne convient pas"
            )
            self._errors.append(f"TESTBANK_{name} attend {expects} ; trouvé : {found if value else 'rien'}.")
        return value

    def _value(self, name: str) -> str:
        value = self._environment.get(f"TESTBANK_{name}", "")
        if not value and name in SHARED:
            value = self._environment.get(f"SYSTEMPAY_{name}", "")
        return value.strip()

    def number(self, name: str, default: float) -> float:
        return self.numbers(name, (default,), only_one=True)[0]

    def numbers(self, name: str, default: tuple[float, ...], *, only_one: bool = False) -> tuple[float, ...]:
        value = self._value(name)
        if not value:
            return default
        try:
            found = tuple(float(part) for part in value.split(","))
        except ValueError:
            found = ()
        if not found or min(found) < 0 or (only_one and len(found) > 1):
            expects = "un nombre positif" if only_one else "des nombres positifs séparés par des virgules"
            self._errors.append(f"TESTBANK_{name} attend {expects} ; trouvé : « {value} ».")
            return default
        return found

    def raise_errors(self) -> None:
        if self._errors:
            raise ConfigError("\n".join(self._errors))
