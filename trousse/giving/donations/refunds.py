"""Money that goes back to donors: asked for by us, done at the provider's desk, or taken by a bank.

Locks as in ``settlement.py``: payments → donations → campaigns → funds → ledger. Each step is one transaction, reads
again under the lock, and does nothing when it is done already: a job killed between any two lines starts over.
"""

from collections.abc import Sequence

from django.db import transaction

from trousse.core.actors import Actor
from trousse.core.bulk import update_rows
from trousse.core.money import Euro
from trousse.fundraising.campaigns import services as campaigns
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations import links, postings, rules
from trousse.giving.donations.enums import DonationState, RefundReason
from trousse.giving.donations.errors import RefundImpossible
from trousse.giving.donations.models import Donation, donation_id_of
from trousse.giving.donations.notifications import (
    CampaignFailed,
    DonationCancelled,
    DonationChargedBack,
    DonationRefunded,
)
from trousse.giving.donations.refund_keys import reason_of, refund_key
from trousse.giving.donations.settlement import actor_of, gift_of, lock_donations
from trousse.giving.donations.transitions import DonationWorkflow
from trousse.giving.funds import services as funds
from trousse.giving.funds.models import Fund
from trousse.money.ledger import accounts
from trousse.money.ledger import selectors as books
from trousse.money.ledger import services as ledger
from trousse.money.payments import services as payments
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.services import RefundRequest
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify, notify_many

BATCH = 200

_COLLECTING = frozenset({CampaignState.OPEN, CampaignState.SUSPENDED})
_BELOW_MINIMUM = frozenset({CampaignState.FAILED, CampaignState.REFUNDED})


@transaction.atomic
def donation_refund(*, donation: Donation, actor: Actor, reason: str) -> Donation:
    """Cancel a gift and send it back whole: finance only, with a reason that the donor will read.

    Possible while its destination still has it to give: a campaign that collects, a fund that has not spent it.
    Raises RefundImpossible (with the French reason), TransitionRefused or TransitionForbidden.
    """
    [(gift, payment)] = _lock_gifts([donation.pk])
    _check_can_be_cancelled(gift)
    amount = gift.standing
    _release([(gift, payment)], RefundReason.CANCELLED)
    cancelled = DonationWorkflow.perform(
        DonationWorkflow.cancel, gift, actor=actor, reason=reason.strip(), released_cents=gift.taken_cents
    )
    notification = DonationCancelled(
        first_name=gift.first_name,
        amount=amount,
        reason=reason.strip(),
        title=str(gift.destination),
        reference=gift.reference,
        follow_url=links.follow_url(gift),
    )
    notify(notification, to=gift.email)
    return cancelled


def campaign_give_back(campaign_id: int) -> int:
    """Return every gift of a failed campaign, by batches; then close its books once the last one is with its donor.

    Returns how many gifts were set on their way. Call it as often as you like: it goes on where it stopped.
    """
    given_back = 0
    while how_many := _give_back_batch(campaign_id):
        given_back += how_many
    campaign_settle_when_empty(campaign_id)
    return given_back


@transaction.atomic
def campaign_settle_when_empty(campaign_id: int) -> bool:
    """The campaign is REFUNDED when no gift of it stands or travels any more. Returns whether it is."""
    on_their_way = Donation.objects.filter(
        campaign_id=campaign_id, state__in=[DonationState.SETTLED, DonationState.REFUNDING]
    )
    campaign = Campaign.objects.filter(pk=campaign_id, state=CampaignState.FAILED).first()
    if campaign is None or on_their_way.exists() or campaign.raised_cents:
        return False
    campaigns.campaign_settle_refunds(campaign_id=campaign_id)
    return True


def refunds_done(done: Sequence[Refund]) -> list[int]:
    """The bank sent money back: write it on the gifts, tell the donors. Called by ``money.payments``, rows locked.

    Returns the failed campaigns that these gifts belong to, which may now be over.
    """
    of_payment = {refund.payment_id: refund.payment for refund in done}
    donations = lock_donations(of_payment.values(), with_destinations=True)
    news: list[tuple[Notification, str]] = []
    for refund in done:
        donation = donations[donation_id_of(refund.payment.payable_id)]
        if donation.payment_id == refund.payment_id:
            _square_up(donation, refund)
            donation.refunded_cents += refund.amount_cents
        news.append((_refund_news(donation, refund), donation.email))
    _move_on(list(donations.values()), actor_of(list(of_payment.values())))
    notify_many(news)
    failed = (gift for gift in donations.values() if gift.campaign and gift.campaign.state == CampaignState.FAILED)
    return sorted({gift.campaign.pk for gift in failed if gift.campaign})


