"""Funds receive and give. The caller posts to the ledger in the same transaction (docs/money.md)."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import FundExists, FundOverdrawn
from trousse.giving.funds.models import Fund
from trousse.people.schools.models import Departement
from trousse.platform.audit import services as audit

Movement = tuple[int, Euro]
"""A fund's id and a positive amount."""

_ADD = """
UPDATE funds_fund AS fund SET
    received_cents = fund.received_cents + change.received_cents,
    balance_cents = fund.balance_cents + change.balance_cents,
    gifts_count = fund.gifts_count + change.gifts
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[])
    AS change (id, received_cents, balance_cents, gifts)
WHERE fund.id = change.id
"""


@transaction.atomic
def fund_create(
    *,
    name: str,
    actor: Actor,
    slug: str = "",
    theme: Theme | None = None,
    departement: Departement | None = None,
    level_group: LevelGroup | None = None,
    description: str = "",
) -> Fund:
    """Open a fund for what it is given: a theme, a département, a group of levels, or several of them together.

    Raises FundExists when another fund has the same criteria or address.
    """
    criteria = {"theme": theme, "departement": departement, "level_group": level_group.value if level_group else None}
    fund = Fund(
        name=name,
        slug=slug or slugify(name)[:80],
        kind=(FundKind.CRITERIA if any(criteria.values()) else FundKind.OPEN).value,
        description=description,
        **criteria,
    )
    try:
        with transaction.atomic():
            fund.save(force_insert=True)
    except IntegrityError as error:
        raise FundExists from error
    audit.record(verb="fund.create", subject=fund, actor=actor, data={"name": name})
    return fund


@transaction.atomic(savepoint=False)
def funds_credit(gifts: Sequence[Movement]) -> None:
    """Gifts come in, any number of them, in two statements."""
    totals = _totals(gifts)
    _lock(totals)
    _add([(fund_id, amount.cents, amount.cents, count) for fund_id, (amount, count) in totals.items()])


@transaction.atomic(savepoint=False)
def funds_debit(grants: Sequence[Movement]) -> None:
    """Money leaves for projects. All or nothing: raises FundOverdrawn when a fund does not hold enough."""
    totals = _totals(grants)
    funds = _lock(totals)
    for fund_id, (amount, _count) in totals.items():
        if amount > funds[fund_id].balance:
            raise FundOverdrawn(funds[fund_id].balance)
    _add([(fund_id, 0, -amount.cents, 0) for fund_id, (amount, _count) in totals.items()])


@transaction.atomic(savepoint=False)
def fund_give_back(*, fund_id: int, amount: Euro, whole: bool = True) -> None:
    """A gift, or part of one (``whole`` is False), goes back to its donor: the fund never received it.

    Raises FundOverdrawn when it was granted already: what was granted stays granted.
    """
    fund = _lock([fund_id])[fund_id]
    if amount > fund.balance:
        raise FundOverdrawn(fund.balance)
    _add([(fund_id, -amount.cents, -amount.cents, -1 if whole else 0)])


def _totals(movements: Sequence[Movement]) -> dict[int, tuple[Euro, int]]:
    """Sum and number of movements by fund."""
    totals: dict[int, tuple[Euro, int]] = {}
    for fund_id, amount in movements:
        if amount <= Euro.zero():
            raise ValueError(f"a movement is positive, got {amount.cents} cents")
        so_far, count = totals.get(fund_id, (Euro.zero(), 0))
        totals[fund_id] = so_far + amount, count + 1
    return totals


def _lock(fund_ids: Iterable[int]) -> dict[int, Fund]:
    """Always in the order of their ids: two batches wait for each other instead of dying together."""
    locked = Fund.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(fund_ids)).order_by("pk")
    return {fund.pk: fund for fund in locked}


def _add(changes: Sequence[tuple[int, int, int, int]]) -> None:
    """Apply ``(id, received, balance, gifts)`` differences to locked rows."""
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [list(column) for column in zip(*changes, strict=True)])
