"""Reading the holder's dashboard: one pass over their projects, each put where it belongs."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import supporters_for_holder
from trousse.fundraising.dialogue.selectors import last_news_at, last_thanks_at, waiting_for_class
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import projects_of_holder, readiness
from trousse.fundraising.reports.selectors import due_on
from trousse.fundraising.review.enums import HeadState, LinkPurpose, ManagerState, RefusalReason
from trousse.fundraising.review.rules import REMARKABLE
from trousse.fundraising.review.selectors import (
    WITH_ITS_FILES,
    decisions_of,
    head_file_of,
    manager_file_of,
    remarks_of,
    who_holds,
    word_to_holder,
)
from trousse.people.accounts.models import User
from trousse.web.components.cards import Action, CopyNote, ProjectCard
from trousse.web.components.progress import milestones_of
from trousse.web.components.project_cards import card_of_campaign, card_of_draft
from trousse.web.components.typography import day
from trousse.web.teacher.albums import albums_by_project
from trousse.web.teacher.boards import (
    CampaignBoard,
    CorrectionBoard,
    Dashboard,
    DraftBoard,
    FileBoard,
    RefusedBoard,
    Reminder,
    ReviewBoard,
    Talk,
)
from trousse.web.teacher.coaching_block import coaching_boards

EXCERPT = 90
"""Signs of what the holder wrote, quoted above a remark."""
ORDER = {
    CampaignState.OPEN: 0,
    CampaignState.SUSPENDED: 1,
    CampaignState.SCHEDULED: 2,
    CampaignState.SUCCEEDED: 3,
    CampaignState.FAILED: 4,
    CampaignState.REFUNDED: 5,
}


def dashboard_of(user: User) -> Dashboard:
    """Read everything that ``user`` carries."""
    board = Dashboard()
    projects = list(projects_of_holder(user).select_related(*WITH_ITS_FILES, "campaign__school", "campaign__theme"))
    board.albums = albums_by_project(projects)
    board.coaching = coaching_boards(user)
    talks = _talks([project.pk for project in projects if project.state == ProjectState.ACCEPTED])
    for project in projects:
        campaign: Campaign | None = getattr(project, "campaign", None)
        match project.state:
            case ProjectState.ACCEPTED if campaign:
                board.campaigns.append(_campaign_board(campaign, talks[campaign.pk]))
            case ProjectState.ACCEPTED:
                board.files.append(_file_board(project))
            case ProjectState.SUBMITTED:
                board.reviews.append(_review_board(project))
            case ProjectState.TO_REVISE:
                board.corrections.append(_correction_board(project))
            case ProjectState.REFUSED:
                board.refused.append(_refused_board(project))
            case _:
                board.drafts.append(DraftBoard(project, _card(project), readiness(project)))
    board.campaigns.sort(key=lambda each: ORDER[each.card.state])
    return board


def _card(project: Project) -> ProjectCard:
    return card_of_draft(project, url=reverse("teacher:project_preview", args=[project.pk]))


def _campaign_board(campaign: Campaign, talk: Talk) -> CampaignBoard:
    card = card_of_campaign(campaign)
    actions = [Action("Voir la page", card.url, "oeil")]
    if card.is_collecting or card.is_scheduled:
        actions.append(Action("Écrire aux familles", _letter(card), "message"))
    return CampaignBoard(
        campaign, card, supporters_for_holder(campaign), actions, _campaign_note(campaign, card), talk, due_on(campaign)
    )


def _talks(campaigns: Sequence[int]) -> dict[int, Talk]:
    """Four statements, whatever their number."""
    waiting, told, thanked = waiting_for_class(campaigns), last_news_at(campaigns), last_thanks_at(campaigns)
    return {pk: Talk(*waiting[pk], last_news=told.get(pk), last_thanks=thanked.get(pk)) for pk in campaigns}


def _campaign_note(campaign: Campaign, card: ProjectCard) -> str:
    """What happens next, in a sentence; nothing while the pencil says it all."""
    match card.state:
        case CampaignState.SCHEDULED:
            return f"Tout est prêt. La collecte ouvre d’elle-même le {day(campaign.opens_on)}."
        case CampaignState.OPEN if card.is_ending:
            return "La collecte est terminée. Nous attendons les derniers paiements commencés à temps."
        case CampaignState.OPEN if card.minimum_reached:
            return "Le minimum est atteint\u00a0: le projet se fera. La collecte continue vers l’optimum."
        case CampaignState.OPEN:
            return ""
        case CampaignState.SUSPENDED:
            return (
                "Nous vérifions un point avec vous. Les dons déjà faits sont à l’abri, les jours de pause sont rendus."
            )
        case CampaignState.SUCCEEDED:
            return "Bravo à toute la classe\u00a0! L’argent est prêt à partir vers votre structure."
        case CampaignState.FAILED:
            return "Le minimum n’est pas atteint. Chaque donateur est remboursé en entier, sans démarche."
    return "Le minimum n’a pas été atteint. Tous les dons ont été rendus."


def _letter(card: ProjectCard) -> str:
    """A ready-made message to the families, opened in their own mail program."""
    opening = f"La collecte ouvre le {day(card.opens_on)}." if card.is_scheduled and card.opens_on else ""
    lines = [
        "Bonjour,",
        f"La classe prépare un projet : « {card.title} ».",
        *([opening] if opening else []),
        f"Sa page raconte ce que les élèves vont faire : {settings.BASE_URL}{card.url}",
        "Chacun peut la faire connaître. Donner n’est jamais une obligation, et reste discret.",
    ]
    body = "\r\n\r\n".join(lines)
    return f"mailto:?subject={quote(card.title)}&body={quote(body)}"


def _file_board(project: Project) -> FileBoard:
    head, manager = head_file_of(project), manager_file_of(project)
    reminders = []
    if head and head.state == HeadState.WAITING:
        reminders.append(Reminder(LinkPurpose.HEAD, "la direction", head.recipient))
    if manager and manager.state == ManagerState.WAITING:
        reminders.append(Reminder(LinkPurpose.MANAGER, "le gestionnaire", manager.recipient))
    return FileBoard(project, _card(project), milestones_of(project), reminders)


def _review_board(project: Project) -> ReviewBoard:
    holding, head = who_holds(project), head_file_of(project)
    declined = head.decline_reason if head and head.state == HeadState.DECLINED else ""
    return ReviewBoard(project, _card(project), holding.label, holding.since, holding.days(clock.now()), declined)


def _correction_board(project: Project) -> CorrectionBoard:
    latest = decisions_of(project).first()
    notes = [
        CopyNote(REMARKABLE.get(name, name), excerpt=_excerpt(project, name), remark=remark)
        for name, remark in remarks_of(project).items()
    ]
    reviewer = latest.reviewer.get_short_name() if latest else ""
    return CorrectionBoard(project, _card(project), notes, word_to_holder(project), reviewer)


def _refused_board(project: Project) -> RefusedBoard:
    latest = decisions_of(project).first()
    reason = RefusalReason(latest.reason_code).label if latest and latest.reason_code else ""
    return RefusedBoard(project, _card(project), reason, latest.text if latest else "")


def _excerpt(project: Project, name: str) -> str:
    """What the holder wrote in this field, cut to a line or two."""
    written = getattr(project, name, "")
    if not isinstance(written, str):
        return ""
    flat = " ".join(written.split())
    return f"{flat[:EXCERPT].rstrip()}…" if len(flat) > EXCERPT else flat
