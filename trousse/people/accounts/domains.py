"""The ministry's mail domains ship with the product, as data that an administrator can complete or close.

They come from general knowledge of the académies (domain notes §3.8) and are to be checked before real use.
"""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import router

from trousse.people.schools.facts import ACADEMIES
from trousse.people.schools.territories import ensure_territories

_UNLIKE_THE_NAME = {"Clermont-Ferrand": "clermont", "La Réunion": "reunion"}

LEGACY_DOMAINS: tuple[tuple[str, str | None], ...] = (
    ("ac-caen.fr", "70"),
    ("ac-rouen.fr", "70"),
    ("ac-polynesie.pf", None),
    ("ac-noumea.nc", None),
    ("ac-spm.fr", None),
)
"""Former académies whose mailboxes live on, and overseas vice-rectorats that belong to no académie."""


def shipped_domains() -> list[tuple[str, str | None]]:
    """``(domain, code of its académie)``."""
    current = [(f"ac-{_UNLIKE_THE_NAME.get(row.name, row.slug)}.fr", row.code) for row in ACADEMIES]
    return [*current, *LEGACY_DOMAINS]


def ensure_domains(*, using: str, apps: Apps = installed, **signal: Any) -> None:
    """Add the shipped domains that are missing; those an administrator changed stay as they are.

    Called by ``post_migrate``; does nothing while the table is not there.
    """
    try:
        domain = apps.get_model("accounts", "AcademicDomain")
    except LookupError:
        return
    if not router.allow_migrate_model(using, domain):
        return
    ensure_territories(apps=apps, using=using, **signal)
    domain._default_manager.using(using).bulk_create(
        [domain(domain=name, academie_id=academie) for name, academie in shipped_domains()], ignore_conflicts=True
    )
