"""Coaches, their threads and notes, and projects in each of the three groups."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.coaching.checklist import ITEMS
from trousse.fundraising.coaching.daily import situations_refresh
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.services import (
    item_tick,
    message_write,
    note_write,
    reply_is_not_needed,
    template_write,
)
from trousse.people.accounts.models import User

THREADS = 9
"""Projects whose holder and coach have already written to each other."""
STILL_WAITING = 3
"""Among them, those that nobody has answered yet: the first group of the list."""
QUESTIONS = (
    "Bonjour, à qui écrire en premier pour lancer la collecte ?",
    "Les parents me demandent s’ils peuvent donner en espèces. Que leur répondre ?",
    "Bonne nouvelle : la mairie veut bien afficher notre projet !",
    "La collecte s’est arrêtée depuis les vacances. Est-ce grave ?",
    "Faut-il attendre la fin pour remercier les donateurs ?",
)
ANSWERS = (
    "Bonjour ! Commencez par dix personnes qui connaissent la classe, une par une, par leur prénom.",
    "C’est courant. Une nouvelle avec une photo des élèves, et elle repart presque toujours.",
    "Bravo ! Dites-le dans une nouvelle : cela donne confiance à ceux qui hésitent.",
    "N’attendez pas : un dessin et trois lignes aujourd’hui valent mieux qu’une lettre dans un mois.",
)
NOTES = (
    "Très à l’aise à l’oral : proposer une intervention à la réunion de parents.",
    "Préfère qu’on l’appelle le mercredi.",
    "Premier projet de l’école : passer un peu plus souvent.",
)
OWN_WORDS = "Bonjour {prenom},\n\nToute l’équipe est fière de « {projet} ». Et si la classe le racontait ?\n\n{coach}"


@dataclass(frozen=True)
class _Talk:
    """Who writes, and until when the story goes."""

    random: Random
    now: datetime

    def exchange(self, assignment: CoachAssignment, coach: User, *, answered: bool) -> None:
        """A question some days ago, and its answer the next day; another question that waits unless ``answered``."""
        asked = self.now - timedelta(days=self.random.randint(4, 9))
        holder = assignment.project.holder
        self._says(assignment, holder, self.random.choice(QUESTIONS), asked)
        self._says(assignment, coach, self.random.choice(ANSWERS), asked + timedelta(hours=20))
        if not answered:
            later = self.now - timedelta(days=self.random.randint(0, 3), hours=2)
            self._says(assignment, holder, self.random.choice(QUESTIONS), later)
        elif self.random.random() < 0.5:
            self._says(assignment, holder, "Merci, je m’y mets !", asked + timedelta(days=2))
            with clock.frozen(asked + timedelta(days=2, hours=3)):
                reply_is_not_needed(assignment=assignment, by=coach)

    def ticks(self, assignment: CoachAssignment) -> None:
        """The first lines that are ticked by hand."""
        by_hand = [item.key for item in ITEMS if item.fact is None]
        for key in by_hand[: self.random.randint(1, 4)]:
            item_tick(assignment=assignment, key=key, done=True, by=assignment.project.holder)

    def _says(self, assignment: CoachAssignment, by: User, text: str, at: datetime) -> None:
        with clock.frozen(at):
            message_write(assignment=assignment, by=by, text=text)


def accompany(random: Random, now: datetime) -> None:
    """Over the projects that the season's acceptances gave to coaches; then the daily pass.

    A season without coached projects says nothing.
    """
    talk = _Talk(random, now)
    followed = list(_followed()[:THREADS])
    for rank, assignment in enumerate(followed):
        assert assignment.coach is not None, "only those that have a coach"
        talk.exchange(assignment, assignment.coach, answered=rank >= STILL_WAITING)
        talk.ticks(assignment)
        if rank % 3 == 0:
            with clock.frozen(now - timedelta(days=2)):
                note_write(assignment=assignment, by=assignment.coach, text=random.choice(NOTES))
    if followed and followed[0].coach is not None:
        template_write(coach=followed[0].coach, key="bravo", text=OWN_WORDS)
    with clock.frozen(now):
        situations_refresh()


def _followed() -> list[CoachAssignment]:
    """Those that collect, the oldest first."""
    living = CoachAssignment.objects.living().filter(coach__isnull=False, project__campaign__state=CampaignState.OPEN)
    return list(living.select_related("coach", "project__holder", "project__school").order_by("pk"))
