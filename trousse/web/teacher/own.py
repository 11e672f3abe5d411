"""Who is here, and which projects are theirs."""

from typing import cast

from django.http import HttpRequest

from trousse.fundraising.projects.errors import ProjectMissing
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import project_get
from trousse.people.accounts.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The person of a view that is marked ``@signed_in``."""
    return cast(User, request.user)


def own_project(user: User, pk: int) -> Project:
    """A project of this very holder. Raises ProjectMissing for everybody else, reviewers included."""
    project = project_get(user, pk)
    if project.holder_id != user.pk:
        raise ProjectMissing
    return project
