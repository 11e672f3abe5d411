"""What a holder says in the name of the class."""

import pytest
from django.test import Client

from tests.fundraising import make
from tests.web.reading import page, problems, words
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.dialogue.models import Letter, NewsItem, Question
from trousse.fundraising.dialogue.services import letter_from_donor, question_ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client: Client) -> Campaign:
    campaign = make.campaign()
    client.force_login(campaign.project.holder)
    return campaign


@pytest.fixture
def jeanne(campaign: Campaign) -> Supporter:
    contributions_add([make.gift(campaign, Euro.of(10), "jeanne")])
    return Supporter.objects.get()


def here(campaign: Campaign, what: str) -> str:
    return f"/enseignant/projet/{campaign.pk}/{what}"


class TestNews:
    SAID = {"title": "Les radis sont là", "text": "Ils piquent.", "audience": "public"}

    def test_looked_at_then_published(self, client: Client, campaign: Campaign) -> None:
        seen = client.post(here(campaign, "nouvelles"), self.SAID)
        assert seen.status_code == 200
        assert "Voici ce qui paraîtra" in words(page(seen))
        assert not NewsItem.objects.exists()
        done = client.post(here(campaign, "nouvelles"), {**self.SAID, "publier": "1"}, follow=True)
        assert "Votre nouvelle est en ligne" in words(page(done))
        assert NewsItem.objects.get().title == "Les radis sont là"

    def test_what_is_missing_is_said_and_the_rest_is_kept(self, client: Client, campaign: Campaign) -> None:
        answer = client.post(here(campaign, "nouvelles"), {**self.SAID, "title": "", "publier": "1"})
        assert answer.status_code == 422
        assert problems(answer) == ["Titre : donnez un titre à votre nouvelle."]
        assert "Ils piquent." in answer.content.decode()

    def test_corrected_and_withdrawn(self, client: Client, campaign: Campaign) -> None:
        client.post(here(campaign, "nouvelles"), {**self.SAID, "publier": "1"})
        news = NewsItem.objects.get()
        client.post(here(campaign, f"nouvelles/{news.pk}"), {"title": "Les navets", "text": "Ils piquent."})
        news.refresh_from_db()
        assert (news.title, news.corrected_at is not None) == ("Les navets", True)
        client.post(here(campaign, f"nouvelles/{news.pk}"), {"retirer": "1"})
        assert client.get(here(campaign, f"nouvelles/{news.pk}")).status_code == 404
        assert "Retirée le" in words(page(client.get(here(campaign, "nouvelles"))))


class TestQuestions:
    def test_answered(self, client: Client, campaign: Campaign) -> None:
        assert "Aucune question n’attend" in words(page(client.get(here(campaign, "questions"))))
        question = question_ask(campaign=campaign, first_name="Jeanne", email="j@exemple.fr", text="Et la cantine ?")
        shown = client.get(here(campaign, "questions"))
        assert "Et la cantine" in words(page(shown))
        assert "j@exemple.fr" not in shown.content.decode()
        empty = client.post(here(campaign, "questions"), {"question": question.pk, "answer": " "})
        assert (empty.status_code, problems(empty)) == (422, ["Votre réponse : écrivez votre réponse."])
        client.post(here(campaign, "questions"), {"question": question.pk, "answer": "Oui !"})
        assert Question.objects.get().answer == "Oui !"
        again = client.post(here(campaign, "questions"), {"question": question.pk, "answer": "Non !"})
        assert again.status_code == 404


class TestLetters:
    def test_read_and_answered(self, client: Client, campaign: Campaign, jeanne: Supporter) -> None:
        assert "Pas encore de lettre" in words(page(client.get(here(campaign, "lettres"))))
        letter_from_donor(supporter=jeanne, text="Bravo !")
        assert "Nouvelle lettre" in words(page(client.get(here(campaign, "lettres"))))
        thread = client.get(here(campaign, f"lettres/{jeanne.pk}"))
        assert "Bravo" in words(page(thread))
        assert jeanne.email not in thread.content.decode()
        client.post(here(campaign, f"lettres/{jeanne.pk}"), {"text": "Merci Jeanne."})
        assert Letter.objects.filter(author="class").get().text == "Merci Jeanne."
        assert not Letter.objects.filter(author="donor", read_at=None).exists()

    def test_contact_details_are_warned_about_not_forbidden(
        self, client: Client, campaign: Campaign, jeanne: Supporter
    ) -> None:
        letter_from_donor(supporter=jeanne, text="Bravo !")
        said = {"text": "Appelez l’école au 04 79 00 00 00"}
        warned = client.post(here(campaign, f"lettres/{jeanne.pk}"), said)
        assert warned.status_code == 422
        assert "Je veux l’envoyer ainsi" in words(page(warned))
        client.post(here(campaign, f"lettres/{jeanne.pk}"), {**said, "anyway": "on"})
        assert Letter.objects.filter(author="class").count() == 1

    def test_read_without_answering(self, client: Client, campaign: Campaign, jeanne: Supporter) -> None:
        letter_from_donor(supporter=jeanne, text="Bravo !")
        client.post(here(campaign, f"lettres/{jeanne.pk}"), {"lu": "1"})
        assert not Letter.objects.filter(read_at=None).exists()


def test_the_dashboard_says_what_waits(client: Client, campaign: Campaign, jeanne: Supporter) -> None:
    assert "Écrire votre première nouvelle" in words(page(client.get("/enseignant")))
    question_ask(campaign=campaign, first_name="Paul", email="p@exemple.fr", text="Quand ?")
    letter_from_donor(supporter=jeanne, text="Bravo !")
    told = words(page(client.get("/enseignant")))
    assert "1 question attend une réponse" in told
    assert "1 lettre à lire" in told


@pytest.mark.parametrize("what", ["nouvelles", "questions", "lettres", "nouvelles/1", "lettres/1"])
def test_nobody_else_speaks_for_the_class(client: Client, campaign: Campaign, what: str) -> None:
    client.force_login(make.person("Basile"))
    assert client.get(here(campaign, what)).status_code == 404
    client.logout()
    assert client.get(here(campaign, what)).status_code == 302
