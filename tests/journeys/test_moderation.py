"""A reported news item: hidden with its reasons, contested, decided again by somebody else; everybody is told.

Once on telephones without JavaScript, where it is shown again; once with it, where it stays hidden.
"""

from dataclasses import dataclass

import pytest

from tests.fundraising import make
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail, until
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.models import NewsItem
from trousse.fundraising.dialogue.services import follow_confirm, news_draft, news_publish
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.moderation.models import Case

NEIGHBOUR = "leon@signalement.exemple.fr"
FOLLOWER = "suzon@signalement.exemple.fr"
NAMED = "Kenza a planté la première tulipe."
WHY = "Le texte donne le prénom d’une élève."
AGAIN = "Ce prénom est celui d’une tortue : la classe l’a expliqué."
STILL = "Il s’agit bien d’une élève : son prénom reste à retirer."


@dataclass
class Story:
    """One item of news, and how everybody comes to the site."""

    journey: Journey
    campaign: Campaign
    title: str
    javascript: bool

    def somebody(self, user: User | None = None) -> Visitor:
        tour = Tour(self.journey.somebody(width=1280 if self.javascript else 390, javascript=self.javascript))
        if user is not None:
            tour.signs_in(user)
        return tour.visitor

    @property
    def author(self) -> User:
        return self.campaign.project.holder


@pytest.mark.parametrize(("javascript", "stays_hidden"), [(False, False), (True, True)])
def test_a_reported_news_item(journey: Journey, javascript: bool, stays_hidden: bool) -> None:
    title = "Les tulipes sortent" if stays_hidden else "La première tulipe"
    story = Story(journey, world.campaign(f"Un massif : {title}"), title, javascript)
    _class_tells(story)
    _anybody_reports(story)
    _moderator(story, "Retirer", reason=WHY, rule="Publier et signaler")
    _is_hidden_and_everybody_knows_why(story)
    _author_contests(story)
    if stays_hidden:
        _moderator(story, "Retirer", reason=STILL)
    else:
        _moderator(story, "Laisser en ligne", reason=AGAIN)
    _everybody_learns_the_end(story, stays_hidden=stays_hidden)


def _class_tells(story: Story) -> None:
    follow_confirm(campaign_id=story.campaign.pk, email=FOLLOWER)
    said = {"title": story.title, "text": NAMED, "audience": Audience.PUBLIC}
    draft = news_draft(campaign=story.campaign, by=story.author, **said)  # type: ignore[arg-type]
    news_publish(news=draft, by=story.author)
    until("the news is told", lambda: NewsItem.objects.filter(pk=draft.pk).exclude(told_at=None).exists())


def _anybody_reports(story: Story) -> None:
    neighbour = story.somebody()
    neighbour.goes_to(link_in(mail(FOLLOWER, "dialogue.news"), "/projet/"), story.campaign.title)
    neighbour.reads(NAMED)
    neighbour.follows("Signaler cette nouvelle")
    neighbour.is_at("Signaler quelque chose")
    neighbour.reads(f"Nouvelle : {story.title}")
    neighbour.presses("Envoyer le signalement")
    neighbour.reads("Choisissez la raison la plus proche")
    neighbour.ticks("Mes données ou mon image")
    neighbour.types("Dites-nous", "On y lit le prénom d’une enfant.")
    neighbour.types("Votre courriel", NEIGHBOUR)
    neighbour.presses("Envoyer le signalement")
    neighbour.is_at("Merci, c’est arrivé")
    received = mail(NEIGHBOUR, "moderation.received")
    assert story.title in received.text
    neighbour.goes_to(giving.page_of(story.campaign), story.campaign.title)
    neighbour.reads(NAMED)


def _moderator(story: Story, outcome: str, *, reason: str, rule: str = "") -> None:
    """Somebody of the team, never the same one, reads what was said and decides."""
    moderator = story.somebody(make.granted(Role.PLATFORM, first_name="Ines"))
    moderator.goes_to("/moderation", "Modération")
    moderator.follows(f"Nouvelle : {story.title}")
    moderator.is_at(f"Nouvelle : {story.title}")
    moderator.reads(NAMED, "On y lit le prénom d’une enfant.")
    moderator.does_not_read(NEIGHBOUR)
    moderator.presses("Décider et prévenir")
    moderator.reads("Dites pourquoi : l’auteur doit pouvoir comprendre")
    moderator.ticks(outcome)
    moderator.ticks("Nos conditions")
    moderator.types("L’article", rule)
    moderator.types("Pourquoi, en mots simples", reason)
    moderator.presses("Décider et prévenir")
    moderator.is_at("Modération")
    moderator.reads("C’est décidé")


def _is_hidden_and_everybody_knows_why(story: Story) -> None:
    anybody = story.somebody()
    anybody.goes_to(giving.page_of(story.campaign), story.campaign.title)
    anybody.does_not_read(NAMED)
    author = story.somebody(story.author)
    author.goes_to(f"/enseignant/projet/{story.campaign.pk}/nouvelles", "Nouvelles de la classe")
    author.reads(story.title, "Masquée par la modération")
    statement, answer = mail(story.author.email, "moderation.statement"), mail(NEIGHBOUR, "moderation.decided")
    for letter in (statement, answer):
        assert WHY in letter.text
        assert "c’est retiré du site" in letter.text
    assert "Publier et signaler" in statement.text
    assert NEIGHBOUR not in statement.text, "nobody learns who reported"
    assert "/signaler/contester/" not in answer.text, "the decision went their way"


def _author_contests(story: Story) -> None:
    author = story.somebody()
    here = link_in(mail(story.author.email, "moderation.statement"), "/signaler/contester/")
    author.goes_to(here, "Contester une décision")
    author.reads(story.title, WHY, "Publier et signaler")
    author.presses("Contester cette décision")
    author.reads("Dites en une phrase au moins")
    author.types("Pourquoi cette décision", "Kenza est la tortue de la classe, pas une élève.")
    author.presses("Contester cette décision")
    author.is_at("Votre contestation est arrivée")
    author.goes_to(here, "Plus de contestation possible")
    author.goes_to(giving.page_of(story.campaign), story.campaign.title)
    author.does_not_read(NAMED)


def _everybody_learns_the_end(story: Story, *, stays_hidden: bool) -> None:
    told = "c’est retiré du site" if stays_hidden else "rien n’est retiré"
    for address in (story.author.email, NEIGHBOUR):
        letter = mail(address, "moderation.settled")
        assert told in letter.text
        assert (STILL if stays_hidden else AGAIN) in letter.text
        assert "/signaler/contester/" not in letter.text, "it is final here"
    anybody, author = story.somebody(), story.somebody(story.author)
    anybody.goes_to(giving.page_of(story.campaign), story.campaign.title)
    author.goes_to(f"/enseignant/projet/{story.campaign.pk}/nouvelles", "Nouvelles de la classe")
    if stays_hidden:
        anybody.does_not_read(NAMED)
        author.reads("Masquée par la modération")
    else:
        anybody.reads(NAMED)
        author.does_not_read("Masquée par la modération")
    case = Case.objects.get(title=f"Nouvelle : {story.title}")
    assert case.decisions.values("by").distinct().count() == 2, "two people decided"
