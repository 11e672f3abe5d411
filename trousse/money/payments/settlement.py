"""What news does to payments, in batches: the number of SQL statements does not depend on how many there are.

Locks are taken in one order: payments, then whatever their handlers lock, then refunds, then ledger accounts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import Transition
from trousse.money.ledger.services import post_many
from trousse.money.payments import giving_back, postings
from trousse.money.payments.enums import NoticeSource, NoticeState, PaymentState
from trousse.money.payments.models import InboxNotice, Payment
from trousse.money.payments.payables import tell_handlers
from trousse.money.payments.port import Notice, Operation, Status
from trousse.money.payments.rules import News, PaymentFacts, Verdict, decide
from trousse.money.payments.transitions import PaymentWorkflow

# A credit that came before the payment it gives back: how long it may wait, and how often.
WAIT_FOR_PAYMENT = timedelta(minutes=1)
MOST_WAITS = 6
SOON = timedelta(seconds=5)


@dataclass(frozen=True)
class Item:
    """One notice, the payment it is about, and what it means for it."""

    notice: InboxNotice
    payment: Payment
    news: News
    verdict: Verdict


def payload_of(notice: Notice) -> dict[str, Any]:
    """What an inbox row keeps: our reading of the message, then the message itself without personal data."""
    return {
        "operation": notice.operation.value,
        "status": notice.status.value,
        "amount_cents": notice.amount.cents,
        "transaction": notice.transaction,
        "facts": notice.facts,
    }


def settle(notices: Sequence[InboxNotice]) -> None:
    """Work on locked notices, inside a transaction. All of it is done, or an exception undoes all of it."""
    payments = _lock_payments(notices)
    for notice in notices:
        if _key(notice) not in payments:
            _close(notice, NoticeState.REJECTED, "référence inconnue")
    items = _without_the_dead(list(_judge(notices, payments)))
    _give_up(_of(items, Verdict.REFUSE), PaymentWorkflow.refuse)
    _give_up(_of(items, Verdict.ABANDON), PaymentWorkflow.abandon)
    _take(_of(items, Verdict.SETTLE))
    _take_doubles(_of(items, Verdict.DOUBLE))
    for item in _of(items, Verdict.GIVEN_BACK):
        _give_back(item)
    for item in _of(items, Verdict.REFUND_REFUSED):
        giving_back.mark_refused(item.payment, item.news.transaction)
    _ask_the_provider(_of(items, Verdict.VERIFY) + _of(items, Verdict.LATER))
    for item in items:
        _conclude(item)
    _save(notices)


def _lock_payments(notices: Sequence[InboxNotice]) -> dict[tuple[str, str], Payment]:
    """By provider and reference. Locked in the order of their keys, so that batches wait rather than die together."""
    references = {notice.reference for notice in notices if notice.reference}
    locked = Payment.objects.select_for_update(of=("self",), no_key=True).filter(reference__in=references)
    return {(payment.provider, payment.reference): payment for payment in locked.order_by("pk")}


def _key(notice: InboxNotice) -> tuple[str, str]:
    return notice.provider, notice.reference


def _judge(notices: Sequence[InboxNotice], payments: dict[tuple[str, str], Payment]) -> Iterable[Item]:
    """Decides on each notice in turn, in the light of those before it in this very batch: credits after debits."""
    facts: dict[int, PaymentFacts] = {}
    for notice in sorted(notices, key=lambda notice: (_news(notice).operation is Operation.CREDIT, notice.pk)):
        payment = payments.get(_key(notice))
        if payment is None:
            continue
        known = facts.get(payment.pk) or PaymentFacts(PaymentState(payment.state), payment.amount, payment.transaction)
        news = _news(notice)
        verdict = decide(known, news)
        after = _AFTER.get(verdict)
        facts[payment.pk] = replace(known, state=after, transaction=news.transaction) if after else known
        yield Item(notice, payment, news, verdict)


def _without_the_dead(items: Sequence[Item]) -> list[Item]:
    """A transaction known to be cancelled or expired is not paid by older news of it that comes late."""
    references = {item.notice.reference for item in items if item.verdict is Verdict.SETTLE}
    rows = InboxNotice.objects.filter(
        reference__in=references, payload__status__in=_ENDINGS, payload__operation=Operation.DEBIT.value
    ).values_list("provider", "payload__transaction", "state", "pk")
    endings = {(provider, transaction): (state, pk) for provider, transaction, state, pk in rows.order_by("-pk")}

    def is_dead(item: Item) -> bool:
        state, pk = endings.get((item.notice.provider, item.news.transaction), (None, 0))
        return state == NoticeState.DONE or (state is not None and pk < item.notice.pk)

    return [
        replace(item, verdict=Verdict.NOTHING) if item.verdict is Verdict.SETTLE and is_dead(item) else item
        for item in items
    ]


_ENDINGS = (Status.CANCELLED.value, Status.EXPIRED.value)
_AFTER = {
    Verdict.SETTLE: PaymentState.PAID,
    Verdict.REFUSE: PaymentState.FAILED,
    Verdict.ABANDON: PaymentState.ABANDONED,
}


def _news(notice: InboxNotice) -> News:
    payload: Any = notice.payload
    return News(
        operation=Operation(payload["operation"]),
        status=Status(payload["status"]),
        amount=Euro(payload["amount_cents"]),
        transaction=payload["transaction"],
        is_sure=notice.source == NoticeSource.LOOKUP,
    )


def _of(items: Sequence[Item], verdict: Verdict) -> list[Item]:
    return [item for item in items if item.verdict is verdict]


def _give_up(items: Sequence[Item], transition: Transition) -> None:
    """The bank refused or the payer left: whoever kept something for these payments lets go of it."""
    for item in items:
        item.payment.transaction = item.news.transaction
    payments = [item.payment for item in items]
    PaymentWorkflow.perform_many(transition, payments, actor=_actor(payments), changed=("transaction",))
    tell_handlers(payments, lambda handler, mine: handler.on_not_paid(mine))


def _take(items: Sequence[Item]) -> None:
    """Money arrived: its handlers put it where it belongs, in this transaction."""
    now = clock.now()
    for item in items:
        item.payment.transaction = item.news.transaction
        item.payment.paid_cents = item.news.amount.cents
        item.payment.paid_at = now
        item.payment.next_check_at = None
    payments = [item.payment for item in items]
    changed = ("transaction", "paid_cents", "paid_at", "next_check_at")
    PaymentWorkflow.perform_many(PaymentWorkflow.settle, payments, actor=_actor(payments), changed=changed)
    tell_handlers(payments, lambda handler, mine: handler.on_paid(mine))


def _take_doubles(items: Sequence[Item]) -> None:
    """A second transaction paid the same order: it is written down as owed, and goes back whole."""
    post_many(
        [
            postings.paid_twice(
                transaction=item.news.transaction,
                provider=item.payment.provider,
                amount=item.news.amount,
                payment_id=item.payment.pk,
            )
            for item in items
        ]
    )
    for item in items:
        giving_back.ask_double(item.payment, item.news.transaction, item.news.amount)


def _give_back(item: Item) -> None:
    is_whole = item.news.operation is Operation.DEBIT
    giving_back.mark_given_back(
        item.payment,
        debit=item.news.transaction if is_whole else _parent(item),
        given_back=item.news.amount,
        provider_ref=item.news.transaction,
        is_whole=is_whole,
    )


def _parent(item: Item) -> str:
    """The debit that a credit gives back: the provider may say it when asked, a notification does not."""
    payload: Any = item.notice.payload
    return payload["facts"].get("parentTransactionUuid") or item.payment.transaction


def _ask_the_provider(items: Sequence[Item]) -> None:
    """Doubtful or early news: the truth is asked for soon."""
    payments = {item.payment.pk: item.payment for item in items}
    soon = clock.now() + SOON
    Payment.objects.filter(pk__in=payments).update(next_check_at=soon)


def _conclude(item: Item) -> None:
    notice = item.notice
    if item.verdict is Verdict.VERIFY:
        _close(notice, NoticeState.REJECTED, item.verdict.label)
    elif item.verdict is Verdict.LATER and notice.attempts < MOST_WAITS:
        notice.attempts += 1
        notice.outcome = item.verdict.label
        notice.process_after = clock.now() + WAIT_FOR_PAYMENT
    elif item.verdict is Verdict.LATER:
        _close(notice, NoticeState.FAILED, item.verdict.label)
    else:
        _close(notice, NoticeState.DONE, item.verdict.label)


def _close(notice: InboxNotice, state: NoticeState, outcome: str) -> None:
    notice.state = state
    notice.outcome = outcome


def _save(notices: Sequence[InboxNotice]) -> None:
    """Most notices of a batch end alike: one statement for each way of ending, whatever their number."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for notice in notices:
        if notice.state == NoticeState.RECEIVED:
            notice.save(update_fields=["outcome", "attempts", "process_after"])
        else:
            alike[notice.state, notice.outcome].append(notice.pk)
    for (state, outcome), ids in alike.items():
        InboxNotice.objects.filter(pk__in=ids).update(state=state, outcome=outcome, done_at=clock.now())


def _actor(payments: Sequence[Payment]) -> Actor:
    return Actor.provider(payments[0].provider if payments else "")
