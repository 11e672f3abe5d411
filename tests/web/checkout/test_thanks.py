"""Where the bank sends the donor back."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.giving import builders
from tests.web.checkout.visit import begin
from tests.web.reading import page, words
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import campaign_give_back
from trousse.giving.funds.selectors import open_fund
from trousse.platform.notifications.models import Message

HTMX = {"HX-Request": "true"}


@pytest.fixture
def campaign() -> Campaign:
    return builders.campaign(minimum=100, optimum=150)


def path_of(gift: Donation) -> str:
    return f"/don/{gift.checkout_key}/merci"


def close(campaign: Campaign) -> None:
    """Its deadline, and the grace after it, have passed."""
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=clock.now() - timedelta(days=1))
    campaign_close(campaign_id=campaign.pk)


class TestThankYou:
    def test_to_a_class(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40", wants_receipt=None)
        builders.settle(gift)
        shown = page(client.get(path_of(gift)))
        told = words(shown.main)
        assert words(shown.h1) == "Merci Jeanne !"
        assert "Un potager pour l’école est à 40 % de son objectif" in told
        assert "jeanne@exemple.fr" in told
        assert "Si le minimum n’est pas atteint, vous êtes remboursé en entier" in told
        before, now = (str(gauge["aria-label"]) for gauge in shown.select(".crayon"))
        assert "0\u00a0%" in before
        assert "40\u00a0%" in now

    def test_one_follows_from_here(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.settle(gift)
        link = page(client.get(path_of(gift))).select_one('main a[href^="/mon-don/"]')
        assert link is not None
        assert client.get(str(link["href"])).status_code == 200

    def test_the_minimum_once_reached_nobody_speaks_of_refunds(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "110")
        builders.settle(gift)
        told = words(page(client.get(path_of(gift))).select_one("main"))
        assert "Le minimum est atteint" in told
        assert "remboursé" not in told

    def test_the_last_euros(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "150")
        builders.settle(gift)
        assert "Le crayon est plein" in words(page(client.get(path_of(gift))).select_one("main"))

    def test_when_it_came_late_the_difference_goes_back(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.give_up(gift)
        builders.give(campaign, 130)
        builders.settle(gift)
        told = words(page(client.get(path_of(gift))).select_one("main"))
        assert "Il ne manquait plus que 20 € : la différence, 20 €, repart sur votre carte" in told

    def test_to_a_fund(self, client: Client) -> None:
        gift = begin(client, open_fund(), "25")
        builders.settle(gift)
        told = words(page(client.get(path_of(gift))).select_one("main"))
        assert "Votre don de 25 € a rejoint « Fonds de solidarité »" in told.replace("\u00a0", " ")
        assert "à l’euro près" in told

    def test_long_after_it_says_how_the_collection_ended(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.settle(gift)
        close(campaign)
        told = words(page(client.get(path_of(gift))).select_one("main"))
        assert "nous préparons votre remboursement" in told
        assert "dure jusqu’au" not in told

    def test_a_collection_that_succeeded(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "110")
        builders.settle(gift)
        close(campaign)
        assert "l’argent va à l’école" in words(page(client.get(path_of(gift))).select_one("main"))


class TestWaiting:
    def test_it_waits_and_asks_again_by_itself(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        shown = page(client.get(path_of(gift)))
        assert "Votre don arrive" in words(shown.h1)
        watch = shown.select_one("[hx-get]")
        assert watch is not None
        assert watch["hx-get"] == f"{path_of(gift)}?essai=1"
        assert shown.select_one(f'main a[href="{path_of(gift)}"]') is not None, "and without JavaScript, by a link"

    @pytest.mark.parametrize(
        ("question", "delay", "is_long"),
        [("1", "2s", False), ("5", "5s", False), ("6", "5s", True), ("40", "15s", True), ("nonsense", "2s", False)],
    )
    def test_less_and_less_often(
        self, client: Client, campaign: Campaign, question: str, delay: str, is_long: bool
    ) -> None:
        gift = begin(client, campaign, "40")
        answer = client.get(path_of(gift), {"essai": question}, headers=HTMX)
        watch = page(answer).select_one("[hx-get]")
        assert watch is not None
        assert watch["hx-trigger"] == f"load delay:{delay}"
        assert ("plus long que d’habitude" in words(page(answer))) is is_long
        assert page(answer).select("header") == []

    def test_it_ends_some_day(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        assert page(client.get(path_of(gift), {"essai": "60"}, headers=HTMX)).select("[hx-get]") == []

    def test_when_there_is_news_the_page_comes_again(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.settle(gift)
        assert client.get(path_of(gift), headers=HTMX)["HX-Refresh"] == "true"


def test_not_paid(client: Client, campaign: Campaign) -> None:
    gift = begin(client, campaign, "40")
    builders.give_up(gift)
    shown = page(client.get(path_of(gift)))
    assert "Le paiement n’a pas abouti" in words(shown.h1)
    assert shown.select_one(f'main a[href="/don/{gift.checkout_key}/paiement"]') is not None


class TestMoneyThatGoesBack:
    def test_the_collection_was_full(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.give_up(gift)
        builders.give(campaign, 150)
        builders.settle(gift)

        shown = page(client.get(path_of(gift)))
        assert words(shown.h1) == "Votre don vous revient"
        assert "n’avait plus besoin de votre don" in words(shown.main)

        builders.finish_all_refunds()
        shown = page(client.get(path_of(gift)))
        assert words(shown.h1) == "Votre don vous a été rendu"
        assert "vous dit quand il est fait" not in words(shown.main)

    def test_the_collection_failed(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.settle(gift)
        close(campaign)
        campaign_give_back(campaign.pk)
        gift.refresh_from_db()
        assert gift.state == DonationState.REFUNDING
        assert "n’a pas atteint son minimum" in words(page(client.get(path_of(gift))).select_one("main"))

    def test_the_bank_took_it_back(self, client: Client, campaign: Campaign) -> None:
        gift = begin(client, campaign, "40")
        builders.settle(gift)
        builders.charge_back(gift)
        shown = page(client.get(path_of(gift)))
        assert words(shown.h1) == "Votre banque a repris ce don"
        assert "remboursé" not in words(shown.main)


class TestAnotherBrowser:
    """The bank may send people back into another one; the address may be shared."""

    @pytest.mark.parametrize("state", ["started", "not paid", "settled", "refunding"])
    def test_it_reads_how_it_ended_but_no_name(self, campaign: Campaign, state: str) -> None:
        gift = begin(Client(), campaign, "40")
        if state in {"not paid", "refunding"}:
            builders.give_up(gift)
        if state == "refunding":
            builders.give(campaign, 150)
        if state in {"settled", "refunding"}:
            builders.settle(gift)

        answer = Client().get(path_of(gift))

        assert answer.status_code == 200
        text = answer.content.decode().lower()
        for secret in ("jeanne", "morel", "/mon-don/", f"{gift.checkout_key}/paiement"):
            assert secret not in text.replace('href="/mon-don"', "")

    def test_an_unknown_key_is_not_found(self, client: Client) -> None:
        answer = client.get("/don/11111111-2222-4333-8444-555555555555/merci")
        assert answer.status_code == 404


def test_the_page_is_not_for_search_engines_nor_caches(client: Client, campaign: Campaign) -> None:
    answer = client.get(path_of(begin(client, campaign, "40")))
    assert "no-store" in answer["Cache-Control"]
    assert page(answer).select_one("meta[name=robots][content=noindex]") is not None


def test_the_mail_and_the_page_give_the_same_percentage(client: Client, campaign: Campaign) -> None:
    """Of the minimum: the goal that decides."""
    gift = begin(client, campaign, "40")
    builders.settle(gift)
    assert Message.objects.get(kind="donation.thanks").params["percent"] == 40
    assert "à 40 % de son objectif minimum" in words(page(client.get(path_of(gift))).select_one("main"))
