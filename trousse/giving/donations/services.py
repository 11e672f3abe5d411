"""What donors and finance do with gifts. What the bank does to them is in ``settlement.py`` and ``refunds.py``."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from trousse.core import clock, formats
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns import services as campaigns
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import room_left
from trousse.giving.donations import links, rules
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.errors import DonationInvalid, FundClosed
from trousse.giving.donations.models import Donation
from trousse.giving.donations.notifications import DonationLinks
from trousse.giving.donations.rules import Consents, DonorDetails, Problems
from trousse.giving.donations.selectors import amount_limits, donations_of_email, receipts_offered
from trousse.giving.donations.transitions import DonationWorkflow
from trousse.giving.funds.models import Fund
from trousse.money.payments import services as payments
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import Payment
from trousse.people.accounts.models import User
from trousse.platform.notifications.services import notify
from trousse.platform.parameters.selectors import integer

PAYABLE_KIND = "donation"
LINKS_IN_ONE_MAIL = 40

_REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that looks like something else when it is read aloud or copied by hand."""

_DONOR_FIELDS = (
    *("first_name", "last_name", "email", "company_name", "siren"),
    *("wants_receipt", "address", "postcode", "town", "country"),
)


@transaction.atomic
def donation_start(
    *,
    checkout_key: UUID,
    destination: Campaign | Fund,
    amount: Euro,
    donor: DonorDetails,
    consents: Consents,
    user: User | None = None,
) -> Donation:
    """Begin a gift, or go on with it: keep its room in the campaign, and open the payment to send the donor to.

    ``checkout_key`` names one passage through the form. The same key again (double click, page reloaded, button pressed
    twice) finds the same gift and the same payment. The same key with another amount or other details, or after a
    payment that was refused, given up or expired, keeps the gift and opens a new payment (``donation.payment``). A gift
    that is paid already comes back untouched: the caller shows the thank-you page.

    Raises DonationInvalid (``problems`` by field), FundClosed, and campaigns' CampaignNotOpen or NoRoomLeft (``room``).
    """
    donor = rules.tidy(donor)
    _check(destination, amount, donor, consents)
    donation = _find_or_begin(checkout_key, destination, amount, donor, consents, user)
    if not donation.is_unpaid:
        return donation
    if _goes_on(donation, destination, amount, donor, consents):
        return donation
    if donation.campaign_id is not None and donation.campaign != destination:
        campaigns.room_release(key=donation.key)
    _describe(donation, destination, amount, donor, consents, user)
    _let_pay(donation)
    return donation


@transaction.atomic
def donation_retry(*, donation: Donation) -> Donation:
    """Pay again for a gift whose payment was refused, given up or expired, with nothing to type again.

    A payment that is still open, or a gift that is paid already, comes back as it is. Raises FundClosed, and campaigns'
    CampaignNotOpen or NoRoomLeft.
    """
    locked = _locked_gifts().get(pk=donation.pk)
    if not locked.is_unpaid or (locked.state == DonationState.STARTED and _is_live(locked.payment)):
        return locked
    if locked.fund is not None and not locked.fund.is_active:
        raise FundClosed
    _let_pay(locked)
    return locked


@transaction.atomic
def follow_links_send(*, email: str) -> None:
    """Send to ``email`` the links to the gifts made with it. Says nothing, to nobody, when there is none."""
    gifts = list(donations_of_email(email).exclude(state=DonationState.STARTED)[: LINKS_IN_ONE_MAIL + 1])
    if not gifts:
        return
    shown = gifts[:LINKS_IN_ONE_MAIL]
    more = donations_of_email(email).exclude(state=DonationState.STARTED).count() - len(shown)
    notification = DonationLinks(
        first_name=shown[0].first_name,
        gifts=tuple((_in_words(gift), links.follow_url(gift)) for gift in shown),
        more=max(more, 0),
    )
    notify(notification, to=shown[0].email)


def new_reference() -> str:
    """What people quote when they write to us about a gift."""
    return "DON" + "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(9))


def _check(destination: Campaign | Fund, amount: Euro, donor: DonorDetails, consents: Consents) -> None:
    """Everything that can be said without a lock; the room itself is decided when it is reserved."""
    if isinstance(destination, Fund) and not destination.is_active:
        raise FundClosed
    problems: Problems = {}
    may_be_remainder = isinstance(destination, Campaign) and Euro.zero() < amount < amount_limits().minimum
    amount_problem = None if may_be_remainder else rules.amount_problem(amount, limits=amount_limits())
    if amount_problem:
        problems["amount"] = amount_problem
    problems |= rules.donor_problems(donor, receipts_offered=receipts_offered(destination))
    problems |= rules.consent_problems(consents, wants_receipt=donor.wants_receipt)
    if problems:
        raise DonationInvalid(problems)


