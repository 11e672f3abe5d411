"""A donor, by the links of their letters."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.giving import builders
from tests.web.public.shelf import campaign
from tests.web.reading import page, words
from trousse.fundraising.campaigns.models import Supporter
from trousse.fundraising.dialogue.enums import Audience, ThanksFor
from trousse.fundraising.dialogue.errors import ThreadClosed
from trousse.fundraising.dialogue.links import letters_token, read_letters_token
from trousse.fundraising.dialogue.models import Letter
from trousse.fundraising.dialogue.services import letter_from_class, news_draft, news_publish, thanks_draft, thanks_send
from trousse.giving.donations.links import follow_token
from trousse.people.accounts.services import account_open

pytestmark = pytest.mark.django_db


def test_from_the_page_of_the_gift_to_the_class_and_back(client: Client) -> None:
    shown = campaign("Un potager")
    gift = builders.give(shown, 20)
    holder = shown.project.holder
    draft = news_draft(campaign=shown, by=holder, title="Entre nous", text="Un secret.", audience=Audience.DONORS)
    news_publish(news=draft, by=holder)
    thanks_send(thanks=thanks_draft(campaign=shown, by=holder, text="Mille mercis.", audience=ThanksFor.ALL), by=holder)
    followed = page(client.get(f"/mon-don/{follow_token(gift)}"))
    assert "Entre nous" in words(followed.main)
    assert "Mille mercis" in words(followed.main)
    assert "Entre nous" not in client.get(f"/projet/{shown.pk}-{shown.slug}").content.decode()
    link = followed.select_one("a[href*='/lettres/']")
    assert link is not None
    here = urlsplit(str(link["href"])).path
    supporter = Supporter.objects.get()
    assert read_letters_token(here.rsplit("/", 1)[1]) == supporter.pk

    assert client.post(here, {"text": " "}).status_code == 422
    sent = client.post(here, {"text": "Bravo !"}, follow=True)
    assert "Votre lettre est partie" in words(page(sent))
    letter_from_class(supporter=supporter, by=holder, text="Merci à vous.")
    shown_to_donor = client.get(here)
    for said in ("Merci à vous", "Mille mercis", "Entre nous"):
        assert said in words(page(shown_to_donor).main)
    assert holder.email not in shown_to_donor.content.decode()
    assert "no-store" in shown_to_donor["Cache-Control"]


def test_the_donor_closes_the_thread(client: Client) -> None:
    shown = campaign("Un potager")
    builders.give(shown, 20)
    supporter = Supporter.objects.get()
    here = f"/mon-don/lettres/{letters_token(supporter.pk)}"
    client.post(here, {"text": "Bravo !"})
    assert "la classe ne peut plus vous écrire" in words(page(client.post(here, {"fermer": "1"}, follow=True)))
    with pytest.raises(ThreadClosed):
        letter_from_class(supporter=supporter, by=shown.project.holder, text="Bonjour")
    assert "L’échange est rouvert" in words(page(client.post(here, {"rouvrir": "1"}, follow=True)))
    letter_from_class(supporter=supporter, by=shown.project.holder, text="Bonjour")


def test_a_gift_that_was_returned_has_no_letters(client: Client) -> None:
    shown = campaign("Un potager")
    builders.give(shown, 20)
    supporter = Supporter.objects.get()
    Supporter.objects.update(removed_at=supporter.at)
    assert client.get(f"/mon-don/lettres/{letters_token(supporter.pk)}").status_code == 404
    assert client.get("/mon-don/lettres/abc").status_code == 404
    assert not Letter.objects.exists()


class TestMyClasses:
    def test_those_one_gave_to_with_the_address_of_the_account(self, client: Client) -> None:
        mine, other = campaign("Un potager"), campaign("Une serre")
        for amount in (10, 20):
            builders.give(mine, amount, who=builders.donor(email="jeanne@exemple.fr"))
        builders.give(other, 20, who=builders.donor(email="paul@exemple.fr"))
        client.force_login(account_open(email="jeanne@exemple.fr", first_name="Jeanne"))
        shown = page(client.get("/mon-don/mes-classes"))
        [link] = shown.select("main li a")
        assert words(link) == "Un potager"
        assert client.get(urlsplit(str(link["href"])).path).status_code == 200

    def test_none_yet(self, client: Client) -> None:
        client.force_login(account_open(email="jeanne@exemple.fr", first_name="Jeanne"))
        assert "Pas encore de classe" in words(page(client.get("/mon-don/mes-classes")).main)

    def test_without_an_account_one_signs_in_first(self, client: Client) -> None:
        assert client.get("/mon-don/mes-classes").status_code == 302