def payments_charged_back(taken: Sequence[Payment]) -> None:
    """A bank took payments back. Each gift leaves its destination, as far as the destination still has it."""
    donations = lock_donations(taken, with_destinations=True)
    for payment in taken:
        donation = donations[donation_id_of(payment.payable_id)]
        if donation.payment_id == payment.pk and not donation.is_unpaid:
            if donation.state != DonationState.CHARGED_BACK:
                _charge_back(donation, payment)
        else:
            _charge_back_a_double(donation, payment)


def _charge_back(donation: Donation, payment: Payment) -> None:
    amount = payment.paid - payment.refunded
    if amount:
        taken = rules.charge_back(amount=amount, owed=_owed(donation), standing=_still_there(donation))
        if taken.from_destination:
            _withdraw(donation, taken.from_destination)
        ledger.post(postings.charged_back(gift_of(donation, payment), payment_id=payment.pk, taken=taken))
        donation.released_cents += taken.from_destination.cents
    DonationWorkflow.perform(
        DonationWorkflow.charge_back,
        donation,
        actor=actor_of([payment]),
        released_cents=donation.released_cents,
    )
    notification = DonationChargedBack(
        first_name=donation.first_name,
        amount=amount,
        title=str(donation.destination),
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )
    notify(notification, to=donation.email)


def _charge_back_a_double(donation: Donation, payment: Payment) -> None:
    """The second payment of a gift was owed back anyway: what the bank takes comes out of that."""
    amount = payment.paid - payment.refunded
    if amount:
        taken = rules.charge_back(amount=amount, owed=amount, standing=Euro.zero())
        ledger.post(postings.charged_back(gift_of(donation, payment), payment_id=payment.pk, taken=taken))


def _still_there(donation: Donation) -> Euro:
    """What of a gift its destination can still give up. Money paid out or granted cannot be called back."""
    if donation.campaign_id is not None:
        held = books.balance(accounts.campaign(donation.campaign_id))
        return donation.standing if held >= donation.standing else Euro.zero()
    assert donation.fund_id is not None
    fund = Fund.objects.select_for_update(of=("self",), no_key=True).get(pk=donation.fund_id)
    return min(donation.standing, fund.balance)


def _withdraw(donation: Donation, amount: Euro) -> None:
    """Take ``amount`` of a gift out of the gauge or of the fund, which was asked whether it has it."""
    whole = amount == donation.standing
    if donation.fund_id is not None:
        funds.fund_give_back(fund_id=donation.fund_id, amount=amount, whole=whole)
    elif whole:
        campaigns.contribution_remove(key=donation.key)
    else:
        campaigns.contribution_reduce(key=donation.key, amount=amount)


def _square_up(donation: Donation, refund: Refund) -> None:
    """Make what was owed to the donor equal to what was just given back, even when it was not we who asked for it.

    ``money.payments`` has posted the refund against ``refunds:due``. One that we had asked for finds its money there.
    One made on the provider's own desk takes what is owed anyway, then what stands at the destination. One that came
    on top of a charge-back was owed by nobody: a person must look.
    """
    payment = refund.payment
    is_surprise = refund.is_external or donation.state == DonationState.CHARGED_BACK
    if not is_surprise:
        return
    missing = refund.amount - min(refund.amount, _owed(donation))
    standing = min(missing, _still_there(donation)) if donation.standing else Euro.zero()
    gift = gift_of(donation, payment)
    if standing:
        _withdraw(donation, standing)
        ledger.post(postings.refunded_at_desk(gift, refund_id=refund.pk, amount=standing))
        donation.released_cents += standing.cents
    if missing - standing:
        ledger.post(postings.refunded_for_nothing(gift, refund_id=refund.pk, amount=missing - standing))


def _owed(donation: Donation) -> Euro:
    """What waits in ``refunds:due`` for this donor. Nothing, once their bank has taken the payment back."""
    if donation.state == DonationState.CHARGED_BACK:
        return Euro.zero()
    return donation.paid - donation.standing - donation.refunded


def _move_on(gifts: Sequence[Donation], actor: Actor) -> None:
    """Save what came back on the gifts; those of which nothing stands leave, those of which all is back are over."""
    changed = ("refunded_cents", "released_cents")
    emptied = [gift for gift in gifts if gift.state == DonationState.SETTLED and not gift.standing]
    DonationWorkflow.perform_many(DonationWorkflow.give_back, emptied, actor=actor, changed=changed)
    finished = [
        gift for gift in gifts if gift.state == DonationState.REFUNDING and gift.refunded_cents == gift.paid_cents
    ]
    DonationWorkflow.perform_many(DonationWorkflow.finish_refund, finished, actor=actor, changed=changed)
    update_rows([gift for gift in gifts if gift not in finished], changed)


