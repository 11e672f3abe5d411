"""Views of the coaches, by subject."""

from trousse.web.coach.views.listing import projects
from trousse.web.coach.views.project import project, project_hand_over, project_read, project_tick
from trousse.web.coach.views.templates import templates

__all__ = ["project", "project_hand_over", "project_read", "project_tick", "projects", "templates"]
