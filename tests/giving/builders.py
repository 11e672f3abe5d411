"""Campaigns, gifts and payments for tests, made with as little as they need. Fictional people and schools."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from tests.people.factories import make_holder, make_school
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project, Theme
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.models import Donation
from trousse.giving.donations.payable import DonationPayable
from trousse.giving.donations.rules import Consents, DonorDetails
from trousse.giving.donations.services import donation_start
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger.services import post_many
from trousse.money.payments import postings
from trousse.money.payments.enums import PaymentState, RefundState
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.services import payment_charge_back

_numbers = count(1)

AGREED = Consents(terms_version="2026-11", terms_accepted=True, named=True, message="Bravo !")
HANDLER = DonationPayable()


def campaign(*, minimum: int = 900, optimum: int = 1500, state: CampaignState = CampaignState.OPEN) -> Campaign:
    """A campaign (goals in euros) in its state, ten days before its deadline."""
    now = clock.now()
    theme, _ = Theme.objects.get_or_create(slug="botanique", defaults={"label": "Nature et botanique", "order": 1})
    project = Project.objects.create(
        holder=make_holder(),
        school=make_school(is_demo=True),
        title="Un potager pour l’école",
        theme=theme,
        levels=["cm1"],
        minimum_goal_cents=minimum * 100,
        optimum_goal_cents=optimum * 100,
        opens_on=clock.today(),
        duration_days=30,
        body_kind="coop",
        manager_email="coop@exemple.fr",
        state=ProjectState.ACCEPTED,
        submitted_at=now,
        accepted_at=now,
    )
    made = Campaign(
        project=project,
        title=project.title,
        slug=project.slug,
        school=project.school,
        theme=theme,
        departement=project.school.departement,
        levels=["cm1"],
        level_groups=["elementaire"],
        minimum_goal_cents=minimum * 100,
        optimum_goal_cents=optimum * 100,
        opens_on=clock.today(),
        duration_days=30,
        state=state,
        search_text="potager",
    )
    if state != CampaignState.SCHEDULED:
        made.opened_at = now - timedelta(days=20)
        made.closes_at = now + timedelta(days=10)
    made.save(force_insert=True)
    return made


def donor(**changes: Any) -> DonorDetails:
    kind = changes.pop("kind", DonorKind.INDIVIDUAL)
    facts = {"first_name": "Jeanne", "last_name": "Morel", "email": f"jeanne{next(_numbers)}@exemple.fr", **changes}
    return DonorDetails(kind=kind, **facts)


def start(
    destination: Campaign | Fund | None = None,
    euros: int = 20,
    *,
    key: UUID | None = None,
    who: DonorDetails | None = None,
    consents: Consents = AGREED,
) -> Donation:
    """A gift whose donor is on the bank's page."""
    return donation_start(
        checkout_key=key or uuid4(),
        destination=destination or open_fund(),
        amount=Euro.of(euros),
        donor=who or donor(),
        consents=consents,
    )


def paid(*gifts: Donation, cents: int | None = None) -> list[Payment]:
    """The payments of these gifts, marked PAID as ``money.payments`` does, without telling anybody yet."""
    payments = []
    for gift in gifts:
        assert gift.payment_id is not None
        payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=gift.payment_id)
        payment.state = PaymentState.PAID
        payment.paid_at = clock.now()
        payment.paid_cents = payment.amount_cents if cents is None else cents
        payment.transaction = uuid4().hex
        payment.save()
        payments.append(payment)
    return payments


def settle(*gifts: Donation, cents: int | None = None) -> None:
    """The bank says that these gifts are paid."""
    with transaction.atomic():
        HANDLER.on_paid(paid(*gifts, cents=cents))
    for gift in gifts:
        gift.refresh_from_db()


def give(destination: Campaign | Fund | None = None, euros: int = 20, *, who: DonorDetails | None = None) -> Donation:
    """A gift, started and paid."""
    gift = start(destination, euros, who=who)
    settle(gift)
    return gift


def give_up(*gifts: Donation, state: PaymentState = PaymentState.FAILED) -> None:
    """The bank refuses these payments, or their time is over."""
    with transaction.atomic():
        payments = list(Payment.objects.filter(pk__in=[gift.payment_id for gift in gifts]).order_by("pk"))
        for payment in payments:
            payment.state = state
            payment.save(update_fields=["state"])
        HANDLER.on_not_paid(payments)
    for gift in gifts:
        gift.refresh_from_db()


def finish_refunds(*refunds: Refund) -> None:
    """The bank sent this money back, as ``money.payments`` tells it."""
    with transaction.atomic():
        payments = {
            payment.pk: payment
            for payment in Payment.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk__in=[refund.payment_id for refund in refunds])
            .order_by("pk")
        }
        for refund in refunds:
            refund.payment = payments[refund.payment_id]
            refund.state = RefundState.DONE
            refund.done_at = clock.now()
            refund.provider_ref = uuid4().hex
            refund.save()
            refund.payment.refunded_cents += refund.amount_cents
            refund.payment.save(update_fields=["refunded_cents"])
        post_many([_posting(refund) for refund in refunds])
        HANDLER.on_refunded(refunds)


def finish_all_refunds() -> None:
    """Everything that was asked is done."""
    asked = Refund.objects.filter(state__in=[RefundState.ASKED, RefundState.SENT]).order_by("pk")
    for refund in list(asked):
        finish_refunds(refund)


def desk_refund(gift: Donation, cents: int) -> Refund:
    """Somebody gave money back on the bank's own desk."""
    assert gift.payment is not None
    refund = Refund.objects.create(
        payment=gift.payment,
        key=f"external:{uuid4().hex}",
        transaction=gift.payment.transaction or "t",
        amount_cents=cents,
        reason="Fait depuis le prestataire",
        is_external=True,
    )
    finish_refunds(refund)
    gift.refresh_from_db()
    return refund


def charge_back(gift: Donation) -> None:
    """The donor's bank takes the payment back."""
    assert gift.payment is not None
    payment_charge_back(payment=gift.payment, actor=Actor.provider("systempay"), reason="contestation")
    gift.refresh_from_db()


def states(gifts: Sequence[Donation]) -> list[str]:
    """As the database has them now."""
    found = dict(Donation.objects.filter(pk__in=[gift.pk for gift in gifts]).values_list("pk", "state"))
    return [found[gift.pk] for gift in gifts]


def _posting(refund: Refund) -> Any:
    return postings.refunded(
        refund_id=refund.pk,
        provider=refund.payment.provider,
        amount=refund.amount,
        payment_id=refund.payment_id,
    )
