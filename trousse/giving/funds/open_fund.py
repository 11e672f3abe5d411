"""The open fund is part of the product: a donor who does not choose must always have somewhere to give."""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import router

from trousse.giving.funds.enums import FundKind

SLUG = "fonds-de-solidarite"
NAME = "Fonds de solidarité"
DESCRIPTION = (
    "Vous donnez sans choisir de projet : l’argent va là où il permet au plus grand nombre de projets de réussir. "
    "Il lance une collecte qui commence (c’est l’amorçage) ou complète une collecte qui peine à atteindre son minimum "
    "(c’est l’abondement), en tenant compte des écoles qui ont le moins de moyens."
)


def ensure_open_fund(*, using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Open it if there is none; one that exists stays as it was worded.

    Called by ``post_migrate`` (also after a test emptied the tables); does nothing while the table is not there.
    """
    try:
        fund = apps.get_model("funds", "Fund")
    except LookupError:
        return
    if router.allow_migrate_model(using, fund):
        fund._base_manager.using(using).get_or_create(
            kind=FundKind.OPEN.value, defaults={"slug": SLUG, "name": NAME, "description": DESCRIPTION}
        )
