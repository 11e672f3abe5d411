"""The two pages of donors, who have no account."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.giving import builders
from tests.web.reading import page, problems, value_of, words
from trousse.core import clock, links
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.donations.links import follow_token
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import campaign_give_back
from trousse.giving.donations.selectors import donation_by_follow_token
from trousse.giving.funds.selectors import open_fund
from trousse.operations import books
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return builders.campaign(minimum=100, optimum=150)


def path_of(gift: Donation) -> str:
    return f"/mon-don/{follow_token(gift)}"


def way(client: Client, gift: Donation) -> list[str]:
    """The steps of a gift as the page tells them."""
    return [words(step) for step in page(client.get(path_of(gift))).select(".chemin__etape")]


class TestFindingOnesGifts:
    def test_the_links_leave_for_the_mailbox(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 20, who=builders.donor(email="jeanne@exemple.fr"))
        Message.objects.all().delete()

        answer = client.post("/mon-don", {"email": " Jeanne@Exemple.fr "})

        assert "Regardez vos courriels" in words(page(answer).h1)
        message = Message.objects.get()
        assert (message.kind, message.to) == ("donation.links", gift.email)
        [(_words, address)] = message.params["gifts"]
        assert donation_by_follow_token(address.rsplit("/", 1)[-1]) == gift

    def test_nobody_learns_who_gave(self, client: Client, campaign: Campaign) -> None:
        builders.give(campaign, 20, who=builders.donor(email="jeanne@exemple.fr"))
        Message.objects.all().delete()
        known, unknown = (client.post("/mon-don", {"email": who}) for who in ("jeanne@exemple.fr", "paul@exemple.fr"))
        assert known.status_code == unknown.status_code == 200
        assert words(page(known).main).replace("jeanne", "paul") == words(page(unknown).main)
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "says"),
        [("", "indiquez votre courriel."), ("jeanne@", "ce courriel n’est pas complet. Exemple : jeanne@exemple.fr")],
    )
    def test_what_is_wrong_is_said(self, client: Client, typed: str, says: str) -> None:
        answer = client.post("/mon-don", {"email": typed})
        assert answer.status_code == 422
        assert problems(answer) == [f"Votre courriel : {says}"]
        assert value_of(answer, "email") == typed

    def test_reading_the_page_sends_nothing(self, client: Client) -> None:
        answer = client.get("/mon-don")
        assert answer.status_code == 200
        assert problems(answer) == []
        assert not Message.objects.exists()

    def test_a_robot_is_stopped_whatever_address_it_types(self, client: Client) -> None:
        for number in range(5):
            assert client.post("/mon-don", {"email": f"someone{number}@exemple.fr"}).status_code == 200
        assert client.post("/mon-don", {"email": "another@exemple.fr"}).status_code == 429

    def test_a_mailbox_is_not_filled_from_everywhere(
        self, client: Client, campaign: Campaign, settings: object
    ) -> None:
        builders.give(campaign, 20, who=builders.donor(email="jeanne@exemple.fr"))
        Message.objects.all().delete()
        for number in range(8):
            client.post("/mon-don", {"email": "jeanne@exemple.fr"}, REMOTE_ADDR=f"192.0.2.{number}")
        assert Message.objects.count() == 5


class TestFollowingAGift:
    def test_to_a_class_that_is_still_collecting(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 20)
        shown = page(client.get(path_of(gift)))
        assert words(shown.h1) == "Votre don de 20 €"
        assert shown.select_one(f'main a[href="/projet/{campaign.pk}-{campaign.slug}"]') is not None
        assert gift.reference in words(shown.main)
        steps = way(client, gift)
        assert [step.split(",")[0].split(" ")[0] for step in steps] == ["Fait", "Fait", "En", "À"]
        assert "La collecte continue" in steps[2]
        assert "il manque encore 80 €" in steps[3]

    def test_to_a_fund(self, client: Client) -> None:
        gift = builders.give(open_fund(), 35)
        shown = page(client.get(path_of(gift)))
        assert shown.select_one('main a[href="/fonds/fonds-de-solidarite"]') is not None
        assert "attend les projets" in " ".join(way(client, gift))

    def test_still_waiting_for_the_bank(self, client: Client, campaign: Campaign) -> None:
        assert "Nous attendons la réponse de la banque" in way(client, builders.start(campaign, 20))[0]

    @pytest.mark.parametrize("to_class", [True, False])
    def test_not_paid_one_may_begin_again(self, client: Client, campaign: Campaign, to_class: bool) -> None:
        gift = builders.start(campaign if to_class else open_fund(), 20)
        builders.give_up(gift)
        again = f"/don/projet/{campaign.pk}" if to_class else "/don/fonds/fonds-de-solidarite"
        assert page(client.get(path_of(gift))).select_one(f'main a[href="{again}"]') is not None

    def test_a_collection_that_succeeded(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 150)
        assert "La collecte a réussi" in " ".join(way(client, gift))

    def test_money_that_comes_back_to_the_cent(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 20)
        Campaign.objects.filter(pk=campaign.pk).update(closes_at=clock.now() - timedelta(days=1))
        campaign_close(campaign_id=campaign.pk)
        campaign_give_back(campaign.pk)
        assert "Remboursement demandé à la banque" in way(client, gift)[-1]

        builders.finish_all_refunds()

        last = way(client, gift)[-1]
        assert "Remboursement fait" in last
        assert "20,00 €" in last
        assert not books.check().problems

    def test_a_payment_taken_back(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 20)
        builders.charge_back(gift)
        assert "Votre banque a repris le paiement" in way(client, gift)[-1]

    def test_the_address_stays_where_it_was_sent(self, client: Client, campaign: Campaign) -> None:
        answer = client.get(path_of(builders.give(campaign, 20)))
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"

    def test_it_is_only_to_be_read(self, client: Client, campaign: Campaign) -> None:
        assert client.post(path_of(builders.give(campaign, 20))).status_code == 405

    def test_years_later_it_still_opens(self, client: Client, campaign: Campaign) -> None:
        gift = builders.give(campaign, 20)
        path = path_of(gift)
        with clock.frozen(clock.now() + timedelta(days=3000)):
            assert client.get(path).status_code == 200


TOKENS = {
    "nonsense": "nonsense",
    "three parts": "1:2:3",
    "a gift that is gone": links.make("donation.follow", "999999"),
    "no number": links.make("donation.follow", "1 OR 1=1"),
    "another purpose": links.make("head", "1"),
    "cut by a mail program": links.make("donation.follow", "1")[:-1],
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
def test_a_link_that_opens_nothing(client: Client, token: str) -> None:
    answer = client.get(f"/mon-don/{token}")
    assert answer.status_code == 404
    assert page(answer).select_one("main h1") is not None
