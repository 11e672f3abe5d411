"""Following a project and asking its class: by visitors without account."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.web.public.shelf import campaign, path_of
from tests.web.reading import TRANSACTION, page, problems, words
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_suspend
from trousse.fundraising.dialogue import links
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.models import Follower, Question
from trousse.fundraising.dialogue.selectors import followers_count
from trousse.fundraising.dialogue.services import news_correct, news_draft, news_publish, question_answer, question_ask
from trousse.people.accounts.enums import Role
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> Campaign:
    return campaign("Un potager")


def tell(shown: Campaign, title: str, audience: Audience = Audience.PUBLIC) -> Any:
    holder = shown.project.holder
    said = {"title": title, "text": "Ligne un\n\nLigne deux"}
    return news_publish(news=news_draft(campaign=shown, by=holder, audience=audience, **said), by=holder)


def section(client: Client, shown: Campaign, name: str) -> str:
    return words(page(client.get(path_of(shown))).select_one(f"#{name}"))


class TestProjectPage:
    def test_news_are_read_newest_first_and_old_ones_are_folded(self, client: Client, shown: Campaign) -> None:
        for number in range(8):
            tell(shown, f"Nouvelle numéro {number}")
        told = section(client, shown, "nouvelles")
        assert "Les nouvelles de la classe" in told
        assert re.search(r"numéro \d.*plus anciennes", told)
        assert len(page(client.get(path_of(shown))).select("#nouvelles .frise time")) == 9

    def test_however_many_the_page_stays_short(
        self, client: Client, shown: Campaign, django_assert_num_queries: Any
    ) -> None:
        for number in range(40):
            tell(shown, f"Nouvelle numéro {number}")
        client.get(path_of(shown))
        with django_assert_num_queries(TRANSACTION + 12):  # one of them: does a mandate double gifts today?
            found = page(client.get(path_of(shown)))
        assert len(found.select("#nouvelles .frise time")) == 9
        every = found.select_one(f"a[href='/projet/{shown.pk}/nouvelles']")
        assert every is not None
        first = page(client.get(str(every["href"])))
        assert len(first.select(".frise h2")) == 10
        assert "numéro 0" in words(page(client.get(f"{every['href']}?page=4")).main)
        with django_assert_num_queries(TRANSACTION + 4):
            client.get(str(every["href"]))

    def test_older_questions_have_a_page(self, client: Client, shown: Campaign) -> None:
        for number in range(12):
            asked = question_ask(campaign=shown, first_name="Jeanne", email="j@exemple.fr", text=f"Question {number} ?")
            question_answer(question=asked, by=shown.project.holder, answer="Oui")
        found = page(client.get(path_of(shown)))
        assert len(found.select("#questions .questions li")) == 12, "six questions and their answers"
        assert found.select_one(f"a[href='/projet/{shown.pk}/questions']") is not None
        assert "Question 0" in words(page(client.get(f"/projet/{shown.pk}/questions?page=2")).main)

    def test_pages_that_are_still_empty(self, client: Client, shown: Campaign) -> None:
        assert "Pas encore de nouvelle" in words(page(client.get(f"/projet/{shown.pk}/nouvelles")).main)
        assert "Pas encore de question" in words(page(client.get(f"/projet/{shown.pk}/questions")).main)

    def test_a_corrected_one_says_so_and_one_for_donors_is_not_there(self, client: Client, shown: Campaign) -> None:
        news = tell(shown, "Publique")
        tell(shown, "Entre nous", Audience.DONORS)
        news_correct(news=news, by=shown.project.holder, title="Publique", text="<b>Autre</b>")
        told = section(client, shown, "nouvelles")
        assert "Corrigée le" in told
        assert "<b>Autre</b>" in told, "text, never HTML"
        assert "Entre nous" not in told

    def test_questions_are_there_once_answered(self, client: Client, shown: Campaign) -> None:
        question = question_ask(campaign=shown, first_name="Jeanne", email="jeanne@exemple.fr", text="Et la cantine ?")
        assert "Et la cantine" not in section(client, shown, "questions")
        question_answer(question=question, by=shown.project.holder, answer="Oui !")
        told = section(client, shown, "questions")
        assert "Et la cantine" in told
        assert "Oui" in told
        assert "jeanne@exemple.fr" not in client.get(path_of(shown)).content.decode()


class TestFollowing:
    def test_an_address_is_asked_then_confirmed(self, client: Client, shown: Campaign) -> None:
        here = f"/projet/{shown.pk}/suivre"
        assert "Suivre ce projet" in words(page(client.get(here)).h1)
        assert client.post(here, {"email": "nulle part"}).status_code == 422
        sent = client.post(here, {"email": "Voisine@exemple.fr"})
        assert "Regardez vos courriels" in words(page(sent).h1)
        link = Message.objects.get(kind="dialogue.follow_confirm").params["url"].partition("//")[2].partition("/")[2]
        client.get(f"/{link}")
        assert followers_count(shown) == 0, "looking confirms nothing"
        assert "Vous suivez ce projet" in words(page(client.post(f"/{link}")).h1)
        assert followers_count(shown) == 1

    def test_leaving(self, client: Client, shown: Campaign) -> None:
        path = links.leave_url(shown.pk, "voisine@exemple.fr").partition("//")[2].partition("/")[2]
        assert "Ne plus suivre" in words(page(client.get(f"/{path}")).h1)
        assert not Follower.objects.exists()
        assert "C’est fait" in words(page(client.post(f"/{path}")).h1)
        assert Follower.objects.get().left_at is not None

    def test_before_the_opening_one_asks_to_be_told(self, client: Client) -> None:
        soon = campaign("Bientôt", state=CampaignState.SCHEDULED)
        assert "Me prévenir de l’ouverture" in section(client, soon, "nouvelles")
        assert "Être prévenu" in words(page(client.get(f"/projet/{soon.pk}/suivre")).h1)

    @pytest.mark.parametrize("path", ["/suivre/abc", "/ne-plus-suivre/abc", "/projet/999999/suivre"])
    def test_what_does_not_exist(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404


class TestAsking:
    SAID = {"text": "Et la cantine ?", "first_name": "Jeanne", "email": "jeanne@exemple.fr"}

    def test_a_question_leaves(self, client: Client, shown: Campaign) -> None:
        answer = client.post(f"/projet/{shown.pk}/question", self.SAID)
        assert "Votre question est partie" in words(page(answer).h1)
        assert Question.objects.get().text == "Et la cantine ?"

    def test_contact_details_are_refused_and_nothing_typed_is_lost(self, client: Client, shown: Campaign) -> None:
        said = {**self.SAID, "text": "Appelez-moi au 06 12 34 56 78"}
        answer = client.post(f"/projet/{shown.pk}/question", said)
        assert answer.status_code == 422
        assert any("tout le monde la lira" in line for line in problems(answer))
        assert "06 12 34 56 78" in answer.content.decode()
        assert not Question.objects.exists()

    def test_nobody_floods_a_class(self, client: Client, shown: Campaign) -> None:
        for _ in range(5):
            client.post(f"/projet/{shown.pk}/question", self.SAID)
        assert client.post(f"/projet/{shown.pk}/question", self.SAID).status_code == 429
        assert Question.objects.count() == 5

    def test_not_while_it_is_suspended(self, client: Client) -> None:
        paused = campaign_suspend(
            campaign=campaign("En pause"), by=make.granted(Role.PLATFORM), reason="Une photo à vérifier."
        )
        answer = client.post(f"/projet/{paused.pk}/question", self.SAID)
        assert "Les questions sont fermées" in words(page(answer).h1)
        assert "quand elle reprendra" in words(page(answer).main)
        assert not Question.objects.exists()
        shown = page(client.get(path_of(paused))).select_one("#questions")
        assert "quand la collecte reprendra" in words(shown)
        assert shown is not None
        assert shown.find("a") is None, "no button leads to a closed door"
