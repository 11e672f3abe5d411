"""Reading gifts. The way of one gift is in ``trace.py`` and offered from here."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.review.models import ManagerFile
from trousse.giving.donations import links, perms
from trousse.giving.donations.enums import UNPAID, DonorKind
from trousse.giving.donations.errors import DonationMissing
from trousse.giving.donations.models import Donation
from trousse.giving.donations.rules import AmountLimits
from trousse.giving.donations.trace import Step, StepCode, StepState, Trace, Use, donation_trace
from trousse.giving.funds.models import Fund
from trousse.people.accounts.models import User
from trousse.platform.parameters import selectors as parameters

__all__ = [
    "Step",
    "StepCode",
    "StepState",
    "Trace",
    "Use",
    "amount_limits",
    "donation_by_checkout_key",
    "donation_by_follow_token",
    "donation_trace",
    "donations_of_email",
    "donations_of_user",
    "donations_unfinished",
    "donations_visible_to",
    "receipts_offered",
    "suggested_amounts",
    "tax_rate",
]


def amount_limits() -> AmountLimits:
    """The smallest and the largest gift in force today."""
    return AmountLimits(
        minimum=parameters.euros("giving.minimum_gift"), maximum=parameters.euros("giving.maximum_card_gift")
    )


def suggested_amounts() -> list[Euro]:
    """The amounts that the form proposes; ``rules.suggestions`` fits them to what a project still needs."""
    return [Euro(cents) for cents in parameters.integers("giving.suggestions")]


def tax_rate(kind: DonorKind) -> int:
    """The tax reduction in force today, in percent; an association pays no tax that could be reduced."""
    if kind is DonorKind.ASSOCIATION:
        return 0
    return parameters.integer("tax.company_rate" if kind is DonorKind.COMPANY else "tax.individual_rate")


def receipts_offered(destination: Campaign | Fund) -> bool:
    """Whether a gift there opens the right to a tax receipt: only the receiving body can issue one.

    Its word counts once a second person has compared it with its papers: a promise to donors must be true.
    """
    if isinstance(destination, Fund):
        return bool(parameters.value("giving.fund_issues_receipts"))
    return ManagerFile.objects.filter(
        project_id=destination.pk, body__entity__issues_receipts=True, body__entity__verified=True
    ).exists()


def donations_visible_to(user: User) -> QuerySet[Donation]:
    """All of them for finance and the platform team; one's own for everybody else."""
    gifts = Donation.objects.select_related("campaign__school", "fund", "payment").order_by("-pk")
    return gifts if perms.can_see_donations(user) else gifts.filter(Q(user=user) | Q(email=user.email.lower()))


def donations_of_user(user: User) -> QuerySet[Donation]:
    """Gifts made while signed in, or with the address of the account; newest first."""
    return donations_of_email(user.email) | _gifts().filter(user=user)


def donations_of_email(email: str) -> QuerySet[Donation]:
    """Gifts made with this address, newest first. Only ever shown to, or sent to, whoever reads that mailbox."""
    return _gifts().filter(email=email.strip().lower())


def donation_by_checkout_key(key: UUID) -> Donation | None:
    """The gift of one passage through the form, if it was begun: the key is known to that browser alone."""
    return _gifts().filter(checkout_key=key).first()


def donations_unfinished(keys: Iterable[UUID]) -> QuerySet[Donation]:
    """Of these passages through the form, the gifts that are not paid, newest first."""
    return _gifts().filter(checkout_key__in=list(keys), state__in=sorted(UNPAID))


def donation_by_follow_token(token: str) -> Donation:
    """The gift of a signed link. Raises LinkInvalid, or DonationMissing when it is gone."""
    donation = _gifts().filter(pk=links.read_follow_token(token)).first()
    if donation is None:
        raise DonationMissing
    return donation


def _gifts() -> QuerySet[Donation]:
    return Donation.objects.select_related("campaign__school", "fund", "payment").order_by("-pk")
