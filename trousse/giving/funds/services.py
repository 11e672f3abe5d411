"""Funds receive and give. The caller posts to the ledger in the same transaction (docs/money.md)."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from django.db import IntegrityError, connection, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import FundAsleep, FundExists, FundOverdrawn
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.words import criteria_words
from trousse.people.schools.models import Departement
from trousse.platform.audit import services as audit

_NOTHING_ASKED = Restriction()

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
    restriction: Restriction = _NOTHING_ASKED,
    description: str = "",
) -> Fund:
    """Open a fund for what it is given: themes, places, levels, networks, communes, in any combination.

    ``theme``, ``departement`` and ``level_group`` are short for a restriction to one of each.
    Raises FundExists when another fund has the same criteria or address, CriteriaUnknown.
    """
    short = Restriction.of(
        themes=[theme.pk] if theme else [],
        departements=[departement.pk] if departement else [],
        level_groups=[level_group.value] if level_group else [],
    )
    asked = restriction.joined(short)
    kind = FundKind.OPEN if asked.asks_nothing else FundKind.CRITERIA
    return fund_open(kind=kind, name=name, slug=slug, restriction=asked, description=description, actor=actor)


@transaction.atomic
def fund_open(
    *, kind: FundKind, name: str, slug: str, restriction: Restriction, description: str, actor: Actor
) -> Fund:
    """A fund of any kind; that of a patron goes with its agreement, in one transaction (``patrons.agreement_create``).

    Raises FundExists, CriteriaUnknown.
    """
    fund = Fund(
        kind=kind.value,
        name=name,
        slug=slug or slugify(name)[:80].strip("-") or f"fonds-{get_random_string(8, ascii_lowercase)}",
        description=description,
        criteria_words=criteria_words(restriction),
        **restriction.sorted_values(),
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
    """Money leaves for projects. All or nothing.

    Raises FundOverdrawn when a fund does not hold enough, FundAsleep when it may not give today: a plan that was made
    yesterday finds an agreement that ended at midnight.
    """
    totals = _totals(grants)
    funds, today = _lock(totals), clock.today()
    for fund_id, (amount, _count) in totals.items():
        if not funds[fund_id].is_live(today):
            raise FundAsleep(funds[fund_id].name)
        if amount > funds[fund_id].balance:
            raise FundOverdrawn(funds[fund_id].balance)
    _add([(fund_id, 0, -amount.cents, 0) for fund_id, (amount, _count) in totals.items()])


@transaction.atomic(savepoint=False)
def funds_take_back(returns: Sequence[Movement]) -> None:
    """Grants of projects that failed come home, also to a fund that gives no more: it waits there again.

    The caller sees to it that a grant returns once. PostgreSQL refuses more than the fund ever gave.
    """
    totals = _totals(returns)
    _lock(totals)
    _add([(fund_id, 0, amount.cents, 0) for fund_id, (amount, _count) in totals.items()])


@transaction.atomic(savepoint=False)
def fund_deposit(*, fund_id: int, amount: Euro) -> None:
    """Money of a patron arrived at our bank: it counts as received, not among the gifts."""
    if amount <= Euro.zero():
        raise ValueError(f"a movement is positive, got {amount.cents} cents")
    _lock([fund_id])
    _add([(fund_id, amount.cents, amount.cents, 0)])


@transaction.atomic(savepoint=False)
def fund_give_back(*, fund_id: int, amount: Euro, whole: bool = True) -> None:
    """A gift, or part of one (``whole`` is False), goes back to its donor: the fund never received it.

    Raises FundOverdrawn when it was granted already: what was granted stays granted.
    """
    fund = _lock([fund_id])[fund_id]
    if amount > fund.balance:
        raise FundOverdrawn(fund.balance)
    _add([(fund_id, -amount.cents, -amount.cents, -1 if whole else 0)])


def fund_lock(fund_id: int) -> Fund:
    """The row of a fund, held until the transaction ends: whoever gives, takes or deposits waits."""
    return _lock([fund_id])[fund_id]


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
    """Always in the order of their ids: two batches wait for each other instead of dying together.

    Agreements are read once the rows are held: a join would show them as they were before the wait.
    """
    rows = Fund.objects.select_for_update(of=("self",), no_key=True)
    locked = {fund.pk: fund for fund in rows.filter(pk__in=list(fund_ids)).order_by("pk")}
    of_patrons = [pk for pk, fund in locked.items() if fund.kind == FundKind.PATRON]
    for agreement in Agreement.objects.filter(pk__in=of_patrons) if of_patrons else ():
        locked[agreement.pk].agreement = agreement
    return locked


def _add(changes: Sequence[tuple[int, int, int, int]]) -> None:
    """Apply ``(id, received, balance, gifts)`` differences to locked rows."""
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [list(column) for column in zip(*changes, strict=True)])
