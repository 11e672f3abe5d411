"""The territories ship with the product: put in place after each ``migrate``, and corrected when facts change."""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import models, router

from trousse.people.schools import facts


def ensure_territories(*, using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Write régions académiques, académies and départements as ``facts`` tells them. Nothing is ever removed.

    Called by ``post_migrate`` (also after a test emptied the tables); does nothing while the tables are not there.
    ``flush`` sends the signal without the state of the migrations: every app is then as it is installed.
    """
    try:
        region, academie, departement = (
            apps.get_model("schools", name) for name in ("RegionAcademique", "Academie", "Departement")
        )
    except LookupError:
        return
    if not router.allow_migrate_model(using, region):
        return
    _put(using, [region(code=row.code, name=row.name) for row in facts.REGIONS])
    _put(
        using,
        [
            academie(code=row.code, name=row.name, slug=row.slug, region_id=row.region, is_pilot=row.is_pilot)
            for row in facts.ACADEMIES
        ],
    )
    _put(
        using,
        [
            departement(code=row.code, name=row.name, academie_id=row.academie, region_name=row.region_name)
            for row in facts.DEPARTEMENTS
        ],
    )


def _put(using: str, rows: list[models.Model]) -> None:
    """Insert, or update where the code is already there."""
    model = type(rows[0])
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.using(using).bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
