"""What follows is decided above: ``campaigns`` schedules the campaign, ``coaching`` finds somebody to accompany it."""

from collections.abc import Callable

from trousse.core.actors import Actor
from trousse.core.registry import Registry
from trousse.fundraising.projects.models import Project

FilesCompleted = Callable[[Project, Actor], object]
ProjectAccepted = Callable[[Project], object]

files_completed: Registry[FilesCompleted] = Registry("files completed")
"""Each is called once, in the transaction that completes the second file, with the project locked."""

project_accepted: Registry[ProjectAccepted] = Registry("project accepted")
"""Each is called in the transaction that accepts the project, once more when it is accepted again, project locked."""
