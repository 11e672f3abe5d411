"""A picture of a piece of news, of a thank-you or of a report: attest the parents' agreement, or remove it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.actors import Actor
from trousse.people.accounts.models import User
from trousse.platform.documents.errors import DocumentRefused
from trousse.platform.pictures.errors import AttestationInvalid, PictureMissing
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.owners import owner_of
from trousse.platform.pictures.selectors import picture_to_edit
from trousse.platform.pictures.services import picture_attest, picture_remove
from trousse.web.access import GET_POST, signed_in
from trousse.web.components.picture_fields import AttestationForm
from trousse.web.teacher.own import signed_in_user

KINDS = ("news_item", "thanks", "report")


@signed_in(methods=GET_POST)
def told_picture(request: HttpRequest, picture_id: UUID) -> HttpResponse:
    """Its class alone: the picture says to which piece it belongs, and the way back there."""
    user = signed_in_user(request)
    picture = picture_to_edit(user, picture_id)
    edit_url = owner_of(picture.subject_kind).edit_url
    if picture.subject_kind not in KINDS or edit_url is None:
        raise PictureMissing
    back = edit_url(picture.subject_id)
    if request.method == "POST" and "supprimer" in request.POST:
        picture_remove(picture=picture, actor=Actor.of_user(user))
        messages.success(request, "L’image est supprimée, et son fichier avec elle.")
        return redirect(back)
    known = {"attestation_name": picture.attestation_name or user.display_name}
    is_sent = request.method == "POST"
    form = AttestationForm(request.POST, request.FILES) if is_sent else AttestationForm(initial=known)
    if request.method == "POST" and form.is_valid() and _attested(form, picture, user):
        messages.success(request, "C’est attesté. L’image est montrée jusqu’au jour que vous avez donné.")
        return redirect(back)
    context = {"form": form, "picture": picture, "back": back}
    return render(request, "teacher/told_picture.html", context, status=422 if form.is_bound else 200)


def _attested(form: AttestationForm, picture: Picture, user: User) -> bool:
    attestation = form.attestation()
    if attestation is None:
        return False
    try:
        picture_attest(picture=picture, attestation=attestation, actor=Actor.of_user(user))
    except AttestationInvalid as refused:
        form.refuse_attestation(refused.problems)
        return False
    except DocumentRefused as refused:
        form.add_error("attestation_scan", refused.user_message)
        return False
    return True
