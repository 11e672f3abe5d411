"""The page of a project, in each of its states."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.grants import grant
from tests.giving.allocation.mandates import in_force
from tests.giving.funds.patron import doubling_fund
from tests.web.public.shelf import campaign, path_of
from tests.web.reading import TRANSACTION, page, words
from tests.web.receipts import campaign_with_receipts
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.fundraising.review.models import CriterionAnswer
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.services import gifts_double, grants_return
from trousse.giving.donations.refunds import campaign_give_back

pytestmark = pytest.mark.django_db


def show(client: Client, of: Campaign) -> BeautifulSoup:
    answer = client.get(path_of(of))
    assert answer.status_code == 200
    return page(answer)


def column(client: Client, of: Campaign) -> str:
    """Where one gives, or reads why one cannot."""
    return words(show(client, of).select_one(".projet__don"))


def end(of: Campaign) -> None:
    Campaign.objects.filter(pk=of.pk).update(closes_at=clock.now() - timedelta(days=1))
    campaign_close(campaign_id=of.pk)


class TestWhatItTells:
    def test_everything_the_class_wrote(self, client: Client) -> None:
        shown = show(client, campaign_with_receipts())
        told = words(shown.main)
        for expected in (
            *("Les élèves font pousser les légumes de la cantine.", "École Jean-Giono, Saint-Avre (73)"),
            *("CM1, CM2, 26 élèves, avec Nadia", "Observer le vivant", "Une photo du potager"),
            *("La classe de CM1-CM2 de Nadia", "Terre et bacs", "Devis joint", "Le projet coûte 1 100 €"),
            *("La classe a déjà trouvé 200 € (Coopérative : 200 €)", "Il reste 900 € à réunir"),
            *("L’argent va à une structure, jamais à une personne : OCCE de la Savoie", "Accepté par l’académie"),
            *("La collecte est ouverte", "Faire connaître ce projet"),
        ):
            assert expected in told, expected

    def test_why_it_was_retained(self, client: Client) -> None:
        shown = show(client, campaign_with_receipts())
        told = words(shown.select_one("#validation"))
        assert "Pourquoi ce projet a été retenu" in told
        assert "Il remplit les 9 critères publiés." in told
        assert len(shown.select(".criteres li")) == 9
        assert shown.select_one("#validation a[href='/criteres']") is not None

    def test_a_criterion_it_does_not_meet_is_told_with_its_reason(self, client: Client) -> None:
        kept = campaign_with_receipts()
        CriterionAnswer.objects.filter(criterion="trace").update(met=False, note="Une journée à vivre.")
        told = words(show(client, kept).select_one("#validation"))
        assert "Il remplit 8 des 9 critères publiés." in told
        assert "Pas entièrement : Une journée à vivre." in told

    def test_what_was_accepted_before_there_was_a_grid_says_nothing_of_it(self, client: Client) -> None:
        assert show(client, campaign()).select_one("#retenu") is None

    def test_no_mailbox_and_no_donor_is_on_it(self, client: Client) -> None:
        shown = campaign_with_receipts()
        builders.give(shown, 20, who=builders.donor(first_name="Wilhelmine", email="wilhelmine@exemple.fr"))
        html = client.get(path_of(shown)).content.decode()
        for secret in ("Wilhelmine", "coop@exemple.fr", "Bravo !", shown.school.mail, shown.project.holder.email):
            assert secret not in html

    def test_search_engines_and_friends_get_the_right_address(self, client: Client, settings: Any) -> None:
        shown = campaign_with_receipts()
        found = show(client, shown)
        address = f"{settings.BASE_URL}{path_of(shown)}"
        canonical = found.select_one("link[rel=canonical]")
        shared = found.select_one("#partage-lien")
        assert canonical is not None
        assert shared is not None
        assert canonical["href"] == shared["value"] == address

    def test_what_a_holder_wrote_cannot_become_code(self, client: Client) -> None:
        shown = campaign("<script>alert(1)</script>")
        shown.project.story = "<img src=x onerror=alert(1)>"
        shown.project.save()
        html = client.get(path_of(shown)).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html

    def test_a_very_long_title_is_set_smaller(self, client: Client) -> None:
        shown = campaign("Une très longue aventure : " + "anticonstitutionnelle " * 2)
        assert show(client, shown).select_one(".projet-tete--long") is not None


class TestAddresses:
    def test_an_old_title_leads_to_the_new_address(self, client: Client) -> None:
        shown = campaign()
        answer = client.get(f"/projet/{shown.pk}-ancien-titre")
        assert (answer.status_code, answer["Location"]) == (301, path_of(shown))

    def test_a_project_that_does_not_exist(self, client: Client) -> None:
        answer = client.get("/projet/999999-rien")
        assert answer.status_code == 404
        assert "Le catalogue montre celles qui sont en cours" in words(page(answer).main)


class TestGiving:
    def test_open_it_takes_gifts(self, client: Client) -> None:
        shown = campaign_with_receipts()
        found = show(client, shown)
        form = found.select_one("form.don__form")
        assert form is not None
        assert form["action"] == f"/don/projet/{shown.pk}/vous"
        assert "réduction d’impôt de 66 %" in words(form)
        assert found.select_one(".barre-don") is not None

    def test_without_receipts_it_says_so(self, client: Client) -> None:
        assert "n’ouvre pas droit à réduction d’impôt" in column(client, campaign())

    def test_the_gauge_follows(self, client: Client) -> None:
        shown = campaign(minimum=100, optimum=200)
        builders.give(shown, 40)
        told = column(client, shown)
        assert "40 € sur 100 €, soit 40 %" in told
        assert "40 € de 1 donateur" in told
        assert "Encore 60 € pour le minimum" in told
        assert "vous êtes remboursé en entier" in told

    def test_above_the_minimum_no_refund_is_spoken_of(self, client: Client) -> None:
        shown = campaign(minimum=100, optimum=200)
        builders.give(shown, 120)
        told = column(client, shown)
        assert "Encore 80 € jusqu’à l’optimum" in told
        assert "remboursé" not in told


class TestNotTakingGifts:
    @pytest.fixture
    def shown(self) -> Campaign:
        return campaign(minimum=100, optimum=200)

    @pytest.fixture(autouse=True)
    def nothing_to_press(self, client: Client, shown: Campaign) -> Iterator[None]:
        yield
        assert show(client, shown).select(".don__form, .barre-don") == []

    def test_scheduled(self, client: Client, shown: Campaign) -> None:
        day = clock.today() + timedelta(days=3)
        Campaign.objects.filter(pk=shown.pk).update(
            state=CampaignState.SCHEDULED, opened_at=None, closes_at=None, opens_on=day
        )
        told = column(client, shown)
        assert "Pas encore ouvert" in told
        assert f"le {day.day}" in told

    def test_suspended(self, client: Client, shown: Campaign) -> None:
        builders.give(shown, 40)
        Campaign.objects.filter(pk=shown.pk).update(state=CampaignState.SUSPENDED, suspended_at=clock.now())
        told = column(client, shown)
        assert "Collecte en pause" in told
        assert "gardés à l’abri" in told

    def test_all_reserved(self, client: Client, shown: Campaign) -> None:
        builders.start(shown, 200)
        told = column(client, shown)
        assert "Tout est réservé pour l’instant" in told
        assert "Merci" not in told

    @pytest.mark.parametrize(("euros", "says"), [(40, "dira bientôt comment"), (120, "Le minimum est atteint")])
    def test_past_its_deadline_before_the_job_came(
        self, client: Client, shown: Campaign, euros: int, says: str
    ) -> None:
        builders.give(shown, euros)
        Campaign.objects.filter(pk=shown.pk).update(closes_at=clock.now() - timedelta(seconds=1))
        told = column(client, shown)
        assert "vient de se terminer" in told
        assert says in told

    def test_succeeded_at_the_optimum(self, client: Client, shown: Campaign) -> None:
        builders.give(shown, 200)
        told = column(client, shown)
        assert "L’objectif optimum est atteint" in told
        assert "200 % du minimum" in told

    def test_succeeded_at_the_deadline(self, client: Client, shown: Campaign) -> None:
        builders.give(shown, 120)
        end(shown)
        assert "La collecte est terminée et le minimum est atteint" in column(client, shown)

    def test_failed_then_refunded(self, client: Client, shown: Campaign) -> None:
        builders.give(shown, 40)
        end(shown)
        found = show(client, shown)
        assert "Chaque donateur est remboursé en entier" in words(found.select_one("#nouvelles"))
        assert found.select_one(".partage") is None

        campaign_give_back(shown.pk)
        builders.finish_all_refunds()
        campaign_give_back(shown.pk)

        assert Campaign.objects.get(pk=shown.pk).state == CampaignState.REFUNDED
        told = column(client, shown)
        assert "40 € sur 100 €" in told, "what had been raised stays in sight"
        assert "chaque donateur est remboursé" in told


@pytest.mark.parametrize("with_receipts", [True, False])
def test_it_costs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, with_receipts: bool
) -> None:
    shown = campaign_with_receipts() if with_receipts else campaign()
    for _ in range(3):
        builders.give(shown, 20)
    client.get(path_of(shown))  # the parameters are read once per process
    with django_assert_num_queries(TRANSACTION + 11):
        client.get(path_of(shown))


def test_what_funds_gave_is_told_with_its_reason(client: Client) -> None:
    shown = builders.campaign(minimum=100)
    builders.give(euros=50)
    grant(shown, 40)
    told = words(show(client, shown).main)
    assert "40 € du fonds « Fonds de solidarité »" in told
    assert "Il manquait peu." in told


def test_money_that_went_home_is_told_too(client: Client) -> None:
    shown = builders.campaign(minimum=100)
    builders.give(euros=50)
    grant(shown, 40)
    end(shown)
    grants_return(shown.pk)
    assert "L’argent des fonds est revenu aux fonds" in words(show(client, shown).main)


def test_a_fund_that_doubles_gifts_says_how_far_it_reaches(client: Client) -> None:
    shown, fund = builders.campaign(minimum=100), doubling_fund(60)
    assert "doublé" not in column(client, shown)
    in_force(kinds=frozenset({GrantKind.MATCH}), grant_cap=Euro.of(30))
    promise = f"Chaque euro donné est doublé par « {fund.name} », 30 € au plus par don, jusqu’au minimum"
    assert promise in column(client, shown)
    assert "encore 60 €" in column(client, shown)
    for _ in range(2):
        builders.give(shown, 20)
    gifts_double()
    told = words(show(client, shown).main)
    assert f"40 € du fonds « {fund.name} »" in told
    assert f"20 € du fonds « {fund.name} »" not in told
    assert "encore 20 €" in column(client, shown)
    builders.give(shown, 20)
    gifts_double()
    assert "doublé" not in column(client, shown)


def test_small_gifts_that_an_agreement_does_not_double_are_not_promised_it(client: Client) -> None:
    shown, fund = builders.campaign(minimum=100), doubling_fund(60, least=Euro.of(20))
    in_force(kinds=frozenset({GrantKind.MATCH}))
    assert f"Chaque don d’au moins 20 € est doublé par « {fund.name} »" in column(client, shown)
