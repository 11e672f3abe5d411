"""Agreements: their terms, their limits, and what PostgreSQL refuses."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.giving.funds.patron import SYSTEM, patron_fund, terms
from tests.people.factories import make_user
from tests.platform.documents import samples
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds import services
from trousse.giving.funds.errors import AgreementRefused, DepositConflict, DepositRefused, FundAsleep, FundExists
from trousse.giving.funds.models import Agreement, Deposit, Fund
from trousse.giving.funds.patrons import (
    Contact,
    Upload,
    agreement_create,
    contact_add,
    contact_remove,
    logo_hide,
    logo_show,
    patron_deposit,
)
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.selectors import agreements_visible_to, open_fund
from trousse.money.ledger import accounts
from trousse.money.ledger import selectors as ledger
from trousse.money.ledger.models import Entry
from trousse.operations.books.comparisons import COMPARISONS
from trousse.people.accounts.models import User
from trousse.platform.audit.models import Event
from trousse.platform.documents.models import Document

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


class TestDeposits:
    def test_a_transfer_enters_the_fund_and_the_ledger_together(self) -> None:
        fund = patron_fund(restriction=ANYTHING)
        made = sent(fund, 5000, reference=" VIR  2026-118 ")
        fund.refresh_from_db()
        assert (made.bank_reference, made.amount) == ("VIR 2026-118", Euro.of(5000))
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro.of(5000), Euro.of(5000), 0)
        assert ledger.balance(accounts.fund(fund.pk)) == ledger.balance(accounts.bank()) == Euro.of(5000)
        entry = Entry.objects.get(key="deposit:VIR 2026-118")
        assert (entry.kind, entry.memo) == ("deposit.patron", {"case": "own_name", "donor": "company"})
        assert not drifts()

    def test_said_again_it_counts_once(self) -> None:
        fund = patron_fund(restriction=ANYTHING)
        assert sent(fund, 5000) == sent(fund, 5000)
        fund.refresh_from_db()
        assert fund.received == Euro.of(5000)
        assert Event.objects.filter(verb="fund.deposit").count() == 1

    def test_the_same_reference_cannot_say_something_else(self) -> None:
        fund, other = patron_fund(restriction=ANYTHING), patron_fund(restriction=ANYTHING)
        sent(fund, 5000)
        with pytest.raises(DepositConflict, match=fund.name):
            sent(fund, 5001)
        with pytest.raises(DepositConflict):
            sent(other, 5000)
        other.refresh_from_db()
        assert not other.received

    def test_money_counts_also_when_the_agreement_is_over(self) -> None:
        fund = patron_fund(restriction=ANYTHING, expires_on=clock.today())
        with clock.frozen(clock.now() + timedelta(days=3)):
            sent(fund, 10)
            assert not fund.is_live(clock.today())
        fund.refresh_from_db()
        assert fund.balance == Euro.of(10)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"amount": Euro(0)}, "positive"),
            ({"bank_reference": "  "}, "référence"),
            ({"bank_reference": "9" * 61}, "référence"),
            ({"received_on": date(2999, 1, 1)}, "à venir"),
        ],
    )
    def test_what_cannot_be_counted(self, change: dict[str, object], told: str) -> None:
        facts = {"amount": Euro(1), "bank_reference": "R", "received_on": clock.today(), **change}
        with pytest.raises(DepositRefused, match=told):
            patron_deposit(fund=patron_fund(restriction=ANYTHING), actor=SYSTEM, **facts)  # type: ignore[arg-type]

    def test_the_funds_of_donors_receive_no_transfer(self) -> None:
        with pytest.raises(DepositRefused, match="mécène"):
            sent(open_fund(), 10)

    def test_check_books_sees_a_transfer_that_was_forged(self) -> None:
        fund = patron_fund(restriction=ANYTHING)
        Deposit.objects.create(fund=fund, bank_reference="X", amount_cents=100, received_on=clock.today())
        assert set(drifts()) == {"funds_gifts", "deposits"}


class TestCommand:
    def test_the_command_tells_what_the_fund_has_now(self) -> None:
        patron_fund("Fonds des Embruns", restriction=ANYTHING)
        assert command("fonds-des-embruns", "1250,50") == {
            "fund": "fonds-des-embruns",
            "reference": "VIR-1",
            "cents": 125_050,
            "balance_cents": 125_050,
            "is_live": True,
        }
        assert command("fonds-des-embruns", "1250,50")["balance_cents"] == 125_050

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"amount": "mille"}, "1250,50"),
            ({"received_on": "hier"}, "2026-11-24"),
            ({"by": "personne@exemple.fr"}, "courriel"),
            ({"fund": "nulle-part"}, "fonds"),
        ],
    )
    def test_mistakes_are_one_clear_line(self, change: dict[str, str], told: str) -> None:
        patron_fund("Fonds des Embruns", restriction=ANYTHING)
        with pytest.raises(CommandError, match=told):
            command(**{"fund": "fonds-des-embruns", "amount": "10", **change})


class TestContacts:
    def test_an_address_is_added_once_and_removed(self) -> None:
        agreement = patron_fund(restriction=ANYTHING).agreement
        for email in ("Mecenat@Embruns.example", " mecenat@embruns.example "):
            contact_add(agreement=agreement, contact=Contact(email, "Maud Le Bris"), actor=SYSTEM)
        assert [contact.email for contact in agreement.contacts.all()] == ["mecenat@embruns.example"]
        contact_remove(agreement=agreement, email="MECENAT@embruns.example", actor=SYSTEM)
        assert not agreement.contacts.exists()

    def test_who_may_follow_a_fund(self) -> None:
        fund, other = patron_fund(restriction=ANYTHING), patron_fund(restriction=ANYTHING)
        contact_add(agreement=fund.agreement, contact=Contact("maud@embruns.example"), actor=SYSTEM)
        maud = make_user("maud@embruns.example")
        assert [agreement.fund for agreement in agreements_visible_to(maud)] == [fund]
        assert other.agreement not in agreements_visible_to(maud)
        assert not agreements_visible_to(make_user())


class TestLogo:
    def test_it_shows_while_the_patron_agrees(self) -> None:
        agreement = patron_fund(restriction=ANYTHING).agreement
        logo_show(agreement=agreement, logo=Upload("logo.png", samples.PNG), actor=SYSTEM)
        assert Agreement.objects.get().shows_logo
        logo_hide(agreement=agreement, actor=SYSTEM)
        logo_hide(agreement=agreement, actor=SYSTEM)
        assert not Agreement.objects.get().shows_logo
        assert not Document.objects.exists()

    def test_another_replaces_it(self) -> None:
        agreement = patron_fund(restriction=ANYTHING).agreement
        for name in ("ancien.png", "nouveau.png"):
            logo_show(agreement=agreement, logo=Upload(name, samples.PNG), actor=SYSTEM)
        assert Document.objects.get().name == "nouveau.png"

    def test_it_is_a_picture(self) -> None:
        agreement = patron_fund(restriction=ANYTHING).agreement
        with pytest.raises(AgreementRefused, match="PNG"), transaction.atomic():
            logo_show(agreement=agreement, logo=Upload("logo.pdf", samples.PDF), actor=SYSTEM)
        assert not Document.objects.exists()

    def test_the_signed_agreement_is_kept(self) -> None:
        made = agreement_create(
            terms=terms(restriction=ANYTHING), name="Signé", actor=SYSTEM, signed=Upload("c.pdf", samples.PDF)
        )
        assert made.signed_document is not None
        assert made.signed_document.kind == "funds.agreement"


def sent(fund: Fund, euros: int, *, reference: str = "VIR-1") -> Deposit:
    return patron_deposit(
        fund=fund, amount=Euro.of(euros), bank_reference=reference, received_on=clock.today(), actor=SYSTEM
    )


def command(fund: str, amount: str, *, received_on: str = "2026-11-20", by: str = "finance@trousse.example") -> Any:
    if not User.objects.filter(email="finance@trousse.example").exists():
        make_user("finance@trousse.example")
    said = StringIO()
    call_command("patron_deposit", fund, amount, reference="VIR-1", received_on=received_on, by=by, stdout=said)
    return json.loads(said.getvalue())


def drifts() -> list[str]:
    return [made.name for made in (comparison() for comparison in COMPARISONS) if made.drifts]
