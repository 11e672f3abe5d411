"""The few figures of the home page. They move slowly: counted at most once a minute per process."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from trousse.core import clock
from trousse.fundraising.campaigns.selectors import Totals, campaign_totals
from trousse.web.components.cards import KeyFigure
from trousse.web.components.typography import number

FRESH_FOR = timedelta(minutes=1)


@dataclass
class _Counted:
    totals: Totals | None = None
    at: datetime | None = None


_last = _Counted()


def totals() -> Totals:
    """As of now, or of a minute ago at most."""
    now = clock.now()
    if _last.totals is None or _last.at is None or not timedelta() <= now - _last.at < FRESH_FOR:
        _last.totals, _last.at = campaign_totals(), now
    return _last.totals


def open_count() -> int:
    return totals().open


def key_figures() -> list[KeyFigure]:
    """Nothing to boast about yet: nothing is shown."""
    counted = totals()
    figures = [
        (counted.succeeded, "projet réalisable grâce à vous", "projets réalisables grâce à vous"),
        (counted.pupils, "élève concerné", "élèves concernés"),
        (counted.supporters, "soutien", "soutiens"),
    ]
    return [KeyFigure(number(count), many if count > 1 else one) for count, one, many in figures if count]
