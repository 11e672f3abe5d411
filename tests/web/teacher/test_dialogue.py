"""What a holder says in the name of the class."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fundraising import make
from tests.web.reading import page, problems, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.services import contributions_add
from trousse.fundraising.dialogue.models import Letter, NewsItem, Question, Thanks
from trousse.fundraising.dialogue.services import letter_from_donor, question_ask
from trousse.platform.pictures.models import Picture

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


PICTURE = {"alt": "Un radis dessiné au crayon de couleur", "minors": "non", "attestation_name": "Nadia"}


def drawing() -> SimpleUploadedFile:
    return SimpleUploadedFile("radis.jpg", b"a drawing", content_type="image/jpeg")


def here(campaign: Campaign, what: str) -> str:
    return f"/enseignant/projet/{campaign.pk}/{what}"


class TestNews:
    SAID = {"title": "Les radis sont là", "text": "Ils piquent.", "audience": "public"}

    def draft(self, client: Client, campaign: Campaign) -> str:
        answer = client.post(here(campaign, "nouvelles"), self.SAID)
        return str(answer["Location"])

    def test_looked_at_then_published(self, client: Client, campaign: Campaign) -> None:
        path = self.draft(client, campaign)
        seen = page(client.get(path))
        assert "Voici ce qui paraîtra" in words(seen)
        assert "Personne ne suit encore la classe" in words(seen)
        assert NewsItem.objects.get().is_draft
        assert "Brouillon" in words(page(client.get(here(campaign, "nouvelles"))))
        done = client.post(path, {"publier": "1"}, follow=True)
        assert "Votre nouvelle est en ligne" in words(page(done))
        assert not NewsItem.objects.get().is_draft

    def test_what_is_missing_is_said_and_the_rest_is_kept(self, client: Client, campaign: Campaign) -> None:
        answer = client.post(here(campaign, "nouvelles"), {**self.SAID, "title": ""})
        assert answer.status_code == 422
        assert problems(answer) == ["Titre : donnez un titre à votre nouvelle."]
        assert "Ils piquent." in answer.content.decode()

    def test_changed_before_and_corrected_after(self, client: Client, campaign: Campaign) -> None:
        path = self.draft(client, campaign)
        client.post(path, {**self.SAID, "texte": "1", "audience": "donors"})
        assert NewsItem.objects.get().is_for_donors
        client.post(path, {"publier": "1"})
        wrong = client.post(path, {"title": " ", "text": "x", "texte": "1"})
        assert wrong.status_code == 422
        client.post(path, {"title": "Les navets", "text": "Ils piquent.", "texte": "1"})
        news = NewsItem.objects.get()
        assert (news.title, news.corrected_at is not None) == ("Les navets", True)
        client.post(path, {"retirer": "1"})
        assert client.get(path).status_code == 404
        assert "Retirée le" in words(page(client.get(here(campaign, "nouvelles"))))

    def test_pictures_are_added_attested_and_removed(
        self, client: Client, campaign: Campaign, quick_studio: None
    ) -> None:
        path = self.draft(client, campaign)
        missing = client.post(path, {"image": "1"})
        assert missing.status_code == 422
        assert "L’image : choisissez une image." in problems(missing)
        client.post(path, {**PICTURE, "file": drawing(), "image": "1"})
        picture = Picture.objects.get()
        assert (picture.subject_kind, picture.is_published) == ("news_item", True)
        assert picture.alt in words(page(client.get(path)))
        served = client.get(f"/images/{picture.pk}/480.jpg")
        assert served.status_code == 200, "its class sees it"
        assert Client().get(f"/images/{picture.pk}/480.jpg").status_code == 404, "a draft is nobody else's"
        client.post(path, {"publier": "1"})
        assert Client().get(f"/images/{picture.pk}/480.jpg").status_code == 200
        assert picture.alt in page(Client().get(f"/projet/{campaign.pk}/nouvelles")).main.decode()  # type: ignore[union-attr]
        assert client.get(f"/enseignant/images/{picture.pk}").status_code == 200
        client.post(f"/enseignant/images/{picture.pk}", {"supprimer": "1"})
        assert not Picture.objects.exists()

    def test_minors_wait_for_their_parents(self, client: Client, campaign: Campaign, quick_studio: None) -> None:
        path = self.draft(client, campaign)
        client.post(path, {**PICTURE, "file": drawing(), "minors": "oui", "later": "on", "image": "1"})
        picture = Picture.objects.get()
        assert picture.is_pending
        here_ = f"/enseignant/images/{picture.pk}"
        assert client.post(here_, {"attestation_name": ""}).status_code == 422
        today = clock.today()
        signed = {
            "attestation_name": "Nadia",
            "attestation_scope": "La page du projet",
            "attestation_on": today.isoformat(),
            "attestation_expires_on": (today + timedelta(days=60)).isoformat(),
        }
        assert client.post(here_, signed).status_code == 302
        picture.refresh_from_db()
        assert picture.is_published
        client.force_login(make.person("Basile"))
        assert client.get(here_).status_code == 404


class TestThanks:
    SAID = {"text": "La terre est arrivée.", "audience": "all"}

    def test_written_drawn_sent(
        self, client: Client, campaign: Campaign, jeanne: Supporter, quick_studio: None
    ) -> None:
        assert client.post(here(campaign, "merci"), {"text": ""}).status_code == 422
        path = str(client.post(here(campaign, "merci"), self.SAID)["Location"])
        client.post(path, {**PICTURE, "file": drawing(), "image": "1"})
        seen = client.get(path)
        assert "1 personne le recevra" in words(page(seen))
        assert jeanne.email not in seen.content.decode()
        client.post(path, {"text": "La terre est là !", "audience": "words", "texte": "1"})
        nobody = client.post(path, {"envoyer": "1"}, follow=True)
        assert "Personne n’est concerné" in words(page(nobody))
        client.post(path, {**self.SAID, "texte": "1"})
        assert "Votre merci est parti" in words(page(client.post(path, {"envoyer": "1"}, follow=True)))
        assert "Envoyé le" in words(page(client.get(path)))
        client.post(path, {"retirer": "1"})
        assert "Retiré le" in words(page(client.get(here(campaign, "merci"))))

    def test_a_draft_given_up(self, client: Client, campaign: Campaign) -> None:
        path = str(client.post(here(campaign, "merci"), self.SAID)["Location"])
        assert "Le brouillon est supprimé" in words(page(client.post(path, {"retirer": "1"}, follow=True)))
        assert not Thanks.objects.exists()

    def test_cards_to_print(self, client: Client, campaign: Campaign, jeanne: Supporter) -> None:
        answer = client.get(here(campaign, "merci/cartes.pdf"))
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
        assert answer.content.startswith(b"%PDF-")


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

    def test_closed_and_opened_again(self, client: Client, campaign: Campaign, jeanne: Supporter) -> None:
        letter_from_donor(supporter=jeanne, text="Bravo !")
        path = here(campaign, f"lettres/{jeanne.pk}")
        client.post(path, {"fermer": "1"})
        closed = page(client.get(path))
        assert "Cet échange est fermé" in words(closed)
        assert closed.select_one("textarea") is None
        assert client.post(path, {"text": "Quand même"}).status_code == 409
        client.post(path, {"rouvrir": "1"})
        assert page(client.get(path)).select_one("textarea") is not None

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
    assert "Remercier vos donateurs" in told


ONLY_ITS_HOLDER = [
    *("nouvelles", "questions", "lettres", "merci", "nouvelles/1", "lettres/1", "merci/1", "merci/cartes.pdf"),
]


@pytest.mark.parametrize("what", ONLY_ITS_HOLDER)
def test_nobody_else_speaks_for_the_class(client: Client, campaign: Campaign, what: str) -> None:
    client.force_login(make.person("Basile"))
    assert client.get(here(campaign, what)).status_code == 404
    client.logout()
    assert client.get(here(campaign, what)).status_code == 302
