"""An agreement after its signature: prolonged, ended, its document kept, its name shown or not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.giving.funds.patron import SYSTEM, patron_fund
from tests.platform.documents import samples
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds import services
from trousse.giving.funds.amendments import agreement_end, agreement_prolong, signed_keep
from trousse.giving.funds.endings import agreements_tell, contacts_forget
from trousse.giving.funds.enums import AgreementPhase
from trousse.giving.funds.errors import AgreementRefused, ContactRefused, FundAsleep
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.patrons import Contact, Upload, contact_add, logo_show, name_show
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.words import terms_words
from trousse.platform.audit.models import Event
from trousse.platform.audit.selectors import events_of
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
ANYTHING = Restriction()
WHY = "La fondation change de programme."


def agreement(**changes: Any) -> Agreement:
    return patron_fund(restriction=ANYTHING, **changes).agreement


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def prolong(of: Agreement, expires_on: date | None, reason: str = "Avenant du 3 mars.") -> Agreement:
    return agreement_prolong(agreement=of, expires_on=expires_on, reason=reason, actor=SYSTEM)


def end(of: Agreement, reason: str = WHY) -> Agreement:
    return agreement_end(agreement=of, reason=reason, actor=SYSTEM)


class TestProlonging:
    def test_it_goes_on_and_its_end_will_be_told_again(self) -> None:
        made = agreement(expires_on=days(10))
        agreements_tell(clock.today())
        assert prolong(made, days(300)).expires_on == days(300)
        made.refresh_from_db()
        assert (made.ending_told_at, made.phase(clock.today())) == (None, AgreementPhase.LIVE)
        event = events_of(made).first()
        assert event is not None
        assert (event.verb, event.reason) == ("agreement.prolong", "Avenant du 3 mars.")
        assert event.data["before"] == {"expires_on": days(10).isoformat(), "ended_on": None}

    def test_said_again_nothing_happens(self) -> None:
        made = agreement(expires_on=days(10))
        prolong(made, days(300))
        prolong(made, days(300))
        assert Event.objects.filter(verb="agreement.prolong").count() == 1

    def test_once_over_it_gives_again(self) -> None:
        made = agreement(expires_on=days(0))
        services.fund_deposit(fund_id=made.pk, amount=Euro.of(50))
        with clock.frozen(clock.now() + timedelta(days=5)):
            assert made.is_over(clock.today())
            prolong(made, days(60))
            services.funds_debit([(made.pk, Euro.of(50))])

    def test_once_ended_as_well(self) -> None:
        made = end(agreement(expires_on=days(100)))
        prolong(made, days(100))
        made.refresh_from_db()
        assert (made.ended_on, made.end_reason, made.phase(clock.today())) == (None, "", AgreementPhase.LIVE)

    def test_without_an_end_from_now_on(self) -> None:
        assert prolong(agreement(expires_on=days(10)), None).expires_on is None

    @pytest.mark.parametrize(
        ("expires_in", "to", "reason", "told"),
        [
            (10, 9, "Avenant.", {"expires_on": "déjà jusqu’au"}),
            (10, -1, "Avenant.", {"expires_on": "passé"}),
            (10, 20, "  ", {"reason": "signé"}),
            (None, 20, "Avenant.", {"expires_on": "pas de fin"}),
        ],
    )
    def test_what_is_refused(self, expires_in: int | None, to: int, reason: str, told: dict[str, str]) -> None:
        made = agreement(**({} if expires_in is None else {"expires_on": days(expires_in)}))
        if expires_in is None:
            Agreement.objects.filter(pk=made.pk).update(expires_on=None)
        with pytest.raises(AgreementRefused) as refused:
            prolong(made, days(to), reason)
        assert refused.value.problems.keys() == told.keys()
        assert all(text in refused.value.problems[term] for term, text in told.items())

    def test_not_to_a_day_before_its_first(self) -> None:
        """It was ended before it began."""
        made = agreement(expires_on=days(100))
        end(made)
        Agreement.objects.filter(pk=made.pk).update(starts_on=days(30))
        with pytest.raises(AgreementRefused) as refused:
            prolong(made, days(10))
        assert "commence le" in refused.value.problems["expires_on"]


class TestEnding:
    def test_from_now_on_it_gives_nothing_and_its_rest_stays(self) -> None:
        made = agreement(expires_on=days(100))
        services.fund_deposit(fund_id=made.pk, amount=Euro.of(50))
        end(made)
        with pytest.raises(FundAsleep), transaction.atomic():
            services.funds_debit([(made.pk, Euro.of(1))])
        assert Fund.objects.get(pk=made.pk).balance == Euro.of(50)
        made.refresh_from_db()
        assert ("Arrêtée le", made.phase(clock.today())) == (terms_words(made)[2][0], AgreementPhase.ENDED)

    def test_its_patron_is_told_once(self) -> None:
        made = agreement(expires_on=days(100))
        contact_add(agreement=made, contact=Contact("maud@embruns.example"), actor=SYSTEM)
        end(made)
        end(made, "Une autre raison.")
        agreements_tell(days(101))
        told = Message.objects.get(kind="funds.agreement_ending")
        assert told.to == "maud@embruns.example"
        assert Agreement.objects.get(pk=made.pk).end_reason == WHY
        assert Event.objects.get(verb="agreement.end").reason == WHY

    def test_it_is_not_told_that_it_ends_soon(self) -> None:
        made = end(agreement(expires_on=days(10)))
        agreements_tell(clock.today())
        made.refresh_from_db()
        assert made.ending_told_at is None

    def test_those_who_followed_it_are_forgotten_a_year_later(self) -> None:
        made = agreement(expires_on=days(900))
        contact_add(agreement=made, contact=Contact("maud@embruns.example"), actor=SYSTEM)
        end(made)
        assert (contacts_forget(days(365)), contacts_forget(days(366))) == (0, 1)

    def test_a_reason_is_asked_for(self) -> None:
        with pytest.raises(AgreementRefused, match="pourquoi"):
            end(agreement(), " ")

    def test_what_is_over_cannot_be_ended(self) -> None:
        made = agreement(expires_on=days(0))
        with clock.frozen(clock.now() + timedelta(days=2)), pytest.raises(AgreementRefused, match="déjà finie"):
            end(made)

    @pytest.mark.parametrize("change", [{"ended_on": date(2026, 1, 1)}, {"end_reason": "Rien."}])
    def test_postgresql_wants_both(self, change: dict[str, object]) -> None:
        made = agreement()
        with pytest.raises(IntegrityError, match="agreement_end_says_why"), transaction.atomic():
            Agreement.objects.filter(pk=made.pk).update(**change)


class TestNameAndDocument:
    def test_hiding_the_name_takes_the_logo_away(self) -> None:
        made = agreement()
        logo_show(agreement=made, logo=Upload("logo.png", samples.PNG), actor=SYSTEM)
        for _ in range(2):
            name_show(agreement=made, shown=False, actor=SYSTEM)
        made.refresh_from_db()
        assert (made.shows_name, made.shows_logo, made.logo) == (False, False, None)
        assert made.organisation not in made.public_name
        with pytest.raises(AgreementRefused, match="nom"):
            logo_show(agreement=made, logo=Upload("logo.png", samples.PNG), actor=SYSTEM)
        name_show(agreement=made, shown=True, actor=SYSTEM)
        assert Event.objects.filter(verb__startswith="agreement.name_").count() == 2

    def test_the_signed_document_is_kept_once(self) -> None:
        made = agreement()
        signed_keep(agreement=made, signed=Upload("convention.pdf", samples.PDF), actor=SYSTEM)
        with pytest.raises(AgreementRefused, match="déjà"):
            signed_keep(agreement=made, signed=Upload("autre.pdf", samples.PDF), actor=SYSTEM)

    def test_it_is_a_pdf(self) -> None:
        with pytest.raises(AgreementRefused, match="PDF"):
            signed_keep(agreement=agreement(), signed=Upload("photo.png", samples.PNG), actor=SYSTEM)

    @pytest.mark.parametrize("email", ["", "maud", "maud@", "maud embruns@exemple.fr"])
    def test_nobody_signs_in_with_half_an_address(self, email: str) -> None:
        with pytest.raises(ContactRefused):
            contact_add(agreement=agreement(), contact=Contact(email), actor=SYSTEM)
