"""What donors and finance do with gifts. What the bank does to them is in ``settlement.py`` and ``refunds.py``."""

import secrets
from dataclasses import dataclass
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
from trousse.money.payments.selectors import is_live
from trousse.people.accounts.models import User
from trousse.platform.notifications.services import notify
from trousse.platform.parameters.selectors import integer

PAYABLE_KIND = "donation"
LINKS_IN_ONE_MAIL = 40
BANK_IS_SLOW_MINUTES = 3
"""A payment made in the last second of its session still finds its room."""

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
    wish = _Wish(destination, amount, rules.tidy(donor), consents, user)
    _check(wish)
    donation = _find_or_begin(checkout_key, wish)
    if not donation.is_unpaid or _goes_on(donation, wish):
        return donation
    if donation.campaign_id is not None and donation.campaign != destination:
        campaigns.room_release(key=donation.key)
    _describe(donation, wish)
    _let_pay(donation)
    return donation


@transaction.atomic
def donation_retry(*, donation: Donation) -> Donation:
    """Pay again for a gift whose payment was refused, given up or expired, with nothing to type again.

    A payment that is still open, or a gift that is paid already, comes back as it is. Raises FundClosed, and campaigns'
    CampaignNotOpen or NoRoomLeft.
    """
    locked = _locked_gifts().get(pk=donation.pk)
    if not locked.is_unpaid or _can_still_pay(locked):
        return locked
    if locked.fund is not None and not locked.fund.is_active:
        raise FundClosed
    _let_pay(locked)
    return locked


@transaction.atomic
def follow_links_send(*, email: str) -> None:
    """Send to ``email`` the links to the gifts paid with it. Says nothing, to nobody, when there is none."""
    gifts = donations_of_email(email).filter(settled_at__isnull=False)
    shown = list(gifts[:LINKS_IN_ONE_MAIL])
    if not shown:
        return
    notification = DonationLinks(
        first_name=shown[0].first_name,
        gifts=tuple((_in_words(gift), links.follow_url(gift)) for gift in shown),
        more=gifts.count() - len(shown),
    )
    notify(notification, to=shown[0].email)


def new_reference() -> str:
    """What people quote when they write to us about a gift."""
    return "DON" + "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(9))


@dataclass(frozen=True)
class _Wish:
    """All that a donor said, tidied."""

    destination: Campaign | Fund
    amount: Euro
    donor: DonorDetails
    consents: Consents
    user: User | None


def _check(wish: _Wish) -> None:
    """Everything that can be said without a lock; the room itself is decided when it is reserved."""
    if isinstance(wish.destination, Fund) and not wish.destination.is_active:
        raise FundClosed
    problems: Problems = {}
    limits = amount_limits()
    may_be_remainder = isinstance(wish.destination, Campaign) and Euro.zero() < wish.amount < limits.minimum
    amount_problem = None if may_be_remainder else rules.amount_problem(wish.amount, limits=limits)
    if amount_problem:
        problems["amount"] = amount_problem
    problems |= rules.donor_problems(wish.donor, receipts_offered=receipts_offered(wish.destination))
    problems |= rules.consent_problems(wish.consents, wants_receipt=wish.donor.wants_receipt)
    if problems:
        raise DonationInvalid(problems)


def _find_or_begin(checkout_key: UUID, wish: _Wish) -> Donation:
    """The gift of this passage, locked. Two simultaneous clicks: the second waits for the first and finds its gift."""
    fresh = Donation(checkout_key=checkout_key, reference=new_reference())
    _describe(fresh, wish)
    Donation.objects.bulk_create([fresh], ignore_conflicts=True)
    return _locked_gifts().get(checkout_key=checkout_key)


def _locked_gifts() -> QuerySet[Donation]:
    gifts = Donation.objects.select_for_update(of=("self",), no_key=True)
    return gifts.select_related("campaign", "fund", "payment")


def _goes_on(donation: Donation, wish: _Wish) -> bool:
    """Whether the payment that is open already is the right one."""
    said = {**_facts(wish), "destination": wish.destination}
    return _can_still_pay(donation) and all(getattr(donation, name) == value for name, value in said.items())


def _can_still_pay(donation: Donation) -> bool:
    """The donor is perhaps on the bank's page right now: its payment must stay the one that counts."""
    return donation.state == DonationState.STARTED and donation.payment is not None and is_live(donation.payment)


def _describe(donation: Donation, wish: _Wish) -> None:
    """Write down what the donor said; saves a gift that exists already."""
    donation.campaign = wish.destination if isinstance(wish.destination, Campaign) else None
    donation.fund = wish.destination if isinstance(wish.destination, Fund) else None
    for name, value in _facts(wish).items():
        setattr(donation, name, value)
    donation.terms_version = wish.consents.terms_version
    donation.terms_accepted_at = clock.now()
    donation.user = wish.user
    if donation.pk is not None:
        donation.save()


def _facts(wish: _Wish) -> dict[str, object]:
    """What a gift keeps of what its donor typed, by field."""
    donor, consents = wish.donor, wish.consents
    return {
        "amount_cents": wish.amount.cents,
        "donor_kind": donor.kind.value,
        **{name: getattr(donor, name) for name in _DONOR_FIELDS},
        "no_reward_declared": consents.no_reward,
        "named": consents.named,
        "message": consents.message.strip(),
    }


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
    minutes = max(integer("giving.reservation_minutes"), integer("payments.session_minutes") + BANK_IS_SLOW_MINUTES)
    until = clock.now() + timedelta(minutes=minutes)
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
    return f"{donation.amount} {where}, le {formats.day(donation.settled_at or donation.created_at)}"
