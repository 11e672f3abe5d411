"""Step 2: who gives."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertRedirects

from tests.giving import builders
from tests.people.factories import make_user
from tests.web.checkout.visit import ADDRESS, WITH_RECEIPT, answers, begin, donor_path
from tests.web.reading import is_ticked, page, problems, value_of, words
from tests.web.receipts import campaign_with_receipts
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.fundraising.campaigns.selectors import room_left
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.giving.funds.selectors import open_fund
from trousse.money.payments.models import Payment
from trousse.platform.limits.services import hit

COMPANY = {"kind": "company", "company_name": "Menuiserie Morel", "siren": "732 829 320"}


@pytest.fixture
def campaign() -> Campaign:
    return builders.campaign(minimum=900, optimum=1500)


@pytest.fixture
def with_receipts() -> Campaign:
    return campaign_with_receipts()


class TestTheFormItself:
    def test_it_asks_little(self, client: Client, campaign: Campaign) -> None:
        answer = client.get(donor_path(campaign), {"montant": "20"})
        asked = {str(field["name"]) for field in page(answer).select("main [name]")}
        assert asked == {
            *("csrfmiddlewaretoken", "cle", "amount", "kind", "company_name", "siren"),
            *("first_name", "last_name", "email", "message", "named", "terms", "changer"),
        }
        assert "n’ouvre pas droit à réduction d’impôt" in words(page(answer).main)

    def test_nothing_is_ticked_beforehand(self, client: Client, with_receipts: Campaign) -> None:
        answer = client.get(donor_path(with_receipts), {"montant": "20"})
        for box in ("terms", "named", "wants_receipt", "no_reward"):
            assert not is_ticked(answer, box)

    def test_a_fund_has_no_class_to_write_to(self, client: Client) -> None:
        shown = page(client.get("/don/fonds/fonds-de-solidarite/vous", {"montant": "20"}))
        assert shown.select("[name=message], [name=named]") == []

    def test_each_visit_has_its_own_key(self, client: Client, campaign: Campaign) -> None:
        first, second = (client.get(donor_path(campaign), {"montant": "20"}) for _ in range(2))
        assert value_of(first, "cle") != value_of(second, "cle")

    def test_it_is_never_kept_by_a_cache(self, client: Client, campaign: Campaign) -> None:
        assert "no-store" in client.get(donor_path(campaign), {"montant": "20"})["Cache-Control"]

    def test_the_enter_key_goes_on(self, client: Client, campaign: Campaign) -> None:
        """A browser presses the first button of the form."""
        first = page(client.get(donor_path(campaign), {"montant": "20"})).select_one("main form button")
        assert words(first) == "Continuer vers le paiement"


class TestGivingOn:
    def test_a_gift_begins_and_keeps_its_room(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20", message="Bravo !", named="on")

        assert (gift.state, gift.amount_cents, gift.campaign_id) == (DonationState.STARTED, 2000, campaign.pk)
        assert (gift.first_name, gift.message, gift.named, gift.user) == ("Jeanne", "Bravo !", True, None)
        assert gift.terms_version == TERMS_VERSION
        assert not gift.wants_receipt
        assert gift.address == ""
        assert room_left(campaign) == Euro.of(1480)

    def test_to_a_fund(self, client: Client) -> None:
        gift = begin(client, open_fund(), "12,50")
        assert (gift.fund, gift.amount_cents, gift.message) == (open_fund(), 1250, "")

    def test_signed_in_it_is_theirs(self, client: Client, campaign: Campaign) -> None:
        user = make_user()
        client.force_login(user)
        assert begin(client, campaign).user == user

    def test_a_receipt_needs_an_address_and_no_reward(self, client: Client, with_receipts: Campaign) -> None:
        gift = begin(client, with_receipts, "20", **WITH_RECEIPT)
        assert (gift.wants_receipt, gift.postcode, gift.no_reward_declared) == (True, "59000", True)

    def test_an_address_without_receipt_is_not_kept(self, client: Client, with_receipts: Campaign) -> None:
        gift = begin(client, with_receipts, "20", **{**ADDRESS, "wants_receipt": None})
        assert (gift.address, gift.postcode, gift.town) == ("", "", "")

    def test_a_company(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "200", **COMPANY)
        assert (gift.company_name, gift.siren) == ("Menuiserie Morel", "732829320")

    def test_an_association_needs_no_number(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "200", kind="association", company_name="Les Amis de l’école")
        assert (gift.donor_kind, gift.siren) == ("association", "")

    def test_a_company_name_left_by_a_person_is_not_kept(self, client: Client, campaign: Campaign) -> None:
        assert begin(client, campaign, company_name="Oubliée", siren="1").company_name == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"first_name": " "}, ["Prénom : indiquez votre prénom."]),
        ({"last_name": ""}, ["Nom : indiquez votre nom."]),
        ({"email": "jeanne@"}, ["Courriel : il manque le nom après @. Exemple : jeanne@exemple.fr"]),
        ({"email": "jeanne"}, ["Courriel : il manque le signe @. Exemple : jeanne@exemple.fr"]),
        (
            {"terms": None},
            ["Pour donner, acceptez les conditions, s’il vous plaît."],
        ),
        ({"kind": None}, ["Vous donnez en tant que : dites qui donne."]),
        ({"kind": "king"}, ["Vous donnez en tant que : dites qui donne."]),
        ({"message": "o" * 501}, ["Votre mot à la classe : votre mot est un peu long : 500 caractères au plus."]),
        ({"first_name": "J" * 81}, ["Prénom : c’est un peu long : 80 caractères au plus."]),
        (
            {**COMPANY, "company_name": ""},
            ["Nom de l’entreprise ou de l’association : indiquez le nom de votre entreprise."],
        ),
        ({"amount": "beaucoup"}, ["Votre don : écrivez une somme en euros, par exemple 850 ou 12,50."]),
        ({"amount": "2"}, ["Votre don : un don est de 5 € au moins."]),
        (
            {"amount": "99999"},
            ["Votre don : par carte, un don est de 10 000 € au plus. Pour donner davantage, écrivez-nous."],
        ),
        ({"amount": None}, ["Votre don : indiquez un montant, par exemple 20 €."]),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    client: Client, campaign: Campaign, changes: dict[str, Any], says: list[str]
) -> None:
    sent = answers(**{"message": "Bravo", "named": "on", **changes})

    answer = client.post(donor_path(campaign), sent)

    assert answer.status_code == 422
    assert problems(answer) == says
    assert not Donation.objects.exists()
    assert not Reservation.objects.exists()
    for name in ("cle", "amount", "first_name", "last_name", "email", "message", "company_name"):
        assert value_of(answer, name) == sent.get(name, "").strip() or name in changes
    assert is_ticked(answer, "named")
    assert is_ticked(answer, "terms") == ("terms" in sent)


def test_several_problems_are_said_at_once(client: Client, with_receipts: Campaign) -> None:
    sent = answers(first_name="", email="", wants_receipt="on", postcode="123", terms=None)
    answer = client.post(donor_path(with_receipts), sent)
    assert [line.split(" : ")[0] for line in problems(answer)] == [
        *("Prénom", "Courriel", "Adresse", "Code postal", "Ville"),
        "Pour un reçu fiscal, confirmez que vous ne recevez rien en échange de votre don.",
        "Pour donner, acceptez les conditions, s’il vous plaît.",
    ]
    assert words(page(answer).title).startswith("7 erreurs : ")


def test_every_problem_leads_to_its_field(client: Client, with_receipts: Campaign) -> None:
    sent = answers(kind="company", first_name="", last_name="", email="", siren="1", wants_receipt="on", terms=None)
    shown = page(client.post(donor_path(with_receipts), sent))
    for link in shown.select(".resume-erreurs a"):
        assert shown.select_one(str(link["href"])) is not None
    for field in shown.select("[aria-invalid=true]"):
        described = str(field.get("aria-describedby", ""))
        assert all(shown.find(id=name) for name in described.split())


@pytest.mark.parametrize("siren", ["123456789", "73282932", "abc"])
def test_a_company_number_that_does_not_exist(client: Client, campaign: Campaign, siren: str) -> None:
    answer = client.post(donor_path(campaign), answers(**{**COMPANY, "siren": siren}))
    assert "SIREN" in problems(answer)[0]
    assert value_of(answer, "siren") == siren


def test_a_local_authority_is_told_how_to_help(client: Client, campaign: Campaign) -> None:
    answer = client.post(donor_path(campaign), answers(kind="collectivite", first_name=""))
    [line] = problems(answer)
    assert "par une subvention" in line
    assert not Donation.objects.exists()


def test_a_receipt_that_nobody_issues_is_not_promised(client: Client, campaign: Campaign) -> None:
    """The boxes are not on the page; a browser that sends them all the same changes nothing."""
    assert not begin(client, campaign, "20", **WITH_RECEIPT).wants_receipt


class TestTheBill:
    def bills(self, answer: Any) -> dict[str, str]:
        shown = page(answer).select(".recap .ticket")
        return {words(bill): " ".join(bill["class"]) for bill in shown}

    def test_it_holds_the_bill_of_every_answer(self, client: Client, with_receipts: Campaign) -> None:
        found = self.bills(client.get(donor_path(with_receipts), {"montant": "50"}))
        assert found == {
            "Votre don 50,00 €": "ticket ticket--simple",
            "Votre don 50,00 € Réduction d’impôt (66 %) −33,00 € Coût réel pour vous 17,00 €": (
                "ticket ticket--particulier ticket--cache"
            ),
            "Votre don 50,00 € Réduction d’impôt (60 %) −30,00 € Coût réel pour votre entreprise 20,00 €": (
                "ticket ticket--entreprise ticket--cache"
            ),
        }

    @pytest.mark.parametrize(
        ("changes", "shown"),
        [
            ({}, "simple"),
            (WITH_RECEIPT, "particulier"),
            ({**WITH_RECEIPT, **COMPANY}, "entreprise"),
            ({**WITH_RECEIPT, "kind": "association", "company_name": "Les Amis"}, "simple"),
            ({**WITH_RECEIPT, "kind": "nobody"}, "particulier"),
        ],
    )
    def test_the_server_shows_the_one_it_knows(
        self, client: Client, with_receipts: Campaign, changes: dict[str, Any], shown: str
    ) -> None:
        answer = client.post(donor_path(with_receipts), answers(**{**changes, "terms": None}))
        assert [names for names in self.bills(answer).values() if "cache" not in names] == [f"ticket ticket--{shown}"]

    def test_without_receipts_there_is_one(self, client: Client, campaign: Campaign) -> None:
        assert list(self.bills(client.get(donor_path(campaign), {"montant": "50"}))) == ["Votre don 50,00 €"]


class TestChangingTheAmount:
    def test_it_comes_back_with_everything_that_was_typed(self, client: Client, with_receipts: Campaign) -> None:
        sent = answers("20", message="Bravo", named="on", email="jea", terms=None, changer="1", **WITH_RECEIPT)

        answer = client.post(donor_path(with_receipts), sent)

        assert answer.status_code == 200
        assert problems(answer) == []
        for name in ("cle", "amount", "first_name", "email", "message", "town"):
            assert value_of(answer, name) == sent[name]
        assert is_ticked(answer, "named")
        assert is_ticked(answer, "wants_receipt")
        assert not is_ticked(answer, "terms")
        amount = page(answer).select_one("label[for=id_amount]")
        assert words(amount) == "Votre don"
        assert page(answer).select("[name=changer]") == []

    def test_the_new_amount_is_the_one_that_counts(self, client: Client, campaign: Campaign) -> None:
        assert begin(client, campaign, "35,50").amount_cents == 3550


class TestRoom:
    def test_too_much_leaves_the_amount_to_be_changed_on_the_spot(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=30)
        builders.start(campaign, 20)
        sent = answers("20", message="Bravo")

        answer = client.post(donor_path(campaign), sent)

        assert answer.status_code == 409
        [line] = problems(answer)
        assert "il ne reste que 10 €" in line
        assert page(answer).select_one("label[for=id_amount]") is not None
        assert value_of(answer, "message") == "Bravo"
        assert not Donation.objects.filter(checkout_key=sent["cle"]).exists()
        assertRedirects(client.post(donor_path(campaign), {**sent, "amount": "10"}), f"/don/{sent['cle']}/paiement")

    def test_nothing_left_at_all(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        builders.start(campaign, 20)
        answer = client.post(donor_path(campaign), answers("20"))
        assert answer.status_code == 409
        assert "la place se libère" in problems(answer)[0]

    def test_a_remainder_below_the_minimum_gift(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=23)
        builders.give(campaign, 20)
        answer = client.post(donor_path(campaign), answers("2"))
        assert "donnez exactement 3 €" in problems(answer)[0]
        assert begin(client, campaign, "3").amount_cents == 300

    def test_a_campaign_that_closes_while_one_types(self, client: Client, campaign: Campaign) -> None:
        sent = answers(message="Bravo")
        Campaign.objects.filter(pk=campaign.pk).update(closes_at=clock.now() - timedelta(minutes=1))

        answer = client.post(donor_path(campaign), sent)

        assert answer.status_code == 409
        assert "Rien n’a été payé" in problems(answer)[0]
        assert value_of(answer, "message") == "Bravo"
        assert not Donation.objects.exists()

    def test_a_campaign_suspended_while_one_types(self, client: Client, campaign: Campaign) -> None:
        Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.SUSPENDED, suspended_at=clock.now())
        assert client.post(donor_path(campaign), answers()).status_code == 409
        assert not Reservation.objects.exists()


class TestTheKey:
    def test_sent_twice_it_is_one_gift(self, client: Client, campaign: Campaign) -> None:
        sent = answers()
        for _ in range(2):
            assertRedirects(client.post(donor_path(campaign), sent), f"/don/{sent['cle']}/paiement")
        assert (Donation.objects.count(), Payment.objects.count(), Reservation.objects.count()) == (1, 1, 1)

    def test_sent_twice_before_the_browser_knows_it(self, campaign: Campaign) -> None:
        """A double click on a slow network: the second arrives without the session of the first."""
        sent = answers()
        for browser in (Client(), Client()):
            assertRedirects(browser.post(donor_path(campaign), sent), f"/don/{sent['cle']}/paiement")
        assert Donation.objects.count() == 1

    def test_the_last_euros_are_not_refused_to_the_second_click(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        sent = answers("20")
        for _ in range(2):
            assertRedirects(client.post(donor_path(campaign), sent), f"/don/{sent['cle']}/paiement")

    def test_other_answers_correct_the_gift(self, client: Client, campaign: Campaign) -> None:
        sent = answers("20")
        client.post(donor_path(campaign), sent)
        client.post(donor_path(campaign), {**sent, "amount": "35", "first_name": "Paul"})

        gift = Donation.objects.get()
        assert (gift.amount_cents, gift.first_name) == (3500, "Paul")
        assert room_left(campaign) == Euro.of(1465)

    def test_a_key_picked_up_elsewhere_opens_nothing(self, campaign: Campaign) -> None:
        gift = begin(Client(), campaign)
        stranger = Client()
        answer = stranger.post(donor_path(campaign), answers(cle=str(gift.checkout_key), email="autre@exemple.fr"))
        assert answer.status_code == 404
        assert stranger.get(f"/don/{gift.checkout_key}/vous").status_code == 404
        gift.refresh_from_db()
        assert gift.email == "jeanne@exemple.fr"

    def test_a_key_that_is_none(self, client: Client, campaign: Campaign) -> None:
        assert client.post(donor_path(campaign), answers(cle="nonsense")).status_code == 422

    def test_a_gift_that_is_paid_leads_to_thank_you(self, client: Client, campaign: Campaign) -> None:
        sent = answers()
        client.post(donor_path(campaign), sent)
        builders.settle(Donation.objects.get())
        answer = client.post(donor_path(campaign), sent, follow=True)
        assert answer.redirect_chain[-1][0] == f"/don/{sent['cle']}/merci"
        assert Payment.objects.count() == 1


class TestGoingBack:
    def test_every_answer_is_there(self, client: Client, with_receipts: Campaign) -> None:
        gift = begin(client, with_receipts, "35,50", message="Bravo", named="on", **WITH_RECEIPT)

        answer = client.get(f"/don/{gift.checkout_key}/vous")

        assert value_of(answer, "amount") == "35,50"
        assert page(answer).select_one("label[for=id_amount]") is not None
        for name in ("first_name", "last_name", "email", "message", "address", "postcode", "town"):
            assert value_of(answer, name) == getattr(gift, name)
        for box in ("named", "wants_receipt", "no_reward", "terms"):
            assert is_ticked(answer, box)
        assert is_ticked(answer, "kind", "individual")

    def test_corrected_it_is_the_same_gift_with_a_new_payment(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20")
        sent = answers("50", cle=str(gift.checkout_key), last_name="Martin")

        assertRedirects(client.post(f"/don/{gift.checkout_key}/vous", sent), f"/don/{gift.checkout_key}/paiement")

        changed = Donation.objects.get()
        assert (changed.amount_cents, changed.last_name) == (5000, "Martin")
        assert changed.payment_id != gift.payment_id
        assert room_left(campaign) == Euro.of(1450)

    def test_the_last_euros_stay_ones_own(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=30)
        gift = begin(client, campaign, "30")
        sent = answers("40", cle=str(gift.checkout_key))

        refused = client.post(f"/don/{gift.checkout_key}/vous", sent)

        assert "il ne reste que 30 €" in problems(refused)[0]
        answer = client.post(f"/don/{gift.checkout_key}/vous", {**sent, "amount": "25"})
        assertRedirects(answer, f"/don/{gift.checkout_key}/paiement")
        assert room_left(campaign) == Euro.of(5)

    def test_the_address_names_the_gift_whatever_the_form_says(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20")
        client.post(f"/don/{gift.checkout_key}/vous", answers("30", cle=str(uuid4())))
        assert Donation.objects.get().amount_cents == 3000

    def test_once_paid_there_is_nothing_to_correct(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20")
        builders.settle(gift)
        for page_name in ("vous", "paiement"):
            assertRedirects(client.get(f"/don/{gift.checkout_key}/{page_name}"), f"/don/{gift.checkout_key}/merci")

    def test_another_browser_sees_nothing(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "20")
        for page_name in ("vous", "paiement"):
            answer = Client().get(f"/don/{gift.checkout_key}/{page_name}")
            assert answer.status_code == 404
            assert "dans ce navigateur" in words(page(answer).main)
            assert "jeanne" not in answer.content.decode().lower()


class TestTooManyGifts:
    @pytest.fixture(autouse=True)
    def thirty_already(self) -> None:
        for _ in range(30):
            hit(key="giving:127.0.0.1", limit=30, window=timedelta(minutes=10))

    def test_what_was_typed_is_given_back(self, client: Client, campaign: Campaign) -> None:
        sent = answers(message="Bravo")

        answer = client.post(donor_path(campaign), sent)

        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 600
        assert "réessayez dans 10 minutes" in words(page(answer).main)
        form = page(answer).select_one("main form[method=post]")
        assert form is not None
        kept = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
        assert {name: value for name, value in kept.items() if name != "csrfmiddlewaretoken"} == sent
        assert not Donation.objects.exists()

    def test_pages_may_be_read_all_the_same(self, client: Client, campaign: Campaign) -> None:
        assert client.get(donor_path(campaign), {"montant": "20"}).status_code == 200

    def test_from_elsewhere_one_gives_all_the_same(self, client: Client, campaign: Campaign) -> None:
        assert client.post(donor_path(campaign), answers(), REMOTE_ADDR="192.0.2.8").status_code == 302

    def test_later_the_same_button_works(self, client: Client, campaign: Campaign) -> None:
        with clock.frozen(clock.now() + timedelta(minutes=11)):
            assert client.post(donor_path(campaign), answers()).status_code == 302