def _check_can_be_cancelled(gift: Donation) -> None:
    if gift.state != DonationState.SETTLED:
        raise RefundImpossible("Ce don n’est pas de ceux qu’on peut annuler : il n’est pas compté, ou déjà rendu.")
    if gift.campaign is not None and gift.campaign.state in _BELOW_MINIMUM:
        raise RefundImpossible("Cette collecte a échoué : ses dons sont rendus d’eux-mêmes, celui-ci aussi.")
    if gift.campaign is not None and gift.campaign.state not in _COLLECTING:
        raise RefundImpossible("La collecte a réussi : son argent est promis à la classe, et ne peut plus en sortir.")
    if gift.fund is not None and gift.fund.balance < gift.standing:
        raise RefundImpossible("Ce fonds a déjà donné l’argent à des projets : il ne peut plus le rendre.")


@transaction.atomic
def _give_back_batch(campaign_id: int) -> int:
    """One batch of gifts of a failed campaign: out of its account, owed to the donors, asked of the provider."""
    campaign = Campaign.objects.filter(pk=campaign_id, state=CampaignState.FAILED).first()
    if campaign is None:
        return 0
    standing = Donation.objects.filter(campaign_id=campaign_id, state=DonationState.SETTLED).order_by("pk")
    ids = list(standing.values_list("pk", flat=True)[:BATCH])
    gifts = [pair for pair in _lock_gifts(ids) if pair[0].state == DonationState.SETTLED]
    if not gifts:
        return 0
    news = [(_failure_news(gift), gift.email) for gift, _payment in gifts]
    _release(gifts, RefundReason.FAILED)
    for gift, _payment in gifts:
        gift.released_cents = gift.taken_cents
    DonationWorkflow.perform_many(
        DonationWorkflow.give_back,
        [gift for gift, _payment in gifts],
        actor=Actor.system("giving.give_back"),
        changed=("released_cents",),
    )
    notify_many(news)
    return len(gifts)


def _lock_gifts(ids: Sequence[int]) -> list[tuple[Donation, Payment]]:
    """Paid gifts with the payments that count, locked in the order of the house."""
    payment_ids = Donation.objects.filter(pk__in=ids).values_list("payment_id", flat=True)
    paid = Payment.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(payment_ids)).order_by("pk")
    by_id = {payment.pk: payment for payment in paid}
    donations = lock_donations(by_id.values(), with_destinations=True)
    return [
        (gift, by_id[gift.payment_id])
        for gift in donations.values()
        if gift.pk in set(ids) and gift.payment_id in by_id
    ]


def _release(gifts: Sequence[tuple[Donation, Payment]], reason: RefundReason) -> None:
    """What stands of each gift leaves its destination and is owed to its donor."""
    campaigns.contributions_remove([gift.key for gift, _ in gifts if gift.campaign_id is not None])
    for gift, _ in gifts:
        if gift.fund_id is not None:
            funds.fund_give_back(fund_id=gift.fund_id, amount=gift.standing)
    ledger.post_many([postings.released(gift_of(gift, payment), amount=gift.standing) for gift, payment in gifts])
    payments.refunds_ask(
        [
            RefundRequest(payment=payment, amount=gift.standing, reason=reason.label, key=refund_key(reason, gift.pk))
            for gift, payment in gifts
        ]
    )


def _failure_news(gift: Donation) -> CampaignFailed:
    campaign = gift.campaign
    assert campaign is not None
    return CampaignFailed(
        first_name=gift.first_name,
        amount=gift.standing,
        raised=campaign.raised,
        minimum=campaign.minimum_goal,
        title=campaign.title,
        school=str(campaign.school),
        reference=gift.reference,
        follow_url=links.follow_url(gift),
    )


def _refund_news(donation: Donation, refund: Refund) -> DonationRefunded:
    reason = reason_of(refund.key)
    return DonationRefunded(
        first_name=donation.first_name,
        amount=refund.amount,
        whole=donation.payment_id == refund.payment_id and donation.refunded_cents == donation.paid_cents,
        why=reason.label if reason else "Le remboursement a été fait auprès de la banque",
        title=str(donation.destination),
        reference=donation.reference,
        follow_url=links.follow_url(donation),
    )
