"""The pictures of a project: add, describe, order, attest, remove; on a page of its own and as a step of the wizard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.actors import Actor
from trousse.core.errors import Invalid
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.errors import PictureMissing, PictureRefused
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import all_pictures_of, picture_to_edit
from trousse.platform.pictures.services import (
    picture_describe,
    picture_move,
    picture_remove,
)
from trousse.web.access import GET_POST, POST, signed_in
from trousse.web.components.picture_fields import AttestationForm, PictureForm
from trousse.web.teacher.own import own_project, signed_in_user
from trousse.web.teacher.views.steps import wizard_frame
from trousse.web.teacher.wizard.steps import BY_SLUG

KIND = "project"
UPLOADS_PER_HOUR = 60
"""A picture costs a second of a processor: nobody adds more than one a minute all hour long."""


@dataclass(frozen=True)
class Hung:
    """A picture in its place among the others; the cover is the first that is published."""

    picture: Picture
    is_first: bool
    is_last: bool
    is_cover: bool


@signed_in(methods=GET_POST)
def step_images(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of a project and the form that adds one."""
    user = signed_in_user(request)
    project = own_project(user, pk)
    if request.method != "POST":
        return _page(request, project, PictureForm(initial={"attestation_name": user.display_name}))
    hit(key=f"pictures.add:{user.pk}", limit=UPLOADS_PER_HOUR, window=timedelta(hours=1))
    form = PictureForm(request.POST, request.FILES)
    picture = form.save(subject_kind=KIND, subject_id=pk, actor=Actor.of_user(user)) if form.is_valid() else None
    if picture is None:
        return _page(request, project, form, status=422)
    messages.success(request, _added(picture))
    return redirect("teacher:project_pictures", pk)


@signed_in(methods=POST)
def picture_change(request: HttpRequest, pk: int, picture_id: UUID) -> HttpResponse:
    """One button: cover, earlier, later, another description, remove."""
    user = signed_in_user(request)
    picture = _own_picture(user, pk, picture_id)
    change = CHANGES.get(request.POST.get("action", ""))
    if change is None:
        raise Invalid("Ce bouton ne dit pas quoi faire. Revenez aux images, s’il vous plaît.")
    try:
        messages.success(request, change(request, picture, Actor.of_user(user)))
    except PictureRefused as refused:
        messages.error(request, refused.user_message)
    return redirect("teacher:project_pictures", pk)


@signed_in(methods=GET_POST)
def picture_attestation(request: HttpRequest, pk: int, picture_id: UUID) -> HttpResponse:
    """Attest the parents' agreement, or renew it: the picture is published until the day that is given."""
    user = signed_in_user(request)
    picture = _own_picture(user, pk, picture_id)
    form = AttestationForm(*_sent(request), initial=_attested(picture, user))
    if request.method == "POST" and form.is_valid() and form.attest(picture, Actor.of_user(user)):
        messages.success(request, "C’est attesté. L’image est montrée jusqu’au jour que vous avez donné.")
        return redirect("teacher:project_pictures", pk)
    page = {"form": form, "picture": picture, "project": own_project(user, pk)}
    return render(request, "teacher/picture_attestation.html", page, status=422 if request.method == "POST" else 200)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _attested(picture: Picture, user: User) -> dict[str, object]:
    """What is known already: the same person and the same use, never the same dates."""
    return {
        "attestation_name": picture.attestation_name or user.display_name,
        "attestation_scope": picture.attestation_scope,
    }


def _own_picture(user: User, pk: int, picture_id: UUID) -> Picture:
    own_project(user, pk)
    picture = picture_to_edit(user, picture_id)
    if (picture.subject_kind, picture.subject_id) != (KIND, str(pk)):
        raise PictureMissing
    return picture


def _cover(request: HttpRequest, picture: Picture, actor: Actor) -> str:
    picture_move(picture=picture, place=0, actor=actor)
    return "C’est maintenant l’image de couverture."


def _earlier(request: HttpRequest, picture: Picture, actor: Actor) -> str:
    picture_move(picture=picture, place=_place(picture) - 1, actor=actor)
    return "L’image est avancée d’un rang."


def _later(request: HttpRequest, picture: Picture, actor: Actor) -> str:
    picture_move(picture=picture, place=_place(picture) + 1, actor=actor)
    return "L’image est reculée d’un rang."


def _describe(request: HttpRequest, picture: Picture, actor: Actor) -> str:
    picture_describe(picture=picture, alt=request.POST.get("alt", ""), actor=actor)
    return "La description est enregistrée."


def _remove(request: HttpRequest, picture: Picture, actor: Actor) -> str:
    picture_remove(picture=picture, actor=actor)
    return "L’image est supprimée, et son fichier avec elle."


CHANGES: dict[str, Callable[[HttpRequest, Picture, Actor], str]] = {
    "couverture": _cover,
    "avant": _earlier,
    "apres": _later,
    "decrire": _describe,
    "retirer": _remove,
}


def _place(picture: Picture) -> int:
    hung = all_pictures_of(picture.subject_kind, picture.subject_id)
    return next(place for place, other in enumerate(hung) if other.pk == picture.pk)


def _added(picture: Picture) -> str:
    if picture.is_pending:
        return "L’image est enregistrée, cachée. Elle sera montrée dès que vous aurez attesté l’accord des parents."
    return "L’image est ajoutée."


def _page(request: HttpRequest, project: Project, form: PictureForm, *, status: int = 200) -> HttpResponse:
    pictures = all_pictures_of(KIND, project.pk)
    cover = next((picture for picture in pictures if picture.is_published and picture.attestation_is_valid()), None)
    context = {
        "project": project,
        "form": form,
        "hung": [
            Hung(picture, picture is pictures[0], picture is pictures[-1], picture is cover) for picture in pictures
        ],
        "most": integer("pictures.most_per_subject"),
        "leaves_by_button": False,
        **(wizard_frame(project, BY_SLUG["images"]) if project.is_editable else {}),
    }
    return render(request, "teacher/pictures.html", context, status=status)
