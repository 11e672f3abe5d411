"""Each function compares one thing that is known twice. Amounts are in cents."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, Sum

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.giving.allocation.models import Grant, GrantPart, Mandate
from trousse.giving.donations.enums import UNPAID, DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.models import Deposit, Fund
from trousse.money.ledger import selectors as ledger
from trousse.money.ledger.models import Account, Entry
from trousse.money.payments.enums import NoticeState, PaymentState, RefundState
from trousse.money.payments.models import InboxNotice, Payment, Refund
from trousse.operations.books.report import Comparison, Drift

_STANDING = F("taken_cents") - F("released_cents")
_PAID = ~Q(state__in=sorted(UNPAID))
_GRANTS_OUT = Grant.objects.filter(returned_at=None).order_by()


def trial_balance() -> Comparison:
    """Everything ever debited was credited."""
    totals = ledger.trial_balance()
    return Comparison.of("trial_balance", {"all": totals.debit.cents}, {"all": totals.credit.cents})


def entries_balance() -> Comparison:
    """PostgreSQL refuses an entry that does not balance; were its guards ever off, it would show here."""
    rows = _rows(
        """
        SELECT entry.key FROM ledger_entry AS entry LEFT JOIN ledger_line AS line ON line.entry_id = entry.id
        GROUP BY entry.id HAVING count(line.id) < 2 OR sum(line.debit_cents) <> sum(line.credit_cents)
        """
    )
    return Comparison.none_of("entries_unbalanced", Entry.objects.count(), (str(key) for (key,) in rows))


def campaigns_gauge() -> Comparison:
    """The gauge of each campaign is its account."""
    gauges = {f"campaign:{pk}": cents for pk, cents in Campaign.objects.order_by().values_list("pk", "raised_cents")}
    return Comparison.of("campaigns_raised", _balances("campaign:"), gauges)


def campaigns_gifts() -> Comparison:
    """What the gauge shows, less what funds granted, is what gifts brought and did not take away again."""
    own = Campaign.objects.order_by().values_list("pk", F("raised_cents") - F("granted_cents"))
    gifts = Donation.objects.filter(campaign__isnull=False).order_by().values_list("campaign")
    return Comparison.of(
        "campaigns_gifts",
        {f"campaign:{pk}": cents for pk, cents in own},
        {f"campaign:{pk}": cents for pk, cents in gifts.annotate(total=Sum(_STANDING))},
    )


def funds_balance() -> Comparison:
    """What waits in each fund is its account."""
    waiting = {f"fund:{pk}": cents for pk, cents in Fund.objects.order_by().values_list("pk", "balance_cents")}
    return Comparison.of("funds_balance", _balances("fund:"), waiting)


def funds_gifts() -> Comparison:
    """What each fund received is what its gifts brought and did not take away again, and what its patron sent."""
    received = Fund.objects.order_by().values_list("pk", "received_cents")
    gifts = Donation.objects.filter(fund__isnull=False).order_by().values_list("fund")
    brought = Counter(dict(gifts.annotate(total=Sum(_STANDING))))
    brought.update(dict(Deposit.objects.order_by().values_list("fund").annotate(total=Sum("amount_cents"))))
    return Comparison.of(
        "funds_gifts",
        {f"fund:{pk}": cents for pk, cents in received},
        {f"fund:{pk}": cents for pk, cents in brought.items()},
    )


def deposits_have_entries() -> Comparison:
    """Every transfer of a patron has its entry with the same amount, every such entry its transfer."""
    rows = _rows(
        """
        SELECT entry.key, sum(line.debit_cents) FROM ledger_entry AS entry
        JOIN ledger_line AS line ON line.entry_id = entry.id WHERE entry.key LIKE 'deposit:%%' GROUP BY entry.id
        """
    )
    deposits = Deposit.objects.order_by().values_list("bank_reference", "amount_cents")
    return Comparison.of(
        "deposits",
        {str(key): int(cents) for key, cents in rows},
        {f"deposit:{reference}": cents for reference, cents in deposits},
    )


def funds_count() -> Comparison:
    """And it counts them."""
    counted = Fund.objects.order_by().values_list("pk", "gifts_count")
    gifts = Donation.objects.filter(fund__isnull=False, taken_cents__gt=F("released_cents")).order_by()
    return Comparison.of(
        "funds_count",
        {f"fund:{pk}": number for pk, number in counted},
        {f"fund:{pk}": number for pk, number in gifts.values_list("fund").annotate(number=Count("pk"))},
    )


def campaigns_granted() -> Comparison:
    """What each gauge owes to funds is what they gave it and did not get back."""
    granted = Campaign.objects.filter(granted_cents__gt=0).order_by().values_list("pk", "granted_cents")
    out = _GRANTS_OUT.values_list("campaign").annotate(total=Sum("amount_cents"))
    return Comparison.of(
        "campaigns_granted",
        {f"campaign:{pk}": cents for pk, cents in granted},
        {f"campaign:{pk}": cents for pk, cents in out},
    )


def funds_granted() -> Comparison:
    """What each fund gave is its grants that did not come home."""
    given = Fund.objects.order_by().values_list("pk", F("received_cents") - F("balance_cents"))
    out = _GRANTS_OUT.values_list("fund").annotate(total=Sum("amount_cents"))
    return Comparison.of(
        "funds_granted",
        {f"fund:{pk}": cents for pk, cents in given},
        {f"fund:{pk}": cents for pk, cents in out},
    )


def grants_have_entries() -> Comparison:
    """Every grant, and every return, has its entry with the same amount, and every such entry its grant."""
    rows = _rows(
        """
        SELECT entry.key, sum(line.debit_cents) FROM ledger_entry AS entry
        JOIN ledger_line AS line ON line.entry_id = entry.id WHERE entry.kind LIKE 'grant.%%' GROUP BY entry.id
        """
    )
    grants = dict(Grant.objects.order_by().values_list("key", "amount_cents"))
    returns = Grant.objects.exclude(returned_at=None).order_by().values_list("pk", "returned_cents")
    said = grants | {f"return:{pk}": cents for pk, cents in returns}
    return Comparison.of("grants", {str(key): int(cents) for key, cents in rows}, said)


def grants_traced() -> Comparison:
    """Each grant is made of gifts of its fund, to the cent; what a patron transferred has no gift to show."""
    parts = GrantPart.objects.filter(ended_at=None, grant__returned_at=None).order_by().values_list("grant")
    traced = {f"grant:{pk}": cents for pk, cents in parts.annotate(total=Sum("amount_cents"))}
    out = list(_GRANTS_OUT.values_list("pk", "fund__kind", "amount_cents"))
    expected = {
        f"grant:{pk}": min(cents, traced.get(f"grant:{pk}", 0)) if kind == FundKind.PATRON else cents
        for pk, kind, cents in out
    }
    return Comparison.of("grants_traced", expected, traced)


def mandates_spent() -> Comparison:
    """What a mandate says it gave is the sum of its grants, also of those that came home."""
    said = Mandate.objects.filter(spent_cents__gt=0).order_by().values_list("pk", "spent_cents")
    given = Grant.objects.filter(mandate__isnull=False).order_by().values_list("mandate")
    return Comparison.of(
        "mandates_spent",
        {f"mandate:{pk}": cents for pk, cents in said},
        {f"mandate:{pk}": cents for pk, cents in given.annotate(total=Sum("amount_cents"))},
    )


def mandates_within_terms() -> Comparison:
    """No grant under a mandate that is over its caps, of another kind or fund, or outside of its days."""
    rows = _rows(
        """
        SELECT given.key FROM allocation_grant AS given
        JOIN allocation_mandate AS mandate ON mandate.id = given.mandate_id
        LEFT JOIN (
            SELECT mandate_id, campaign_id, sum(amount_cents) AS cents FROM allocation_grant
            WHERE mandate_id IS NOT NULL GROUP BY mandate_id, campaign_id
        ) AS whole ON whole.mandate_id = given.mandate_id AND whole.campaign_id = given.campaign_id
        WHERE given.amount_cents > mandate.grant_cap_cents
            OR whole.cents > mandate.project_cap_cents
            OR NOT given.kind = ANY(mandate.kinds)
            OR (given.posted_at AT TIME ZONE 'Europe/Paris')::date NOT BETWEEN mandate.begins_on AND mandate.ends_on
            OR given.posted_at < mandate.in_force_at
            OR NOT (mandate.every_fund OR EXISTS (
                SELECT 1 FROM allocation_mandate_funds AS chosen
                WHERE chosen.mandate_id = mandate.id AND chosen.fund_id = given.fund_id
            ))
        ORDER BY given.key
        """
    )
    looked_at = Grant.objects.filter(mandate__isnull=False).count()
    return Comparison.none_of("mandates_terms", looked_at, (str(key) for (key,) in rows))


def providers_balance() -> Comparison:
    """What a provider holds for us: what was paid, once or twice, less what went back and what banks took back."""
    rows = _rows(
        """
        SELECT provider, sum(cents) FROM (
            SELECT provider, paid_cents AS cents FROM payments_payment WHERE state = 'paid'
            UNION ALL
            SELECT payment.provider, refund.amount_cents FROM payments_refund AS refund
                JOIN payments_payment AS payment ON payment.id = refund.payment_id
                WHERE refund.transaction <> payment.transaction
            UNION ALL
            SELECT payment.provider, -refund.amount_cents FROM payments_refund AS refund
                JOIN payments_payment AS payment ON payment.id = refund.payment_id
                WHERE refund.state = 'done'
            UNION ALL
            SELECT payment.provider, -(payment.paid_cents - coalesce((
                    SELECT sum(refund.amount_cents) FROM payments_refund AS refund
                    WHERE refund.payment_id = payment.id AND refund.transaction = payment.transaction
                        AND refund.state = 'done' AND refund.done_at < payment.charged_back_at
                ), 0))
                FROM payments_payment AS payment WHERE payment.charged_back_at IS NOT NULL
        ) AS moves GROUP BY provider
        """
    )
    return Comparison.of("providers", _balances("psp:"), {f"psp:{code}": int(cents) for code, cents in rows})


def refunds_due() -> Comparison:
    """What is owed to donors is what was asked of providers and is not done (refused ones stay owed)."""
    [(waiting,)] = _rows(
        """
        SELECT coalesce(sum(cents), 0) FROM (
            SELECT least(sum(refund.amount_cents), payment.paid_cents - payment.refunded_cents) AS cents
                FROM payments_payment AS payment JOIN payments_refund AS refund ON refund.payment_id = payment.id
                WHERE payment.charged_back_at IS NULL AND refund.state <> 'done'
                    AND refund.transaction = payment.transaction
                GROUP BY payment.id
            UNION ALL
            SELECT refund.amount_cents FROM payments_refund AS refund
                JOIN payments_payment AS payment ON payment.id = refund.payment_id
                WHERE refund.state <> 'done' AND refund.transaction <> payment.transaction
        ) AS owed
        """
    )
    return Comparison.of("refunds_due", _balances("refunds:due"), {"refunds:due": int(waiting)})


def payments_refunded() -> Comparison:
    """What a payment says went back is what its refunds say."""
    done = Refund.objects.filter(state=RefundState.DONE, transaction=F("payment__transaction")).order_by()
    said = Payment.objects.filter(refunded_cents__gt=0).order_by().values_list("pk", "refunded_cents")
    return Comparison.of(
        "payments_refunded",
        {f"payment:{pk}": cents for pk, cents in said},
        {f"payment:{pk}": cents for pk, cents in done.values_list("payment").annotate(total=Sum("amount_cents"))},
    )


def gifts_have_entries() -> Comparison:
    """No gift is counted without its entry, no entry stands without its gift, and both say the same."""
    rows = _rows(
        """
        SELECT coalesce(entry.key, 'gift:' || gift.id), coalesce(entry.paid, 0), coalesce(gift.paid_cents, 0),
            coalesce(entry.taken, 0), coalesce(gift.taken_cents, 0)
        FROM (
            SELECT entry.key, sum(line.debit_cents) AS paid,
                coalesce(sum(line.credit_cents) FILTER (WHERE account.code <> 'refunds:due'), 0) AS taken
            FROM ledger_entry AS entry JOIN ledger_line AS line ON line.entry_id = entry.id
                JOIN ledger_account AS account ON account.id = line.account_id
            WHERE entry.key LIKE 'gift:%%' GROUP BY entry.id
        ) AS entry
        FULL JOIN (SELECT * FROM donations_donation WHERE paid_cents > 0) AS gift ON entry.key = 'gift:' || gift.id
        WHERE entry.paid IS DISTINCT FROM gift.paid_cents OR entry.taken IS DISTINCT FROM gift.taken_cents
        """
    )
    counts = Donation.objects.filter(paid_cents__gt=0).aggregate(number=Count("pk"), paid=Sum("paid_cents"))
    [(posted,)] = _rows(
        """
        SELECT coalesce(sum(line.debit_cents), 0) FROM ledger_entry AS entry
        JOIN ledger_line AS line ON line.entry_id = entry.id WHERE entry.key LIKE 'gift:%%'
        """
    )
    drifts = [
        Drift(f"{key} {what}", int(left), int(right))
        for key, paid, gift_paid, taken, gift_taken in rows
        for what, left, right in (("paid", paid, gift_paid), ("taken", taken, gift_taken))
        if left != right
    ]
    return Comparison("gifts", counts["number"], int(posted), counts["paid"] or 0, tuple(drifts))


def payments_have_a_place() -> Comparison:
    """Every payment that arrived is counted by a gift, or is owed back as paid twice."""
    rows = _rows(
        """
        SELECT payment.reference FROM payments_payment AS payment
        LEFT JOIN donations_donation AS gift ON gift.payment_id = payment.id AND gift.paid_cents = payment.paid_cents
        LEFT JOIN ledger_entry AS entry ON entry.key = 'twice:' || payment.id
        WHERE payment.state = 'paid' AND payment.payable_kind = 'donation' AND gift.id IS NULL AND entry.id IS NULL
        """
    )
    paid = Payment.objects.filter(state=PaymentState.PAID).count()
    return Comparison.none_of("payments_without_place", paid, (str(reference) for (reference,) in rows))


def gifts_released() -> Comparison:
    """What left its destination is what gifts say left."""
    [(posted,)] = _rows(
        """
        SELECT coalesce(sum(line.debit_cents), 0) FROM ledger_line AS line
        JOIN ledger_account AS account ON account.id = line.account_id
        JOIN ledger_entry AS entry ON entry.id = line.entry_id
        WHERE (account.code LIKE 'campaign:%%' OR account.code LIKE 'fund:%%')
            AND (entry.key LIKE 'release:%%' OR entry.key LIKE 'desk:%%' OR entry.key LIKE 'chargeback:%%')
        """
    )
    said = Donation.objects.aggregate(total=Sum("released_cents"))["total"] or 0
    return Comparison.of("gifts_released", {"all": int(posted)}, {"all": said})


def gifts_refunded() -> Comparison:
    """What a gift says went back to its donor is what its payment says."""
    gifts = Donation.objects.filter(_PAID).exclude(refunded_cents=F("payment__refunded_cents"))
    wrong = gifts.order_by("pk").values_list("reference", "payment__refunded_cents", "refunded_cents")
    totals = Donation.objects.filter(_PAID).aggregate(
        number=Count("pk"), gifts=Sum("refunded_cents"), payments=Sum("payment__refunded_cents")
    )
    drifts = tuple(Drift(reference, int(payment or 0), gift) for reference, payment, gift in wrong)
    return Comparison("gifts_refunded", totals["number"], totals["payments"] or 0, totals["gifts"] or 0, drifts)


def nothing_negative() -> Comparison:
    """No account is on its wrong side: nobody gave more than they had."""
    below = [f"{code} {amount.cents}" for code, amount in ledger.balances().items() if amount.cents < 0]
    return Comparison.none_of("accounts_negative", Account.objects.count(), below)


def reservations() -> Comparison:
    """Room is kept for gifts that wait only, and never beyond the optimum."""
    running = Reservation.objects.filter(expires_at__gt=clock.now())
    kept = running.order_by().values("campaign").annotate(total=Sum("amount_cents"))
    over = [
        f"campaign:{row['campaign']}"
        for row in kept.filter(total__gt=F("campaign__optimum_goal_cents") - F("campaign__raised_cents"))
    ]
    waiting = Donation.objects.filter(state=DonationState.STARTED).values_list("pk", flat=True)
    keys = {f"donation:{pk}" for pk in waiting}
    orphans = [key for key in running.order_by("pk").values_list("key", flat=True) if key not in keys]
    return Comparison.none_of("reservations_wrong", running.count(), [*over, *orphans])


def notices_worked_on() -> Comparison:
    """News that we could not work on may be money that nobody counted: a person must look."""
    failed = InboxNotice.objects.filter(state=NoticeState.FAILED).order_by("pk")
    return Comparison.none_of(
        "notices_failed", InboxNotice.objects.count(), (f"{one.provider}:{one.event_id}" for one in failed)
    )


COMPARISONS: Sequence[Callable[[], Comparison]] = (
    trial_balance,
    entries_balance,
    campaigns_gauge,
    campaigns_gifts,
    funds_balance,
    funds_gifts,
    funds_count,
    deposits_have_entries,
    campaigns_granted,
    funds_granted,
    grants_have_entries,
    grants_traced,
    mandates_spent,
    mandates_within_terms,
    providers_balance,
    refunds_due,
    payments_refunded,
    gifts_have_entries,
    payments_have_a_place,
    gifts_released,
    gifts_refunded,
    nothing_negative,
    reservations,
    notices_worked_on,
)


def _balances(prefix: str) -> dict[str, int]:
    return {code: amount.cents for code, amount in ledger.balances(prefix).items()}


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        return list(cursor.fetchall())
