"""How far a project is: each step with what it still needs, and where to go on."""

from dataclasses import dataclass

from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.selectors import open_remarks
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.web.teacher.wizard.readiness import Checklist
from trousse.web.teacher.wizard.steps import STEPS, Step


@dataclass(frozen=True)
class StepMark:
    """A step in the zip. ``todo`` answers still miss; ``is_remarked`` while what the reviewer remarked is unchanged."""

    step: Step
    url: str
    is_current: bool
    is_ready: bool
    todo: int
    is_remarked: bool


def marks(project: Project, checklist: Checklist, current: Step) -> list[StepMark]:
    """The eight steps as the zip shows them."""
    remarked = _remarked(project)
    found = []
    for step in STEPS:
        todo = len(checklist.of(step).missing)
        ready = not todo and (step.slug != "images" or bool(all_pictures_of("project", project.pk)))
        found.append(StepMark(step, step.url(project.pk), step is current, ready, todo, step in remarked))
    return found


def where_to_go_on(project: Project, checklist: Checklist) -> Step:
    """The first step with a remark to answer; else the first that lacks something; else the last look."""
    remarked = _remarked(project)
    if remarked:
        return remarked[0]
    return checklist.missing[0].step if checklist.missing else STEPS[-1]


def _remarked(project: Project) -> list[Step]:
    """The steps that hold a remark to answer, in their order."""
    fields = open_remarks(project).keys()
    return [step for step in STEPS if not fields.isdisjoint(step.fields)]
