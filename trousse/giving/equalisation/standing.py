"""Whether what the committee is told of a draft still stands when the letter leaves."""

from collections.abc import Sequence

from trousse.core import clock
from trousse.giving.equalisation.models import RuleVersion
from trousse.platform.notifications.enums import Standing


def of_drafts(ids: Sequence[int]) -> dict[int, Standing]:
    """Told while it is open for comments. One statement."""
    today = clock.today()
    return {version.pk: _standing(version.takes_comments(today)) for version in _versions(ids)}


def of_votes(ids: Sequence[int]) -> dict[int, Standing]:
    """Told while one may vote. One statement."""
    today = clock.today()
    return {version.pk: _standing(version.takes_votes(today)) for version in _versions(ids)}


def _versions(ids: Sequence[int]) -> list[RuleVersion]:
    return list(RuleVersion.objects.filter(pk__in=ids).defer("simulation").order_by())


def _standing(is_so: bool) -> Standing:
    return Standing.STANDS if is_so else Standing.GONE
