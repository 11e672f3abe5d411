"""What the providers themselves say, payment by payment: the last word, over the network."""

from collections import defaultdict

from django.db.models import Q

from trousse.money.payments import registry
from trousse.money.payments.enums import PaymentState, RefundState
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.port import Operation, ProviderUnavailable, Status
from trousse.operations.books.report import Comparison, Drift


def compare_with_providers() -> list[Comparison]:
    """One comparison for each provider that was ever paid: what it holds of each payment, and what we believe."""
    return [
        _compare(code) for code in Payment.objects.order_by("provider").values_list("provider", flat=True).distinct()
    ]


def _compare(provider: str) -> Comparison:
    """A provider that does not answer is a drift too: nothing is proved."""
    ours = _believed(provider)
    theirs: dict[str, int] = {}
    name = f"provider:{provider}"
    try:
        for reference in ours:
            theirs[reference] = _held(provider, reference)
    except ProviderUnavailable as error:
        return Comparison(name, len(theirs), 0, 0, (Drift(f"no answer ({error})"[:200], 0, 1),))
    return Comparison.of(name, theirs, ours)


def _believed(provider: str) -> dict[str, int]:
    """By reference: paid, once or more, less what went back. Charge-backs do not pass through the provider's API."""
    paid = Payment.objects.filter(provider=provider).filter(
        Q(state=PaymentState.PAID) | Q(checks__gt=0), charged_back_at=None
    )
    held = dict(paid.order_by("pk").values_list("reference", "paid_cents"))
    moved: dict[str, int] = defaultdict(int)
    refunds = Refund.objects.filter(payment__reference__in=held).order_by().select_related("payment")
    for refund in refunds:
        if refund.transaction != refund.payment.transaction:
            moved[refund.payment.reference] += refund.amount_cents
        if refund.state == RefundState.DONE:
            moved[refund.payment.reference] -= refund.amount_cents
    return {reference: cents + moved[reference] for reference, cents in held.items()}


def _held(provider: str, reference: str) -> int:
    """What the provider took for this reference and did not give back."""
    held = 0
    for state in registry.provider(provider).look_up(reference):
        if state.notice.status is Status.PAID:
            sign = 1 if state.notice.operation is Operation.DEBIT else -1
            held += sign * state.notice.amount.cents
    return held
