"""Reports in the demonstration: some published, one begun, some that donors still wait for."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from trousse.core import clock, jobs
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import IncomeLine, ReportContent, SpentLine, received_in_all
from trousse.fundraising.reports.selectors import collected, income_lines, spent_lines
from trousse.fundraising.reports.services import report_begin, report_publish, report_save
from trousse.operations.demo.drawings import draw
from trousse.operations.demo.people import ACTOR
from trousse.platform.parameters.services import parameter_set
from trousse.platform.pictures.services import picture_add

PUBLISHED = 4
PICTURED = 3
"""Of those, how many have a picture."""
DUE_DAYS = 45
"""Shorter than in life, so that a season of six months has late ones."""

STORIES = (
    "Nous avons commencé le lundi qui a suivi la fin de la collecte, le temps que le matériel arrive. Les élèves ont "
    "tout déballé, compté et rangé eux-mêmes, puis écrit le mode d’emploi. Chacun a eu sa tâche, affichée au mur.\n\n"
    "Le jour venu, les familles étaient là, et beaucoup de voisins qui avaient donné. Les plus timides ont parlé "
    "devant tout le monde. Nous recommencerons l’an prochain avec la classe d’à côté.",
    "Trois semaines de préparation, deux jours de pluie, et pourtant personne n’a voulu rentrer. Les élèves ont tenu "
    "un carnet : dessins, mesures, mots nouveaux. Il est à l’entrée de l’école, on peut le feuilleter.\n\n"
    "Ce qui reste ? Des gestes sûrs, des questions plus précises, et une fierté que nous n’attendions pas si grande.",
)
THANKS = ("Merci d’avoir cru en nous.", "Sans vous, le carton serait resté vide.", "Toute la classe vous salue.")


def tell(random: Random, now: datetime) -> None:
    """Of the campaigns that succeeded long enough ago, the first report; one is begun; the others are late."""
    with clock.frozen(now - timedelta(days=200)):
        tomorrow = clock.today() + timedelta(days=1)
        parameter_set(key="reports.due_days", value=DUE_DAYS, in_force_from=tomorrow, note="Démonstration", actor=ACTOR)
    over = Campaign.objects.filter(state=CampaignState.SUCCEEDED, closed_at__lt=now - timedelta(days=20))
    for number, campaign in enumerate(over.select_related("project__holder").order_by("closed_at")[1 : PUBLISHED + 2]):
        assert campaign.closed_at is not None
        with clock.frozen(min(campaign.closed_at + timedelta(days=18), now - timedelta(hours=3))):
            report = report_begin(campaign=campaign, by=campaign.project.holder)
            if number == PUBLISHED:
                return
            incomes = _came(income_lines(report), all_of_it=number != 0)
            content = ReportContent(
                story=STORIES[number % len(STORIES)],
                pupils=campaign.pupils or 24,
                explained="Le reste est gardé par la structure pour la sortie de juin.",
                thanks=random.choice(THANKS),
                lines=tuple(_spent(random, spent_lines(report), received_in_all(collected(campaign), incomes))),
                incomes=incomes,
            )
            report_save(report=report, by=campaign.project.holder, version=report.version, content=content)
            if number < PICTURED:
                _hang(random, report)
            report_publish(report=report, by=campaign.project.holder)
            jobs.run_pending()


def _hang(random: Random, report: Report) -> None:
    project = report.campaign.project
    content, sentence = draw(project.theme_id or "", random)
    picture_add(
        subject_kind="report",
        subject_id=report.pk,
        content=content,
        alt=sentence,
        minors=False,
        attestation=None,
        actor=Actor.of_user(project.holder),
    )


def _came(planned: list[IncomeLine], *, all_of_it: bool) -> tuple[IncomeLine, ...]:
    """What was planned besides came, or half of it."""
    if all_of_it:
        return tuple(replace(line, received=line.planned) for line in planned)
    half = "Nous espérions davantage ; la sortie de juin attendra."
    return tuple(replace(line, received=Euro(line.planned.cents // 2), note=half) for line in planned)


def _spent(random: Random, planned: list[SpentLine], brought: Euro) -> list[SpentLine]:
    """Close to what was planned, and never more than what came in."""
    spent, left = [], brought
    for line in planned:
        cost = min(Euro(line.planned.cents * random.randint(85, 104) // 100), left)
        left -= cost
        spent.append(SpentLine(line.label, line.planned, cost, line.note))
    return spent
