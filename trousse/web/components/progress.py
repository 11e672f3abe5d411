"""How far an accepted project is: the two files filled in parallel, who holds them and since when."""

from datetime import datetime

from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import HeadState, ManagerState
from trousse.fundraising.review.selectors import head_file_of, manager_file_of
from trousse.web.components.cards import Milestone
from trousse.web.components.typography import day, plural


def milestones_of(project: Project) -> list[Milestone]:
    """From the acceptance to the opening. Costs no query on a project loaded with its files."""
    return [
        Milestone("Projet accepté", done=project.accepted_at is not None, note=_on(project.accepted_at)),
        _head(project),
        _manager(project),
        Milestone("Ouverture de la collecte", done=False, note=opening_of(project)),
    ]


def opening_of(project: Project) -> str:
    """When the campaign opens by itself, in words."""
    if project.opens_on and project.opens_on > clock.today():
        return f"le {day(project.opens_on)}, une fois les deux réponses reçues"
    return "dès que les deux réponses seront reçues"


def _head(project: Project) -> Milestone:
    file = head_file_of(project)
    if file and file.state == HeadState.ATTESTED:
        note = f"{_on(file.answered_at)}, par {file.attested_name} ({file.attested_role})"
        return Milestone("Validations attestées par la direction", done=True, note=note)
    return Milestone("Validations à attester par la direction", done=False, note=_since(file.sent_at if file else None))


def _manager(project: Project) -> Milestone:
    file = manager_file_of(project)
    if file and file.state == ManagerState.COMPLETED:
        body = f", {file.body.entity.legal_name}" if file.body else ""
        return Milestone("Structure complétée par le gestionnaire", done=True, note=_on(file.completed_at) + body)
    return Milestone(
        "Structure à compléter par le gestionnaire", done=False, note=_since(file.sent_at if file else None)
    )


def _on(moment: datetime | None) -> str:
    return f"le {day(moment)}" if moment else ""


def _since(moment: datetime | None) -> str:
    if moment is None:
        return ""
    days = (clock.now() - moment).days
    return f"lien envoyé il y a {plural(days, 'jour')}" if days else "lien envoyé aujourd’hui"
