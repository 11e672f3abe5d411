"""Step 3: a last look, and the way to the bank."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.asserts import assertRedirects

from tests.giving import builders
from tests.web.checkout.visit import begin
from tests.web.reading import page, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.fundraising.campaigns.selectors import room_left
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.funds.selectors import open_fund
from trousse.money.payments.models import Payment


@pytest.fixture
def campaign() -> Campaign:
    return builders.campaign(minimum=20, optimum=60)


def path_of(gift: Donation) -> str:
    return f"/don/{gift.checkout_key}/paiement"


def bank_form(client: Client, gift: Donation) -> dict[str, str]:
    """What the browser would take to the bank."""
    form = page(client.get(path_of(gift))).select_one(f'form[action="{settings.SYSTEMPAY["form_url"]}"]')
    assert form is not None
    assert form["method"] == "post"
    return {str(field["name"]): str(field["value"]) for field in form.select("input")}


def test_it_says_everything_once_more(client: Client, campaign: Campaign) -> None:
    gift = begin(client, campaign, "20", message="Bravo\nà tous !", named="on")
    shown = words(page(client.get(path_of(gift))).select_one("main"))
    for expected in ("Un potager pour l’école", "Jeanne Morel", "jeanne@exemple.fr", "20,00 €", "Bravo à tous !"):
        assert expected in shown
    assert "Lu par la classe" in shown


def test_a_company_pays_less_after_tax_than_a_person(client: Client, campaign: Campaign) -> None:
    gift = begin(client, campaign, "20", kind="company", company_name="Menuiserie Morel", siren="732829320")
    shown = page(client.get(path_of(gift)))
    assert "Menuiserie Morel, Jeanne Morel" in words(shown.main)
    assert words(shown.select_one(".recap .ticket")) == "Votre don 20,00 €"


def test_the_bank_is_told_the_amount_the_gift_and_the_way_back(client: Client, campaign: Campaign) -> None:
    gift = begin(client, campaign, "20")
    assert gift.payment is not None
    fields = bank_form(client, gift)
    assert fields["vads_amount"] == "2000"
    assert fields["vads_url_return"] == f"{settings.BASE_URL}/paiement/retour/{gift.payment.reference}"
    assert "signature" in fields
    assert "csrfmiddlewaretoken" not in fields
    assert not any("jeanne" in value.lower() or "morel" in value.lower() for value in fields.values())


def test_looking_again_opens_no_other_payment(client: Client, campaign: Campaign) -> None:
    gift = begin(client, campaign)
    for _ in range(3):
        client.get(path_of(gift))
    client.post(path_of(gift))
    assert Payment.objects.count() == 1


def test_it_is_never_kept_by_a_cache(client: Client, campaign: Campaign) -> None:
    assert "no-store" in client.get(path_of(begin(client, campaign)))["Cache-Control"]


class TestTakingItUpAgain:
    @pytest.fixture
    def expired(self, client: Client, campaign: Campaign) -> Donation:
        gift = begin(client, campaign, "20")
        past = clock.now() - timedelta(minutes=5)
        Payment.objects.update(expires_at=past)
        Reservation.objects.update(expires_at=past)
        return gift

    def test_an_expired_payment_is_offered_again(self, client: Client, campaign: Campaign, expired: Donation) -> None:
        shown = page(client.get(path_of(expired)))
        assert "Rien n’a été prélevé" in words(shown.main)
        button = shown.select_one("main form[method=post] button")
        assert words(button) == "Reprendre le paiement"

        assertRedirects(client.post(path_of(expired)), path_of(expired))

        again = Donation.objects.get()
        assert again.payment_id != expired.payment_id
        assert bank_form(client, again)["vads_amount"] == "2000"
        assert room_left(campaign) == Euro.of(40)

    def test_a_refused_one_too(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20")
        builders.give_up(gift)
        assert room_left(campaign) == Euro.of(60)

        assertRedirects(client.post(path_of(gift)), path_of(gift))

        gift.refresh_from_db()
        assert gift.state == DonationState.STARTED
        assert room_left(campaign) == Euro.of(40)

    def test_pressed_twice_it_is_one_payment(self, client: Client, expired: Donation) -> None:
        for _ in range(2):
            client.post(path_of(expired))
        assert Payment.objects.count() == 2

    def test_others_have_given_meanwhile(self, client: Client, campaign: Campaign, expired: Donation) -> None:
        builders.give(campaign, 50)

        answer = client.post(path_of(expired))

        assert answer.status_code == 409
        assert "Il ne reste que 10 €" in words(page(answer).select_one(".alerte"))
        assert page(answer).select_one(f'a[href="/don/{expired.checkout_key}/vous"]') is not None
        assert Payment.objects.filter(payable_id=str(expired.pk)).count() == 1
        assert not Reservation.objects.filter(key=expired.key, expires_at__gt=clock.now()).exists()

    def test_the_collection_has_ended(self, client: Client, campaign: Campaign, expired: Donation) -> None:
        Campaign.objects.filter(pk=campaign.pk).update(closes_at=clock.now() - timedelta(minutes=1))
        answer = client.post(path_of(expired))
        assert answer.status_code == 409
        assert "ne reçoit pas de don en ce moment" in words(page(answer).select_one(".alerte"))

    def test_the_fund_has_closed(self, client: Client) -> None:
        gift = begin(client, open_fund(), "20")
        builders.give_up(gift)
        fund = open_fund()
        fund.is_active = False
        fund.save()
        answer = client.post(path_of(gift))
        assert answer.status_code == 410
        assert "ne reçoit plus de dons" in words(page(answer).select_one(".alerte"))

    def test_only_by_the_browser_that_began_it(self, expired: Donation) -> None:
        assert Client().post(path_of(expired)).status_code == 404


def test_a_fund_is_not_reserved(client: Client) -> None:
    shown = words(page(client.get(path_of(begin(client, open_fund(), "20")))).select_one("main"))
    assert "réservé" not in shown
    assert "Payer par carte" in shown
