"""« Votre kit »: print, copy, show elsewhere."""

from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.fundraising.kit.sheets import read, text_of
from tests.web.reading import TRANSACTION, page, words
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_suspend, contributions_add
from trousse.fundraising.kit.models import PrintedPiece
from trousse.people.accounts.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client: Client) -> Campaign:
    found = make.campaign()
    client.force_login(found.project.holder)
    return found


def here(campaign: Campaign, more: str = "") -> str:
    return f"/enseignant/projet/{campaign.pk}/kit{more}"


def printed(client: Client, campaign: Campaign, **fields: str) -> Any:
    return client.post(here(campaign, "/imprimer"), fields, follow=True)


def test_everything_is_on_one_page(client: Client, campaign: Campaign) -> None:
    shown = page(client.get(here(campaign)))
    assert [str(button["value"]) for button in shown.select('[name="piece"]:not([type="hidden"])')] == [
        "affiche-a4",
        "affiche-a3",
        "affiche-a4-noir-et-blanc",
        "affiche-a3-noir-et-blanc",
        "tracts-4",
        "tracts-8",
    ]
    languages = shown.select('[name="langue"]')
    assert [str(button["value"]) for button in languages] == ["fr", "ar", "en", "es", "pt", "tr", "uk"]
    arabic = languages[1].select_one('[lang="ar"][dir="rtl"]')
    assert arabic is not None
    assert words(languages[1]) == "Télécharger le mot en arabe : العربية"
    texts = shown.select("textarea[readonly]")
    assert len(texts) == 5
    assert f"/p/{campaign.pk}" in texts[0].text
    assert f"/widget/projet/{campaign.pk}" in texts[-1].text
    assert shown.select_one(".kit__carte") is not None


def test_the_poster_is_downloaded_then_found_again(client: Client, campaign: Campaign) -> None:
    answer = printed(client, campaign, piece="affiche-a4")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert "affiche-a4-un-potager-pour-lecole.pdf" in answer["Content-Disposition"]
    assert "Aidez cette classe" in text_of(read(answer.content))
    assert printed(client, campaign, piece="affiche-a4").content == answer.content
    assert PrintedPiece.objects.count() == 1


def test_the_note_is_downloaded_in_the_language_that_was_pressed(client: Client, campaign: Campaign) -> None:
    answer = printed(client, campaign, piece="mot", langue="uk")
    assert "mot-uk-" in answer["Content-Disposition"]
    assert "Шановні родини!" in text_of(read(answer.content))


@pytest.mark.parametrize("fields", [{}, {"piece": "banderole"}, {"piece": "mot", "langue": "xx"}])
def test_a_piece_that_does_not_exist_is_not_found(client: Client, campaign: Campaign, fields: dict[str, str]) -> None:
    answer = printed(client, campaign, **fields)
    assert answer.status_code == 404
    assert "montre tous ceux que l’on peut imprimer" in words(page(answer).main)


def test_the_kit_of_another_is_not_found(client: Client, campaign: Campaign) -> None:
    piece = printed(client, campaign, piece="tracts-4").redirect_chain[-1][0]
    client.force_login(make.person())
    assert client.get(here(campaign)).status_code == 404
    assert client.get(piece).status_code == 404
    assert printed(client, campaign, piece="tracts-4").status_code == 404
    client.force_login(make.granted(Role.COACH, campaign.school.academie))
    assert client.get(piece).status_code == 200


def test_a_draft_has_no_kit_yet(client: Client) -> None:
    draft = make.draft()
    client.force_login(draft.holder)
    assert client.get(f"/enseignant/projet/{draft.pk}/kit").status_code == 404


def test_a_suspended_campaign_keeps_what_was_printed(client: Client, campaign: Campaign) -> None:
    printed(client, campaign, piece="mot", langue="ar")
    campaign_suspend(campaign=campaign, by=make.reviewer(campaign.school.academie), reason="Une vérification.")
    shown = page(client.get(here(campaign)))
    assert "On n’imprime plus d’affiche" in words(shown.main)
    assert not shown.select('[name="piece"]')
    link = shown.select_one(".liste-traits a")
    assert words(link) == "Mot pour le cahier de liaison, en arabe"
    assert link is not None
    assert client.get(str(link["href"])).status_code == 200
    refused = printed(client, campaign, piece="affiche-a4")
    assert refused.status_code == 409
    assert "reste à télécharger" in words(page(refused).main)


def test_nothing_left_of_a_campaign_that_ended_without_printing(client: Client, campaign: Campaign) -> None:
    contributions_add([make.gift(campaign, Euro.of(900), "a")])
    assert "Vous n’aviez rien imprimé" in words(page(client.get(here(campaign))).main)


def test_the_dashboard_leads_to_the_kit(client: Client, campaign: Campaign) -> None:
    link = page(client.get("/enseignant")).select_one(f'a[href="{here(campaign)}"]')
    assert words(link) == "Ouvrir votre kit"


def test_the_page_costs_few_statements(client: Client, campaign: Campaign, django_assert_num_queries: Any) -> None:
    session_and_person, roles = 2, 1
    with django_assert_num_queries(session_and_person + 1 + roles + TRANSACTION):
        client.get(here(campaign))