def _find_or_begin(
    checkout_key: UUID,
    destination: Campaign | Fund,
    amount: Euro,
    donor: DonorDetails,
    consents: Consents,
    user: User | None,
) -> Donation:
    """The gift of this passage, locked. Two simultaneous clicks: the second waits for the first and finds its gift."""
    fresh = Donation(checkout_key=checkout_key, reference=new_reference())
    _describe(fresh, destination, amount, donor, consents, user)
    Donation.objects.bulk_create([fresh], ignore_conflicts=True)
    return _locked_gifts().get(checkout_key=checkout_key)


def _locked_gifts() -> QuerySet[Donation]:
    gifts = Donation.objects.select_for_update(of=("self",), no_key=True)
    return gifts.select_related("campaign", "fund", "payment")


def _goes_on(
    donation: Donation, destination: Campaign | Fund, amount: Euro, donor: DonorDetails, consents: Consents
) -> bool:
    """Whether the payment that is open already is the right one."""
    if donation.state != DonationState.STARTED or not _is_live(donation.payment):
        return False
    same_donor = all(getattr(donation, name) == getattr(donor, name) for name in _DONOR_FIELDS)
    same_wishes = (donation.named, donation.message) == (consents.named, consents.message.strip())
    return (
        donation.destination == destination
        and donation.amount == amount
        and donation.donor_kind == donor.kind
        and same_donor
        and same_wishes
    )


def _is_live(payment: Payment | None) -> bool:
    return payment is not None and payment.state == PaymentState.STARTED and clock.now() < payment.expires_at


def _describe(
    donation: Donation,
    destination: Campaign | Fund,
    amount: Euro,
    donor: DonorDetails,
    consents: Consents,
    user: User | None,
) -> None:
    """Write down what the donor said; saves a gift that exists already."""
    donation.campaign = destination if isinstance(destination, Campaign) else None
    donation.fund = destination if isinstance(destination, Fund) else None
    donation.amount_cents = amount.cents
    donation.donor_kind = donor.kind.value
    for name in _DONOR_FIELDS:
        setattr(donation, name, getattr(donor, name))
    donation.no_reward_declared = consents.no_reward
    donation.named = consents.named
    donation.message = consents.message.strip()
    donation.terms_version = consents.terms_version
    donation.terms_accepted_at = clock.now()
    donation.user = user
    if donation.pk is not None:
        donation.save()


def _let_pay(donation: Donation) -> None:
    """Keep the room, open a payment, and wait for the bank (again)."""
    _keep_room(donation)
    _open_payment(donation)
    if donation.state == DonationState.NOT_PAID:
        actor = Actor.link("donor", donation.reference)
        DonationWorkflow.perform(DonationWorkflow.retry, donation, actor=actor)


def _keep_room(donation: Donation) -> None:
    """Nobody else can take these euros while the donor types a card number.

    A gift below the minimum is the exception that ends a campaign: it must leave nothing more to give.
    """
    if donation.campaign_id is None:
        return
    until = clock.now() + timedelta(minutes=integer("giving.reservation_minutes"))
    campaigns.room_reserve(campaign_id=donation.campaign_id, amount=donation.amount, key=donation.key, until=until)
    limits = amount_limits()
    if donation.amount < limits.minimum:
        left = room_left(Campaign.objects.get(pk=donation.campaign_id))
        problem = rules.amount_problem(donation.amount, limits=limits, room=donation.amount + left)
        if problem:
            raise DonationInvalid({"amount": problem})


def _open_payment(donation: Donation) -> None:
    donation.payment = payments.payment_start(
        payable_kind=PAYABLE_KIND,
        payable_id=donation.pk,
        amount=donation.amount,
        payer_email=donation.email,
        label=_label(donation),
        return_token=str(donation.checkout_key),
    )
    donation.save(update_fields=["payment"])


def _label(donation: Donation) -> str:
    """What the bank's page and statement say."""
    return f"Don {donation.reference}"


def _in_words(donation: Donation) -> str:
    """« 25 € pour « Un potager », le 24 novembre 2026 »."""
    where = f"pour « {donation.destination} »" if donation.campaign_id else f"à « {donation.destination} »"
    return f"{donation.amount} {where}, le {formats.day(donation.created_at)}"
