"""Step 1: how much."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.mandates import in_force
from tests.giving.funds.patron import doubling_fund
from tests.web.checkout.visit import begin
from tests.web.reading import page, problems, value_of, words
from tests.web.receipts import campaign_with_receipts
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.donations.models import Donation
from trousse.giving.funds.selectors import open_fund


def test_it_proposes_amounts_and_what_they_cost_where_receipts_are_issued(client: Client) -> None:
    campaign = campaign_with_receipts()

    shown = page(client.get(f"/don/projet/{campaign.pk}"))

    form = shown.select_one("form.passage__form")
    assert form is not None
    assert (form["action"], form.get("method")) == (f"/don/projet/{campaign.pk}/vous", None)
    assert [choice["value"] for choice in form.select("[name=montant]")] == ["20", "50", "100", "autre"]
    assert "17 € après impôt" in words(form)
    assert "Il manque 900 €" in words(form)


def test_without_receipts_no_tax_is_spoken_of(client: Client) -> None:
    form = page(client.get(f"/don/projet/{builders.campaign().pk}")).select_one("form.passage__form")
    assert "impôt" not in words(form)


def test_a_fund_takes_any_amount(client: Client) -> None:
    shown = page(client.get("/don/fonds/fonds-de-solidarite"))
    assert "Votre don au fonds de solidarité" in words(shown.select_one("h1"))
    assert "Il manque" not in words(shown.select_one("main"))


@pytest.mark.parametrize("path", ["/don/projet/999999", "/don/fonds/nulle-part", "/don/projet/999999/vous"])
def test_a_destination_that_does_not_exist(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_closed_fund_is_not_found(client: Client) -> None:
    fund = open_fund()
    fund.is_active = False
    fund.save()
    assert client.get("/don/fonds/fonds-de-solidarite").status_code == 404


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ({"montant": "50"}, "50"),
        ({"montant": "autre", "autre": "12,50"}, "12,50"),
        ({"montant": "50", "autre": "35"}, "35"),
        ({"montant": "50", "autre": " 1 200 € "}, "1200"),
        ({"autre": "5"}, "5"),
        ({"autre": "0020.5"}, "20,50"),
    ],
)
def test_what_was_typed_wins_over_what_was_ticked(client: Client, typed: dict[str, str], amount: str) -> None:
    campaign = builders.campaign(minimum=900, optimum=1500)
    answer = client.get(f"/don/projet/{campaign.pk}/vous", typed)
    assert answer.status_code == 200
    assert value_of(answer, "amount") == amount
    assert not Donation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "indiquez un montant en euros"),
        ({"montant": "autre"}, "indiquez un montant en euros"),
        ({"montant": "autre", "autre": "beaucoup"}, "indiquez un montant en euros"),
        ({"autre": "-5"}, "indiquez un montant en euros"),
        ({"autre": "1e3"}, "indiquez un montant en euros"),
        ({"autre": "0"}, "indiquez un montant, par exemple"),
        ({"autre": "4,99"}, "un don est de 5 € au moins."),
        ({"autre": "1500,01"}, "donnez 1 500 € au plus"),
    ],
)
def test_a_refused_amount_is_explained_and_kept(client: Client, typed: dict[str, str], says: str) -> None:
    campaign = builders.campaign(minimum=900, optimum=1500)

    answer = client.get(f"/don/projet/{campaign.pk}/vous", typed)

    assert answer.status_code == 422
    [line] = problems(answer)
    assert says in line
    assert value_of(answer, "autre") == typed.get("autre", "")
    link = page(answer).select_one(".resume-erreurs a")
    assert link is not None
    assert link["href"] == "#autre"
    assert words(page(answer).title).startswith("1 erreur : ")


def test_a_card_carries_no_fortune_even_to_a_fund(client: Client) -> None:
    answer = client.get("/don/fonds/fonds-de-solidarite/vous", {"autre": "10000,01"})
    assert "écrivez-nous" in problems(answer)[0]


def test_less_than_the_minimum_gift_may_only_be_given_whole(client: Client) -> None:
    campaign = builders.campaign(minimum=10, optimum=23)
    builders.give(campaign, 20)

    first = client.get(f"/don/projet/{campaign.pk}")
    assert [choice["value"] for choice in page(first).select("[name=montant]")] == ["3"]
    assert "Il ne manque plus que 3 €" in words(page(first).main)

    assert "donnez exactement 3 €" in problems(client.get(f"/don/projet/{campaign.pk}/vous", {"autre": "2"}))[0]
    assert client.get(f"/don/projet/{campaign.pk}/vous", {"montant": "3"}).status_code == 200


@pytest.mark.parametrize("path", ["", "/vous?montant=20"])
def test_a_collection_that_is_not_open_yet_says_so(client: Client, path: str) -> None:
    campaign = builders.campaign(state=CampaignState.SCHEDULED)
    shown = page(client.get(f"/don/projet/{campaign.pk}{path}"))
    assert "ne reçoit pas de dons aujourd’hui" in words(shown.h1)
    assert shown.main is not None
    assert shown.main.select("form") == []


def test_a_suspended_one_too(client: Client) -> None:
    campaign = builders.campaign()
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.SUSPENDED, suspended_at=clock.now())
    assert "ne reçoit pas de dons aujourd’hui" in words(page(client.get(f"/don/projet/{campaign.pk}")).h1)


def test_past_its_deadline_it_takes_nothing_even_before_the_job_came(client: Client) -> None:
    campaign = builders.campaign()
    campaign.closes_at = clock.now() - timedelta(seconds=1)
    campaign.save()
    assert "ne reçoit pas de dons" in words(page(client.get(f"/don/projet/{campaign.pk}")).h1)


class TestAllReserved:
    def test_others_are_told_to_come_back(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        builders.start(campaign, 20)
        shown = page(client.get(f"/don/projet/{campaign.pk}"))
        assert "Tout est réservé pour l’instant" in words(shown.h1)
        assert "une vingtaine de minutes" in words(shown.main)

    def test_whoever_reserved_goes_on_from_there(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        gift = begin(client, campaign, "20")
        shown = page(client.get(f"/don/projet/{campaign.pk}"))
        assert shown.select_one(f'main a[href="/don/{gift.checkout_key}/paiement"]') is not None
        assert "D’autres personnes" not in words(shown.main)

    def test_a_gift_begun_elsewhere_is_not_shown(self, client: Client) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        begin(Client(), campaign, "20")
        assert "D’autres personnes" in words(page(client.get(f"/don/projet/{campaign.pk}")).main)


def test_a_gift_begun_here_is_offered_again_beside_a_new_one(client: Client) -> None:
    campaign = builders.campaign()
    gift = begin(client, campaign, "35")
    shown = page(client.get(f"/don/projet/{campaign.pk}"))
    assert "Vous avez commencé un don de 35 €" in words(shown.main)
    assert shown.select_one(f'main a[href="/don/{gift.checkout_key}/paiement"]') is not None
    assert "Vous avez commencé" not in words(page(client.get("/don/fonds/fonds-de-solidarite")).main)


def test_a_fund_that_doubles_gifts_is_told_where_one_chooses(client: Client) -> None:
    campaign, fund = builders.campaign(), doubling_fund(60)
    in_force(kinds=frozenset({GrantKind.MATCH}))
    form = page(client.get(f"/don/projet/{campaign.pk}")).select_one("form.passage__form")
    assert f"est doublé par « {fund.name} »" in words(form)
    assert "encore 60 €" in words(form)
