"""Agreements: their terms, their limits, and what PostgreSQL refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.giving.funds.patron import SYSTEM, patron_fund, terms
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds import services
from trousse.giving.funds.errors import AgreementRefused, FundAsleep, FundExists
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.patrons import agreement_create
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.selectors import open_fund
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db
ANYTHING = Restriction()


def test_an_agreement_opens_a_fund_with_its_limits() -> None:
    limits = FundLimits(
        cap=Euro.of(300), share_cap_bp=4_000, least=Euro.of(25), expires_on=date(2027, 6, 30), matches=True
    )
    made = agreement_create(
        terms=terms(restriction=Restriction.of(priorities=["rep", "rep+"]), limits=limits, signed_on=date(2026, 9, 1)),
        name="Fonds des Embruns",
        actor=SYSTEM,
    )
    fund = Fund.objects.get(pk=made.pk)
    assert (fund.kind, fund.slug, fund.criteria_words) == ("patron", "fonds-des-embruns", ["Éducation prioritaire"])
    assert fund.limits == limits
    assert made.starts_on == date(2026, 9, 1)
    assert Event.objects.filter(verb__in=["fund.create", "agreement.create"]).count() == 2


def test_other_funds_have_no_limits() -> None:
    assert open_fund().limits == FundLimits()


def test_two_patrons_may_care_for_the_same_schools() -> None:
    first, second = patron_fund(restriction=ANYTHING), patron_fund(restriction=ANYTHING)
    assert first.restriction == second.restriction == ANYTHING
    with pytest.raises(FundExists):
        patron_fund(first.name, restriction=ANYTHING)


def test_terms_that_contradict_themselves_open_nothing() -> None:
    with pytest.raises(AgreementRefused, match="SIREN"):
        patron_fund(siren="123456789")
    assert not Fund.objects.filter(kind="patron").exists()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("agreement_says_who", {"organisation": ""}),
        ("agreement_says_who", {"siren": "12345678X"}),
        ("agreement_limits_make_sense", {"cap_cents": 0}),
        ("agreement_limits_make_sense", {"share_cap_bp": 0}),
        ("agreement_limits_make_sense", {"share_cap_bp": 10_001}),
        ("agreement_limits_make_sense", {"least_cents": -1}),
        ("agreement_limits_make_sense", {"cap_cents": 10, "least_cents": 11}),
        ("agreement_dates_in_order", {"starts_on": date(2000, 1, 1)}),
        ("agreement_dates_in_order", {"expires_on": date(2000, 1, 1)}),
        ("agreement_logo_with_consent", {"logo_consented_at": clock.now()}),
    ],
)
def test_postgresql_refuses_terms_that_make_no_sense(constraint: str, change: dict[str, object]) -> None:
    fund = patron_fund(restriction=ANYTHING)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Agreement.objects.filter(fund=fund).update(**change)


class TestExpiry:
    def test_an_agreement_that_is_over_gives_nothing_and_its_rest_stays(self) -> None:
        today = clock.today()
        fund = patron_fund(restriction=ANYTHING, expires_on=today)
        services.fund_deposit(fund_id=fund.pk, amount=Euro.of(100))
        services.funds_debit([(fund.pk, Euro.of(30))])
        tomorrow = clock.frozen(clock.now() + timedelta(days=1))
        with tomorrow, pytest.raises(FundAsleep, match=fund.name), transaction.atomic():
            services.funds_debit([(fund.pk, Euro.of(1))])
        fund.refresh_from_db()
        assert (fund.received, fund.balance) == (Euro.of(100), Euro.of(70))

    def test_what_comes_back_after_it_is_over_waits_there(self) -> None:
        fund = patron_fund(restriction=ANYTHING, expires_on=clock.today())
        services.fund_deposit(fund_id=fund.pk, amount=Euro.of(100))
        services.funds_debit([(fund.pk, Euro.of(30))])
        with clock.frozen(clock.now() + timedelta(days=40)):
            services.funds_take_back([(fund.pk, Euro.of(30))])
        fund.refresh_from_db()
        assert fund.balance == Euro.of(100)

    def test_it_gives_nothing_before_it_begins(self) -> None:
        fund = patron_fund(restriction=ANYTHING, starts_on=clock.today() + timedelta(days=1))
        services.fund_deposit(fund_id=fund.pk, amount=Euro.of(100))
        with pytest.raises(FundAsleep):
            services.funds_debit([(fund.pk, Euro.of(1))])
