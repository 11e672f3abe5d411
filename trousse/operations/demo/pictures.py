"""Pictures in each of their states, and reports that wait, are decided, are contested."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.operations.demo.drawings import draw
from trousse.operations.demo.people import Staff
from trousse.platform.moderation.enums import Ground, Outcome, Party, ReportReason
from trousse.platform.moderation.links import appeal_url
from trousse.platform.moderation.models import Case
from trousse.platform.moderation.services import Verdict, case_contest, case_decide, report_file
from trousse.platform.pictures import calendar
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.rules import Attestation
from trousse.platform.pictures.services import picture_add

SHOWN = 7
"""Campaigns with a picture; the others show the scene of their theme, as most will."""
READER = Actor.link("reporter", "Une personne qui signale")
READER_EMAIL = "gaelle.lecture@donateur.example"
SCOPE = "La page du projet et les courriels aux donateurs"


@dataclass(frozen=True)
class _Wall:
    """Where pictures are hung; ``now`` is where the story stops."""

    random: Random
    staff: Staff
    now: datetime

    def hang(self, project: Project, *, days_ago: int, last_day: int | None = None, attested: bool = True) -> Picture:
        """A picture added ``days_ago``; with ``last_day`` (days from now) it shows minors until then."""
        minors = last_day is not None
        content, sentence = draw(project.theme_id or "", self.random, pupils=minors)
        with clock.frozen(self.now - timedelta(days=days_ago)):
            attestation = None
            if last_day is not None and attested:
                attestation = Attestation(
                    name=project.holder.display_name,
                    on=clock.today(),
                    scope=SCOPE,
                    expires_on=clock.today() + timedelta(days=days_ago + last_day),
                )
            return picture_add(
                subject_kind="project",
                subject_id=project.pk,
                content=content,
                alt=sentence,
                minors=minors,
                attestation=attestation,
                actor=Actor.of_user(project.holder),
            )

    def reported(self, picture: Picture, reason: ReportReason, text: str, *, days_ago: int) -> Case:
        with clock.frozen(self.now - timedelta(days=days_ago)):
            return report_file(
                kind="picture",
                subject_id=str(picture.pk),
                reason=reason,
                text=text,
                email=READER_EMAIL,
                actor=READER,
            ).case

    def decided(self, case: Case, verdict: Verdict, *, days_ago: int) -> Case:
        with clock.frozen(self.now - timedelta(days=days_ago)):
            return case_decide(case=case, by=self.staff.moderator, verdict=verdict)


def hang(random: Random, staff: Staff, now: datetime) -> None:
    """One state after the other over the campaigns that collect; a short season has several on one campaign."""
    wall = _Wall(random, staff, now)
    open_ = Campaign.objects.filter(state=CampaignState.OPEN).select_related("project__holder", "project__theme")
    campaigns = list(open_.order_by("opened_at", "title")[:SHOWN])
    for campaign in campaigns:
        wall.hang(campaign.project, days_ago=4)
    for number, scene in enumerate(SCENES if campaigns else ()):
        scene(wall, campaigns[number % len(campaigns)])
    _waits_for_its_attestation(wall)
    with clock.frozen(now):
        calendar.pictures_expire()
        calendar.pictures_remind()


def _ends_soon(wall: _Wall, campaign: Campaign) -> None:
    wall.hang(campaign.project, days_ago=3)
    wall.hang(campaign.project, days_ago=3, last_day=9)


def _has_ended(wall: _Wall, campaign: Campaign) -> None:
    wall.hang(campaign.project, days_ago=4, last_day=-1)


def _is_taken_down(wall: _Wall, campaign: Campaign) -> None:
    picture = wall.hang(campaign.project, days_ago=4)
    case = wall.reported(picture, ReportReason.RIGHTS, "Ce dessin vient d’un livre que j’ai illustré.", days_ago=3)
    reason = "Le dessin est celui d’un livre publié, et son autrice n’a pas donné son accord."
    verdict = Verdict(Outcome.HIDE, Ground.LAW, reason, "article L.122-4 du code de la propriété intellectuelle")
    wall.decided(case, verdict, days_ago=2)


def _is_hidden_by_caution(wall: _Wall, campaign: Campaign) -> None:
    picture = wall.hang(campaign.project, days_ago=3)
    text = "On reconnaît un enfant à son manteau, à droite. Personne ne nous a rien demandé."
    wall.reported(picture, ReportReason.MINOR, text, days_ago=0)


def _is_contested(wall: _Wall, campaign: Campaign) -> None:
    picture = wall.hang(campaign.project, days_ago=4)
    case = wall.reported(picture, ReportReason.NEUTRALITY, "On voit la marque du magasin qui a donné.", days_ago=3)
    reason = "Le nom d’un magasin se lit en grand : une page de classe n’est pas une affiche."
    wall.decided(case, Verdict(Outcome.HIDE, Ground.TERMS, reason, "Publier et signaler"), days_ago=2)
    text = "Le nom est celui de la rue, pas d’un magasin. La photo peut revenir, ou être recadrée."
    with clock.frozen(wall.now - timedelta(days=1)):
        case_contest(token=appeal_url(case, Party.AUTHOR).rsplit("/", 1)[1], text=text)


def _campaign_is_reported(wall: _Wall, campaign: Campaign) -> None:
    with clock.frozen(wall.now - timedelta(days=3)):
        report_file(
            kind="campaign",
            subject_id=str(campaign.pk),
            reason=ReportReason.OTHER,
            text="Le budget compte deux fois le car, il me semble.",
            actor=READER,
        )


SCENES: tuple[Callable[[_Wall, Campaign], None], ...] = (
    _ends_soon,
    _has_ended,
    _is_taken_down,
    _is_hidden_by_caution,
    _is_contested,
    _campaign_is_reported,
)


def _waits_for_its_attestation(wall: _Wall) -> None:
    """The picture of a draft, hidden until its holder attests the agreement of the parents."""
    drafts = Project.objects.filter(state=ProjectState.DRAFT).select_related("holder", "theme")
    draft = drafts.order_by("created_at", "pk").first()
    if draft is not None:
        wall.hang(draft, days_ago=0, last_day=90, attested=False)
