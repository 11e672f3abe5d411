"""What classes and those around them tell each other, in each state: news, thanks, questions, letters, followers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from trousse.core import clock, jobs
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue import services
from trousse.fundraising.dialogue.enums import Audience, Author, ThanksFor
from trousse.fundraising.dialogue.models import NewsItem, Thanks
from trousse.operations.demo.drawings import draw
from trousse.operations.demo.people import Staff
from trousse.people.accounts.models import User
from trousse.platform.pictures.services import picture_add

TALKING = 4
"""Campaigns under way whose class tells something; others have not begun, as in life."""
NEIGHBOURS = ("odile.voisine@donateur.example", "marc.boulanger@donateur.example", "hana.ancienne@donateur.example")

NEWS = (
    (
        "Nous avons écrit la liste",
        "Toute la classe a cherché ce qu’il nous faut, et combien cela coûte.\n\n"
        "Le devis est affiché dans le couloir : les parents le lisent en attendant la sonnerie.",
    ),
    (
        "Premier essai, premier raté",
        "Rien ne s’est passé comme prévu, et nous avons beaucoup ri.\n\n"
        "Nous recommençons jeudi avec l’aide d’une voisine qui connaît bien tout cela.",
    ),
    (
        "On nous a vus au marché",
        "Samedi, huit élèves ont tenu un stand avec leurs parents. Ils ont raconté le projet à tout le quartier.\n\n"
        "Merci à celles et ceux qui se sont arrêtés.",
    ),
)
FOR_DONORS = (
    "Rien que pour vous",
    "Voici nos brouillons, avant tout le monde. Vous verrez les ratures : c’est là que le projet a grandi.",
)
QUESTIONS = (
    (
        "Odile",
        "Les élèves des autres classes pourront-ils en profiter ?",
        "Oui : le mardi, ce sont eux qui viendront, et nous leur montrerons.",
    ),
    (
        "Marc",
        "Faut-il vous apporter du matériel plutôt que de l’argent ?",
        "Volontiers des bocaux et du carton. Le reste, nous l’achetons avec la coopérative.",
    ),
    ("Hana", "Quand aura lieu la présentation ?", ""),
    (
        "Odile",
        "Dans quelle classe est le petit garçon de la photo ?",
        "Nous ne parlons pas des élèves ici. Merci de votre intérêt pour la classe.",
    ),
)
THANKS = "Grâce à vous, c’est commencé.\nNous avons fait un dessin pour vous.\nToute la classe vous dit merci."
LETTER = "J’ai enseigné vingt ans dans le quartier. Si une paire de mains vous aide un mercredi, dites-le-moi ici."
ANSWER = "Quelle bonne idée ! Nous en parlons en classe demain et nous vous répondons ici."


@dataclass(frozen=True)
class _Class:
    """A class that talks; ``now`` is where the story stops."""

    campaign: Campaign
    random: Random
    now: datetime

    @property
    def holder(self) -> User:
        return self.campaign.project.holder

    def tells(self, said: tuple[str, str], *, days_ago: int, audience: Audience = Audience.PUBLIC) -> NewsItem:
        """Never before the campaign opened. Readers are told the same day."""
        title, text = said
        opened = self.campaign.opened_at or self.now
        with clock.frozen(max(self.now - timedelta(days=days_ago), opened)):
            draft = self.drafts(title, text, audience)
            published = services.news_publish(news=draft, by=self.holder)
            jobs.run_pending()
            return published

    def drafts(self, title: str, text: str, audience: Audience = Audience.PUBLIC) -> NewsItem:
        return services.news_draft(campaign=self.campaign, by=self.holder, title=title, text=text, audience=audience)

    def hangs(self, kind: str, subject_id: int) -> None:
        content, sentence = draw(self.campaign.project.theme_id or "", self.random, pupils=False)
        picture_add(
            subject_kind=kind,
            subject_id=subject_id,
            content=content,
            alt=sentence,
            minors=False,
            attestation=None,
            actor=Actor.of_user(self.holder),
        )

    def thanks(self, audience: ThanksFor, *, is_sent: bool = True) -> Thanks:
        """A draft when nobody has given yet."""
        is_sent = is_sent and bool(self.campaign.supporters_count)
        draft = services.thanks_draft(campaign=self.campaign, by=self.holder, text=THANKS, audience=audience)
        self.hangs("thanks", draft.pk)
        return services.thanks_send(thanks=draft, by=self.holder) if is_sent else draft

    def donors(self) -> Sequence[Supporter]:
        """The latest who agreed to be named, one an address."""
        found = Supporter.objects.filter(campaign=self.campaign, removed_at=None, named=True).order_by("email", "-pk")
        return sorted(found.distinct("email"), key=lambda donor: donor.pk)[-3:]


def talk(random: Random, staff: Staff, now: datetime) -> None:
    """One scene after the other over the campaigns that collect, then those that wait and those that succeeded."""
    classes = [_Class(campaign, random, now) for campaign in _campaigns(CampaignState.OPEN)[:TALKING]]
    for number, scene in enumerate((_tells_a_lot, _answers, _writes, _begins) if classes else ()):
        with clock.frozen(now - timedelta(hours=5 - number)):
            scene(classes[number % len(classes)], staff)
    for campaign in _campaigns(CampaignState.SCHEDULED)[:2]:
        _is_awaited(campaign)
    for campaign in _campaigns(CampaignState.SUCCEEDED)[:2]:
        _has_succeeded(_Class(campaign, random, now))
    with clock.frozen(now):
        jobs.run_pending()


def _campaigns(state: CampaignState) -> Sequence[Campaign]:
    found = Campaign.objects.filter(state=state).select_related("project__holder", "project__theme")
    return list(found.order_by("opened_at", "title"))


def _tells_a_lot(speaker: _Class, staff: Staff) -> None:
    """News of each kind: read by all, by donors, corrected, withdrawn, hidden by moderators."""
    first, _second, last = (speaker.tells(said, days_ago=9 - 3 * number) for number, said in enumerate(NEWS))
    speaker.hangs("news_item", first.pk)
    corrected = last.text.replace("huit élèves", "neuf élèves")
    services.news_correct(news=last, by=speaker.holder, title=last.title, text=corrected)
    speaker.tells(FOR_DONORS, days_ago=1, audience=Audience.DONORS)
    twice = speaker.tells(("Publiée deux fois", "Celle-ci est partie par erreur."), days_ago=2)
    services.news_withdraw(news=twice, by=speaker.holder)
    named = speaker.tells(("Qui a gagné le concours ?", "Le nom de famille d’un élève se lisait ici."), days_ago=1)
    hidden = Actor.of_user(staff.moderator)
    services.news_hide(news_id=named.pk, actor=hidden, reason="Le nom de famille d’un élève se lit en entier.")
    speaker.thanks(ThanksFor.ALL)


def _answers(speaker: _Class, _staff: Staff) -> None:
    """Questions answered in public, one that waits, one answered without being published; neighbours who follow."""
    for (first_name, text, answer), email in zip(QUESTIONS, (*NEIGHBOURS, NEIGHBOURS[0]), strict=True):
        question = services.question_ask(campaign=speaker.campaign, first_name=first_name, email=email, text=text)
        if answer:
            close = services.question_decline if "photo" in text else services.question_answer
            close(question=question, by=speaker.holder, answer=answer)
    for email in NEIGHBOURS:
        services.follow_ask(campaign=speaker.campaign, email=email)
    services.follow_confirm(campaign_id=speaker.campaign.pk, email=NEIGHBOURS[0])
    services.follow_confirm(campaign_id=speaker.campaign.pk, email=NEIGHBOURS[1])
    services.follow_leave(campaign_id=speaker.campaign.pk, email=NEIGHBOURS[1])
    speaker.tells(NEWS[2], days_ago=0)


def _writes(speaker: _Class, _staff: Staff) -> None:
    """Letters: one that waits, a thread that goes on, one that the class closed."""
    donors = speaker.donors()
    for donor in donors:
        services.letter_from_donor(supporter=donor, text=LETTER)
    for donor in donors[1:]:
        services.letters_read(supporter=donor, by=Author.CLASS)
        services.letter_from_class(supporter=donor, by=speaker.holder, text=ANSWER)
    for donor in donors[2:]:
        services.thread_close(supporter=donor, by=Author.CLASS)


def _begins(speaker: _Class, _staff: Staff) -> None:
    """Two drafts: what a class has not published yet."""
    news = speaker.drafts(*NEWS[1])
    speaker.hangs("news_item", news.pk)
    speaker.thanks(ThanksFor.WORDS, is_sent=False)


def _is_awaited(campaign: Campaign) -> None:
    """Somebody waits for its opening, somebody has not confirmed yet."""
    services.follow_confirm(campaign_id=campaign.pk, email=NEIGHBOURS[0])
    services.follow_ask(campaign=campaign, email=NEIGHBOURS[2])


def _has_succeeded(speaker: _Class) -> None:
    """After the end the money becomes a project: news come first, and thanks."""
    assert speaker.campaign.closed_at is not None, "it succeeded"
    with clock.frozen(min(speaker.campaign.closed_at + timedelta(days=2), speaker.now)):
        news = speaker.drafts("C’est gagné", "Tout est commandé. Nous vous montrerons la suite ici.")
        speaker.hangs("news_item", news.pk)
        services.news_publish(news=news, by=speaker.holder)
