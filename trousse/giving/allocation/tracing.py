"""Which gifts a grant is made of: those of its fund, first in, first out, to the cent.

Called with the fund locked, so that no cent of a gift can be used twice. Money that came into a fund without a gift (a
patron's transfer) has no donor to tell: it is what the parts of a grant leave out. When a gift left its fund although
it had been used (a charge-back), its grants are made of the next gifts instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from trousse.core import clock
from trousse.giving.allocation.models import Grant, GrantPart

_REST = """
SELECT gift.id, gift.taken_cents - gift.released_cents - coalesce(used.cents, 0) AS rest
  FROM donations_donation AS gift
  LEFT JOIN (
      SELECT part.donation_id, sum(part.amount_cents) AS cents FROM allocation_grantpart AS part
        JOIN allocation_grant AS given ON given.id = part.grant_id
       WHERE part.ended_at IS NULL AND given.fund_id = %s GROUP BY part.donation_id
  ) AS used ON used.donation_id = gift.id
 WHERE gift.fund_id = %s AND gift.settled_at IS NOT NULL
   AND gift.taken_cents - gift.released_cents <> coalesce(used.cents, 0)
 ORDER BY gift.settled_at, gift.id
"""


@dataclass
class _Rest:
    """What of one gift is not used yet; below zero when it left although it had been."""

    donation_id: int
    cents: int


def gifts_use(grants: Sequence[Grant]) -> list[GrantPart]:
    """Say which gifts these new grants of locked funds are made of. Returns the parts, written."""
    parts: list[GrantPart] = []
    for fund_id in sorted({grant.fund_id for grant in grants}):
        rests = _rests(fund_id)
        needs = [(grant.pk, grant.amount_cents) for grant in grants if grant.fund_id == fund_id]
        parts += _consume([*_taken_back(rests), *needs], rests)
    return GrantPart.objects.bulk_create(parts)


def parts_end(parts: QuerySet[GrantPart], at: datetime) -> None:
    """The money of these parts came home with their grant at that moment, and may be used again."""
    parts.filter(ended_at=None).update(ended_at=at)


def _rests(fund_id: int) -> list[_Rest]:
    with connection.cursor() as cursor:
        cursor.execute(_REST, [fund_id, fund_id])
        return [_Rest(donation_id, int(cents)) for donation_id, cents in cursor.fetchall()]


def _taken_back(rests: Iterable[_Rest]) -> list[tuple[int, int]]:
    """End the last parts of gifts that are gone; what their grants miss now, as (grant, cents)."""
    needs: list[tuple[int, int]] = []
    for rest in rests:
        for part in GrantPart.objects.filter(donation=rest.donation_id, ended_at=None).order_by("-pk"):
            if rest.cents >= 0:
                break
            part.ended_at = clock.now()
            part.save(update_fields=["ended_at"])
            needs.append((part.grant_id, part.amount_cents))
            rest.cents += part.amount_cents
    return needs


def _consume(needs: Iterable[tuple[int, int]], rests: Sequence[_Rest]) -> list[GrantPart]:
    """The oldest gifts first."""
    waiting = iter([rest for rest in rests if rest.cents > 0])
    rest = next(waiting, None)
    parts = []
    for grant_id, needed in needs:
        left = needed
        while left and rest is not None:
            used = min(left, rest.cents)
            parts.append(GrantPart(grant_id=grant_id, donation_id=rest.donation_id, amount_cents=used))
            left, rest.cents = left - used, rest.cents - used
            if not rest.cents:
                rest = next(waiting, None)
    return parts
