"""What a payment does to the gift that it pays for. Called by ``money.payments``, in the transaction of its notice.

Everything here works on a batch, with a number of SQL statements that does not depend on its size. Locks are always
taken in the same order, so that batches, refunds and visitors wait for each other and never die together:
payments → donations → campaigns → funds → ledger accounts, each by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns import services as campaigns
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import Contribution
from trousse.giving.donations import links, postings, rules
from trousse.giving.donations.enums import DonationState, DonorKind, RefundReason
from trousse.giving.donations.models import Donation, donation_id_of
from trousse.giving.donations.notifications import (
    DonationNotTaken,
    DonationPaidTwice,
    DonationThanks,
    DonationThanksFund,
)
from trousse.giving.donations.postings import Gift
from trousse.giving.donations.refund_keys import refund_key
from trousse.giving.donations.rules import Verdict
from trousse.giving.donations.transitions import DonationWorkflow
from trousse.giving.funds import services as funds
from trousse.giving.funds.models import Fund
from trousse.money.ledger import services as ledger
from trousse.money.payments import services as payments
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.services import RefundRequest
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify_many

D = TypeVar("D", bound=Model)

_NOTHING = Euro.zero()


@dataclass(frozen=True)
class Arrival:
    """A payment that has just arrived for a gift that waited for it. ``taken`` is known once the campaign answered."""

    donation: Donation
    payment: Payment
    taken: Euro = _NOTHING

    @property
    def paid(self) -> Euro:
        return Euro(self.payment.paid_cents)

    @property
    def offered(self) -> Euro:
        """What the donor meant to give: never more than was ordered."""
        return rules.offered(self.paid, Euro(self.payment.amount_cents))

    @property
    def excess(self) -> Euro:
        return self.paid - self.taken


def payments_arrived(paid: Sequence[Payment]) -> None:
    """Count each payment where its donor wanted. Rows are locked and PAID; a payment told twice changes nothing.

    - the gift waits, or had been given up (a late answer): what still fits is counted, the rest goes back at once;
    - nothing fits (campaign closed or full): all of it goes back, with a word of explanation;
    - the gift was counted with another payment: all of this one goes back.
    """
    donations = lock_donations(paid)
    waiting: dict[int, tuple[Donation, Payment]] = {}
    twice: list[tuple[Donation, Payment]] = []
    once = {payment.pk: payment for payment in paid}
    for payment in sorted(once.values(), key=lambda payment: (payment.paid_at or clock.now(), payment.pk)):
        donation = donations[donation_id_of(payment.payable_id)]
        state = DonationState(donation.state)
        match rules.verdict(state, counted=donation.payment_id, payment=payment.pk):
            case Verdict.COUNT if donation.pk not in waiting:
                waiting[donation.pk] = (donation, payment)
            case Verdict.COUNT | Verdict.PAID_TWICE:
                twice.append((donation, payment))
            case Verdict.ALREADY_COUNTED:
                pass
    _count(list(waiting.values()))
    _give_back_doubles(twice)


def payments_given_up(unpaid: Sequence[Payment]) -> None:
    """The bank refused, the donor left, or time ran out: the room is free again. A later success is still welcome."""
    donations = lock_donations(unpaid)
    ended = {payment.pk for payment in unpaid}
    waiting = [
        donation
        for donation in donations.values()
        if donation.state == DonationState.STARTED and donation.payment_id in ended
    ]
    if waiting:
        campaigns.rooms_release(keys=[donation.key for donation in waiting if donation.campaign_id is not None])
        DonationWorkflow.perform_many(DonationWorkflow.give_up, waiting, actor=actor_of(unpaid))


def lock_donations(rows: Iterable[Payment], *, with_destinations: bool = False) -> dict[int, Donation]:
    """The gifts of locked payments, locked by id and read again."""
    ids = {donation_id_of(payment.payable_id) for payment in rows}
    locked = Donation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk")
    if with_destinations:
        locked = locked.select_related("campaign__school", "fund")
    return {gift.pk: gift for gift in locked}


def gift_of(donation: Donation, payment: Payment) -> Gift:
    """The gift as postings see it."""
    return Gift(
        donation_id=donation.pk,
        campaign_id=donation.campaign_id,
        fund_id=donation.fund_id,
        donor_kind=DonorKind(donation.donor_kind),
        provider=payment.provider,
    )


def actor_of(rows: Sequence[Payment]) -> Actor:
    """Whoever brought the news: the provider of these payments."""
    return Actor.provider(rows[0].provider)


def _count(waiting: Sequence[tuple[Donation, Payment]]) -> None:
    if not waiting:
        return
    arrivals = _take(waiting)
    ledger.post_many(
        [
            postings.received(gift_of(arrival.donation, arrival.payment), paid=arrival.paid, taken=arrival.taken)
            for arrival in arrivals
        ]
    )
    asked_back = [_excess_request(arrival) for arrival in arrivals if arrival.excess]
    _mark(arrivals)
    payments.refunds_ask(asked_back)
    notify_many(_news(arrivals))


def _take(waiting: Sequence[tuple[Donation, Payment]]) -> list[Arrival]:
    """Ask each destination what it takes: a campaign what room it has left, a fund everything."""
    arrivals = [Arrival(donation, payment) for donation, payment in waiting]
    for_campaigns = [arrival for arrival in arrivals if arrival.donation.campaign_id is not None]
    for_funds = [arrival for arrival in arrivals if arrival.donation.fund_id is not None]
    taken: dict[int, Euro] = {arrival.donation.pk: arrival.offered for arrival in for_funds}
    if for_campaigns:
        by_key = campaigns.contributions_add([_contribution(arrival) for arrival in for_campaigns])
        taken |= {arrival.donation.pk: by_key[arrival.donation.key] for arrival in for_campaigns}
    funds.funds_credit([(fund_id, arrival.offered) for arrival in for_funds if (fund_id := arrival.donation.fund_id)])
    return [Arrival(arrival.donation, arrival.payment, taken[arrival.donation.pk]) for arrival in arrivals]


def _contribution(arrival: Arrival) -> Contribution:
    donation = arrival.donation
    assert donation.campaign_id is not None
    return Contribution(
        campaign_id=donation.campaign_id,
        key=donation.key,
        amount=arrival.offered,
        first_name=donation.first_name,
        email=donation.email,
        named=donation.named,
        message=donation.message,
        at=arrival.payment.paid_at or clock.now(),
    )


def _excess_request(arrival: Arrival) -> RefundRequest:
    reason = RefundReason.EXCESS if arrival.taken else RefundReason.CLOSED
    return RefundRequest(
        payment=arrival.payment,
        amount=arrival.excess,
        reason=reason.label,
        key=refund_key(reason, arrival.donation.pk),
    )


def _mark(arrivals: Sequence[Arrival]) -> None:
    """Write what arrived on the gifts, and move them on."""
    for arrival in arrivals:
        donation = arrival.donation
        donation.payment = arrival.payment
        donation.paid_cents = arrival.paid.cents
        donation.taken_cents = arrival.taken.cents
        donation.settled_at = arrival.payment.paid_at or clock.now()
    actor = actor_of([arrival.payment for arrival in arrivals])
    changed = ("payment", "paid_cents", "taken_cents", "settled_at")
    counted = [arrival.donation for arrival in arrivals if arrival.taken]
    refused = [arrival.donation for arrival in arrivals if not arrival.taken]
    DonationWorkflow.perform_many(DonationWorkflow.settle, counted, actor=actor, changed=changed)
    DonationWorkflow.perform_many(DonationWorkflow.bounce, refused, actor=actor, changed=changed)


def _give_back_doubles(twice: Sequence[tuple[Donation, Payment]]) -> None:
    """One donor, one gift, two payments: the second is posted as owed to the donor and goes back whole."""
    requests = {
        payment.pk: RefundRequest(
            payment=payment,
            amount=Euro(payment.paid_cents),
            reason=RefundReason.TWICE.label,
            key=refund_key(RefundReason.TWICE, payment.pk),
        )
        for _donation, payment in twice
    }
    keys = [request.key for request in requests.values()]
    known = set(Refund.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    fresh = [(donation, payment) for donation, payment in twice if requests[payment.pk].key not in known]
    if not fresh:
        return
    ledger.post_many(
        [
            postings.paid_twice(gift_of(donation, payment), payment_id=payment.pk, paid=Euro(payment.paid_cents))
            for donation, payment in fresh
        ]
    )
    payments.refunds_ask([requests[payment.pk] for _donation, payment in fresh])
    notify_many((_double_news(donation, payment), donation.email) for donation, payment in fresh)


def _double_news(donation: Donation, payment: Payment) -> DonationPaidTwice:
    return DonationPaidTwice(
        first_name=donation.first_name,
        amount=Euro(payment.paid_cents),
        title=str(donation.destination),
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )


def _news(arrivals: Sequence[Arrival]) -> list[tuple[Notification, str]]:
    """What each donor reads. Campaigns are read after their gauge has moved."""
    donations = [arrival.donation for arrival in arrivals]
    campaigns_by_id = _by_id(Campaign.objects.select_related("school"), [gift.campaign_id for gift in donations])
    funds_by_id = _by_id(Fund.objects.all(), [gift.fund_id for gift in donations])
    news: list[tuple[Notification, str]] = []
    for arrival in arrivals:
        donation = arrival.donation
        if donation.fund_id is not None:
            word: Notification = _fund_thanks(arrival, funds_by_id[donation.fund_id])
        else:
            campaign = campaigns_by_id[donation.campaign_id or 0]
            word = _campaign_thanks(arrival, campaign) if arrival.taken else _not_taken(arrival, campaign)
        news.append((word, donation.email))
    return news


def _by_id(rows: QuerySet[D], ids: Iterable[int | None]) -> dict[int, D]:
    wanted = {pk for pk in ids if pk is not None}
    return rows.in_bulk(wanted) if wanted else {}


def _campaign_thanks(arrival: Arrival, campaign: Campaign) -> DonationThanks:
    donation = arrival.donation
    return DonationThanks(
        first_name=donation.first_name,
        amount=arrival.taken,
        excess=arrival.excess,
        title=campaign.title,
        school=str(campaign.school),
        percent=campaign.percent_of_minimum,
        minimum=campaign.minimum_goal,
        minimum_reached=campaign.minimum_reached,
        complete=not campaign.missing_to_optimum,
        last_day=clock.paris_day(campaign.closes_at - timedelta(seconds=1)) if campaign.closes_at else None,
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )


def _fund_thanks(arrival: Arrival, fund: Fund) -> DonationThanksFund:
    donation = arrival.donation
    return DonationThanksFund(
        first_name=donation.first_name,
        amount=arrival.taken,
        excess=arrival.excess,
        fund=fund.name,
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )


def _not_taken(arrival: Arrival, campaign: Campaign) -> DonationNotTaken:
    donation = arrival.donation
    return DonationNotTaken(
        first_name=donation.first_name,
        amount=arrival.paid,
        title=campaign.title,
        full=not campaign.missing_to_optimum,
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )
