"""The pictures of a project: its holder arranges them, everybody sees them once it has a campaign."""

from typing import Any

from django.urls import reverse

from trousse.fundraising.campaigns.selectors import campaigns_public
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.perms import can_see_project
from trousse.fundraising.review.selectors import pictures_key_opens
from trousse.people.schools.models import School
from trousse.platform.pictures.owners import Owner


def _project(project_id: str) -> Project | None:
    if not project_id.isdecimal():
        return None
    return Project.objects.select_related("holder", "school__departement__academie").filter(pk=int(project_id)).first()


def may_edit(user: Any, project_id: str) -> bool:
    """The holder, at any time: a parent who changes their mind does not wait for the end of a review."""
    project = _project(project_id)
    return project is not None and bool(user.is_authenticated) and project.holder_id == user.pk


def may_see(user: Any, project_id: str) -> bool:
    """Whoever sees the project itself."""
    project = _project(project_id)
    return project is not None and can_see_project(user, project)


def key_opens(key: str, project_id: str) -> bool:
    """Whoever holds a living link of the head or the manager of this project."""
    return project_id.isdecimal() and pictures_key_opens(key, project_id)


def is_public(project_id: str) -> bool:
    """From the day its campaign is scheduled."""
    return project_id.isdecimal() and campaigns_public().filter(pk=int(project_id)).exists()


def url(project_id: str) -> str:
    project = _project(project_id)
    if project is None or not is_public(project_id):
        return edit_url(project_id)
    return reverse("public:project", args=[project.pk, project.slug])


def edit_url(project_id: str) -> str:
    return reverse("teacher:project_pictures", args=[project_id])


def author_email(project_id: str) -> str:
    project = _project(project_id)
    return project.holder.email if project else ""


def school_of(project_id: str) -> School | None:
    project = _project(project_id)
    return project.school if project else None


PROJECT = Owner(
    label="Image du projet",
    may_edit=may_edit,
    may_see=may_see,
    key_opens=key_opens,
    is_public=is_public,
    url=url,
    edit_url=edit_url,
    author_email=author_email,
    school_of=school_of,
)
