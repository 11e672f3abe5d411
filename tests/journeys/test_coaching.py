"""An accepted project finds its coach: they write to each other, then a quiet week brings advice to both."""

from datetime import timedelta

from tests.fundraising import make
from tests.fundraising.coaching import making
from tests.giving import builders as gifts
from tests.journeys import world
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.waiting import mail
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.fundraising.coaching.daily import situations_refresh
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.dialogue.models import NewsItem
from trousse.people.schools.models import Departement

SECRET = "Première collecte de l’équipe : appeler plutôt qu’écrire."


def test_from_the_acceptance_to_advice_after_a_quiet_week(journey: Journey) -> None:
    place = _own_departement()
    amina = making.coach(of=place)
    campaign = world.campaign("Une fanfare de récupération", at=make.school(departement=place))
    holder, coach = campaign.project.holder, Tour.of(journey, amina)
    mail(amina.email, "coaching.assigned")
    mail(holder.email, "coaching.presented")
    teacher = journey.somebody(width=390, javascript=False)
    Tour(teacher).signs_in(holder)

    teacher.goes_to("/enseignant", "Bonjour")
    teacher.reads("Amina vous accompagne")
    teacher.follows("Écrire à Amina")
    teacher.is_at("Amina vous accompagne")
    teacher.types("Votre message", "Bonjour, à qui écrire en premier ?")
    teacher.presses("Envoyer")
    teacher.reads("Votre message est parti.")
    teacher.presses("Fait : Écrire à vos dix personnes")
    teacher.reads("2 sur 4")

    coach.opens("/accompagnement", "Mes enseignants")
    coach.visitor.reads("Attend ma réponse", "Nadia attend une réponse")
    coach.visitor.follows("Une fanfare de récupération")
    coach.looks("Une fanfare de récupération")
    coach.visitor.follows("Faire connaissance")
    coach.visitor.presses("Envoyer")
    coach.visitor.reads("Votre message est parti à Nadia.", "Je m’appelle Amina")
    coach.visitor.types("Nouvelle note", SECRET)
    coach.presses("Garder la note", "Une fanfare")
    coach.visitor.reads(SECRET)
    coach.opens("/accompagnement/modeles", "Messages tout prêts")
    mail(holder.email, "coaching.to_holder")

    _eight_quiet_days(campaign)
    told = mail(holder.email, "coaching.nudge")
    assert "Pas de don depuis 8\u00a0jours" in told.subject
    teacher.goes_to("/enseignant", "Bonjour")
    teacher.reads("Pas de don depuis 8 jours", "1 message à lire")
    teacher.does_not_read(SECRET)
    teacher.follows("1 message à lire")
    teacher.is_at("Amina vous accompagne")
    teacher.reads("Une nouvelle avec une photo", "Je m’appelle Amina")
    teacher.does_not_read(SECRET)
    teacher.presses("J’ai lu, sans répondre")
    teacher.does_not_read("Non lu")
    coach.opens("/accompagnement", "Mes enseignants")
    coach.visitor.reads("Collecte calme", "La collecte n’avance plus depuis 8 jours.")
    coach.opens("/accompagnement?groupe=tout-va-bien", "Mes enseignants")
    coach.visitor.reads("Rien dans ce groupe")
    coach.opens(f"/accompagnement/{campaign.pk}", "Une fanfare", unfolded=True)
    assert coach.misdeeds == []
    board = Tour.of(journey, holder)
    board.opens("/enseignant", "Bonjour")
    board.opens(f"/enseignant/projet/{campaign.pk}/accompagnement", "Amina vous accompagne", unfolded=True)
    assert board.misdeeds == []


def _own_departement() -> Departement:
    """Where no other journey has a school, so that nobody else's project comes to this coach."""
    found, _ = Departement.objects.get_or_create(
        code="74", defaults={"name": "Haute-Savoie", "academie": make.academie(), "region_name": "Auvergne-Rhône-Alpes"}
    )
    return found


def _eight_quiet_days(campaign: Campaign) -> None:
    """It opened nine days ago, took its only gift eight days ago, told something yesterday; then comes the morning.

    Only this campaign is looked at: the others of this database belong to other journeys.
    """
    now = clock.now()
    Campaign.objects.filter(pk=campaign.pk).update(opened_at=now - timedelta(days=9))
    gifts.give(campaign, 25)
    Intake.objects.filter(campaign=campaign).update(at=now - timedelta(days=8, hours=1))
    NewsItem.objects.create(
        campaign=campaign,
        title="Le premier tambour",
        text="Un seau.",
        published_at=now - timedelta(days=1),
        told_at=now,
    )
    others = list(CoachAssignment.objects.living().exclude(pk=campaign.pk).values_list("pk", flat=True))
    CoachAssignment.objects.filter(pk__in=others).update(ended_at=now)
    situations_refresh()
    CoachAssignment.objects.filter(pk__in=others).update(ended_at=None)
