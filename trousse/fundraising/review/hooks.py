"""What follows two complete files is decided above: ``campaigns`` registers the scheduling of the campaign."""

from collections.abc import Callable

from trousse.core.actors import Actor
from trousse.core.registry import Registry
from trousse.fundraising.projects.models import Project

FilesCompleted = Callable[[Project, Actor], object]

files_completed: Registry[FilesCompleted] = Registry("files completed")
"""Each is called once, in the transaction that completes the second file, with the project locked."""
