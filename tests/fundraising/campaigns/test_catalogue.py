"""What visitors find: filters, counts, orders, in the same few statements at any size."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.catalogue import Facet
from trousse.fundraising.campaigns.enums import CampaignState, CatalogueSort, CatalogueState
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import CatalogueFilters
from trousse.fundraising.campaigns.selectors import (
    campaign_for_page,
    campaigns_of_holder,
    campaigns_public,
    campaigns_to_refund,
    campaigns_visible_to,
    catalogue,
    home_campaigns,
    open_by_departement,
)
from trousse.fundraising.campaigns.services import campaign_suspend, contributions_add
from trousse.fundraising.projects.enums import LevelGroup
from trousse.people.schools.models import Departement

pytestmark = pytest.mark.django_db


def titles(filters: CatalogueFilters, page: int = 1) -> list[str]:
    return [campaign.title for campaign in catalogue(filters, page).rows]


def counts(facets: list[Facet]) -> dict[str, int]:
    return {facet.value: facet.count for facet in facets}


@pytest.fixture
def shelf() -> dict[str, Campaign]:
    """Potager (Savoie, CM), voile (Nord, collège), orchestre (Savoie, CM and 6e); one soon, one paused, one done."""
    lille = make.academie("09", "Lille", "ac-lille.fr")
    nord, _ = Departement.objects.get_or_create(
        code="59", defaults={"name": "Nord", "academie": lille, "region_name": "Hauts-de-France"}
    )
    here = {
        "potager": make.campaign(duration_days=30),
        "orchestre": make.campaign(
            title="Un orchestre à l’école", theme=make.theme("scene"), levels=["cm2", "6e"], duration_days=20
        ),
        "voile": make.campaign(
            at=make.college(departement=nord, commune_name="Dunkerque"),
            title="Cap sur la voile",
            theme=make.theme("mer"),
            levels=["4e"],
            body_kind="as",
            duration_days=40,
        ),
    }
    soon = make.accepted(title="Bientôt", opens_on=clock.today() + timedelta(days=9))
    make.attest(soon)
    make.complete(soon)
    here["soon"] = Campaign.objects.get(pk=soon.pk)
    here["paused"] = make.campaign(title="En pause")
    campaign_suspend(campaign=here["paused"], by=make.reviewer(), reason="À vérifier.")
    here["done"] = make.campaign(title="Réussi")
    contributions_add([make.gift(here["done"], Euro.of(900), "done")])
    return here


def test_open_campaigns_come_first_to_end_first(shelf: dict[str, Campaign]) -> None:
    page = catalogue(CatalogueFilters())
    assert [row.pk for row in page.rows] == [shelf[name].pk for name in ("orchestre", "potager", "voile")]
    assert (page.total, page.page, page.pages, page.has_next) == (3, 1, 1, False)
    assert counts(page.states) == {"en-cours": 3, "bientot": 1, "reussis": 1, "tous": 5}
    assert counts(page.themes) == {"botanique": 1, "scene": 1, "mer": 1}
    assert counts(page.departements) == {"59": 1, "73": 2}
    assert counts(page.academies) == {"08": 2, "09": 1}
    assert counts(page.levels) == {"elementaire": 2, "college": 2}


def test_a_filter_keeps_the_counts_of_its_other_values(shelf: dict[str, Campaign]) -> None:
    page = catalogue(CatalogueFilters(theme="mer"))
    assert [row.title for row in page.rows] == ["Cap sur la voile"]
    assert counts(page.themes) == {"botanique": 1, "scene": 1, "mer": 1}
    assert [facet.value for facet in page.themes if facet.is_active] == ["mer"]
    assert counts(page.departements) == {"59": 1}
    assert counts(page.levels) == {"college": 1}
    both = catalogue(CatalogueFilters(theme="mer", departement="73"))
    assert (both.rows, both.total) == ([], 0)
    assert counts(both.departements) == {"59": 1, "73": 0}


def test_each_filter_finds_its_own(shelf: dict[str, Campaign]) -> None:
    expected = [
        (CatalogueFilters(departement="73"), ["Un orchestre à l’école", "Un potager pour l’école"]),
        (CatalogueFilters(academie="09"), ["Cap sur la voile"]),
        (CatalogueFilters(level=LevelGroup.COLLEGE), ["Un orchestre à l’école", "Cap sur la voile"]),
        (CatalogueFilters(level=LevelGroup.MATERNELLE), []),
        (CatalogueFilters(text="potag ecol"), ["Un potager pour l’école"]),
        (CatalogueFilters(text="DUNKERQUE"), ["Cap sur la voile"]),
        (CatalogueFilters(text="sous-marin"), []),
        (CatalogueFilters(state=CatalogueState.SOON), ["Bientôt"]),
        (CatalogueFilters(state=CatalogueState.SUCCEEDED), ["Réussi"]),
        (CatalogueFilters(theme="???", departement="'"), []),
    ]
    for filters, found in expected:
        assert titles(filters) == found, filters
        assert catalogue(filters).total == len(found), filters


def test_orders(shelf: dict[str, Campaign]) -> None:
    contributions_add(
        [make.gift(shelf["orchestre"], Euro.of(40), "g1"), make.gift(shelf["potager"], Euro.of(20), "g2")]
    )
    assert titles(CatalogueFilters(sort=CatalogueSort.LEAST_HELPED)) == [
        "Cap sur la voile",
        "Un potager pour l’école",
        "Un orchestre à l’école",
    ]
    newest = titles(CatalogueFilters(sort=CatalogueSort.NEWEST))
    assert newest == ["Cap sur la voile", "Un orchestre à l’école", "Un potager pour l’école"]
    everything = titles(CatalogueFilters(state=CatalogueState.ALL))
    assert everything[-2:] == ["Bientôt", "Réussi"]


def test_past_its_deadline_a_campaign_leaves_the_shelf(shelf: dict[str, Campaign]) -> None:
    ends = shelf["orchestre"].closes_at
    assert ends is not None
    with clock.frozen(ends):
        assert titles(CatalogueFilters()) == ["Un potager pour l’école", "Cap sur la voile"]
        assert open_by_departement() == {"59": 1, "73": 1}


def test_pages(shelf: dict[str, Campaign]) -> None:
    filters = CatalogueFilters(size=2)
    assert (len(catalogue(filters).rows), catalogue(filters).pages) == (2, 2)
    last = catalogue(filters, 2)
    assert ([row.title for row in last.rows], last.has_previous, last.has_next) == (["Cap sur la voile"], True, False)
    assert catalogue(filters, 99).page == 2
    assert catalogue(filters, -1).page == 1


def test_a_page_costs_the_same_few_statements(shelf: dict[str, Campaign]) -> None:
    with CaptureQueriesContext(connection) as captured:
        for row in catalogue(CatalogueFilters(text="ecole")).rows:
            assert row.school.name
            assert row.theme.label
            assert row.departement
            assert row.project.summary
            assert row.percent == 0
    assert len(captured) == 6


def test_the_home_page_shows_four_different_campaigns(shelf: dict[str, Campaign]) -> None:
    contributions_add([make.gift(shelf["voile"], Euro.of(400), "g1")])
    home = home_campaigns()
    assert home.featured == shelf["voile"]
    assert home.ending == shelf["orchestre"]
    assert home.least_helped == shelf["potager"]
    assert home.newest is None
    assert home.cards == [shelf["orchestre"], shelf["potager"]]


def test_an_empty_house_has_an_empty_home_and_catalogue() -> None:
    home = home_campaigns()
    assert (home.featured, home.cards) == (None, [])
    page = catalogue(CatalogueFilters(theme="mer"))
    assert (page.rows, page.total, page.pages) == ([], 0, 1)
    assert counts(page.themes) == {"mer": 0}


def test_who_reads_which_campaigns(shelf: dict[str, Campaign]) -> None:
    campaign = shelf["potager"]
    holder = campaign.project.holder
    assert campaigns_public().count() == 6
    assert campaigns_of_holder(holder).get() == campaign
    assert campaigns_visible_to(holder).get() == campaign
    assert campaigns_visible_to(make.reviewer()).count() == 5
    assert not campaigns_visible_to(make.person()).exists()
    assert not campaigns_to_refund().exists()


def test_the_page_of_a_campaign_is_one_statement(shelf: dict[str, Campaign]) -> None:
    with CaptureQueriesContext(connection) as captured:
        campaign = campaign_for_page(shelf["voile"].pk)
        assert campaign.project.holder.first_name == "Nadia"
        assert campaign.school.departement is not None
        assert campaign.school.departement.academie.name == "Lille"
        assert campaign.theme.label
        assert campaign.project.story
    assert len(captured) == 1
    assert campaign.state == CampaignState.OPEN
    with pytest.raises(CampaignMissing):
        campaign_for_page(0)
