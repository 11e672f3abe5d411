"""What there is to do, the most urgent first, and the sentence that greets the holder."""

from collections.abc import Iterable

from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.review.selectors import who_holds
from trousse.web.components.cards import ProjectCard, Task
from trousse.web.components.project_cards import UNTITLED
from trousse.web.components.typography import plural
from trousse.web.teacher.albums import tasks_of_albums
from trousse.web.teacher.boards import CampaignBoard, CorrectionBoard, Dashboard, DraftBoard, FileBoard
from trousse.web.teacher.coaching_block import tasks_of_coaching

PATIENCE = 7
"""Days after which we suggest a word to whoever holds the file."""


def tasks_of(board: Dashboard) -> list[Task]:
    """Everything that depends on the holder."""
    return [
        *(_task_correct(each) for each in board.corrections),
        *(task for each in board.files for task in _tasks_remind(each)),
        *(_task_share(each) for each in board.campaigns if each.card.is_collecting),
        *tasks_of_coaching(board.coaching),
        *tasks_of_albums(board.albums.values()),
        *(_task_draft(each) for each in board.drafts),
    ]


def greeting(board: Dashboard, count: int) -> str:
    """The sentence under « Bonjour Claire », with the ``count`` of tasks."""
    todo = f"{plural(count, 'chose')} à faire" if count else "rien à faire pour le moment"
    main = board.main
    if main and main.card.is_collecting:
        return f"{_pace(main.card)} {todo[0].upper()}{todo[1:]}."
    if board.is_empty:
        return "Ici, vous préparez vos projets et suivez leurs collectes."
    return f"Voici où en sont vos projets\u00a0: {todo}."


def _task_correct(board: CorrectionBoard) -> Task:
    count = len(board.notes)
    text = f"{plural(count, 'remarque')} à l’encre rouge." if count else "L’instructeur vous a laissé un mot."
    return Task(f"Corriger « {board.card.title} »", text, reverse("teacher:project_edit", args=[board.project.pk]))


def _tasks_remind(board: FileBoard) -> Iterable[Task]:
    """Only after a few days: before that, they have just received the message."""
    holding = who_holds(board.project)
    days = holding.days(clock.now())
    if days >= PATIENCE and board.reminders:
        yield Task(
            f"Prévenir {' et '.join(reminder.label for reminder in board.reminders)}",
            f"Le lien attend depuis {plural(days, 'jour')}. Un mot de vous suffit souvent.",
            f"#dossier-{board.project.pk}",
        )


def _task_share(board: CampaignBoard) -> Task:
    return Task(
        "Faire connaître la collecte",
        "Un mot dans le cahier de liaison, la page envoyée aux familles\u00a0: les premiers dons viennent de là.",
        f"{board.card.url}#partager",
    )


def _task_draft(board: DraftBoard) -> Task:
    if board.readiness.is_complete:
        return Task(
            f"Soumettre « {board.card.title} »",
            "Tout y est\u00a0: il ne manque que votre accord.",
            reverse("teacher:project_submit", args=[board.project.pk]),
        )
    missing = len(board.readiness.missing)
    title = "Terminer votre projet" if board.card.title == UNTITLED else f"Terminer « {board.card.title} »"
    return Task(
        title, f"Encore {plural(missing, 'réponse')}.", reverse("teacher:project_edit", args=[board.project.pk])
    )


def _pace(card: ProjectCard) -> str:
    if card.minimum_reached:
        return "Le minimum est atteint, bravo\u00a0!"
    if card.days_left:
        return f"Il reste {plural(card.days_left, 'jour')} de collecte."
    return "C’est le dernier jour de la collecte."
