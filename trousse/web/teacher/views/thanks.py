"""The class thanks those who gave: three lines, a drawing, and cards to print."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.fundraising.dialogue import rules, selectors
from trousse.fundraising.dialogue.cards import thank_cards
from trousse.fundraising.dialogue.enums import ThanksFor
from trousse.fundraising.dialogue.errors import NobodyToThank
from trousse.fundraising.dialogue.models import Thanks
from trousse.fundraising.dialogue.services import thanks_change, thanks_draft, thanks_send, thanks_withdraw
from trousse.people.accounts.models import User
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.web.access import GET, GET_POST, signed_in
from trousse.web.components.cards import Crumb
from trousse.web.components.news import thanks_views
from trousse.web.teacher.class_pages import about, own_campaign, picture_form, picture_hung
from trousse.web.teacher.dialogue_forms import ThanksForm
from trousse.web.teacher.own import signed_in_user

PER_PAGE = 20


@signed_in(methods=GET_POST)
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the class thanked with, and a form for the next, which begins as a draft."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = thanks_draft(campaign=campaign, by=user, **_said(form))
        return redirect("teacher:thanks_edit", pk, draft.pk)
    context = {
        **about(campaign, "Remercier"),
        "form": form,
        "page": Paginator(selectors.thanks_of_class(campaign), PER_PAGE).get_page(request.GET.get("page")),
        "can_tell": rules.may_tell(campaign.state),
    }
    return render(request, "teacher/thanks.html", context, status=422 if form.is_bound else 200)


@signed_in(methods=GET_POST)
def thanks_edit(request: HttpRequest, pk: int, thanks_pk: int) -> HttpResponse:
    """One thank-you as donors will see it, or see it: its words, its drawing, and the button that sends it."""
    user = signed_in_user(request)
    campaign = own_campaign(user, pk)
    item = selectors.thanks_of_class_get(campaign, thanks_pk)
    sends = "envoyer" in request.POST
    said = request.POST if "texte" in request.POST or (sends and "text" in request.POST) else None
    form = ThanksForm(said, initial=_written(item))
    image = picture_form(request, user)
    if request.method == "POST" and "retirer" in request.POST:
        thanks_withdraw(thanks=item, by=user)
        messages.success(request, "Le brouillon est supprimé." if item.is_draft else "Ce merci n’est plus montré.")
        return redirect("teacher:thanks", pk)
    if sends and (not form.is_bound or form.is_valid()):
        if form.is_bound:
            item = thanks_change(thanks=item, by=user, **_said(form))
        return _send(request, user, item)
    if form.is_bound and not sends and form.is_valid():
        thanks_change(thanks=item, by=user, **_said(form))
        messages.success(request, "C’est enregistré.")
        return redirect("teacher:thanks_edit", pk, thanks_pk)
    if image.is_bound and picture_hung(image, user, kind="thanks", subject_id=item.pk):
        messages.success(request, "L’image est ajoutée.")
        return redirect("teacher:thanks_edit", pk, thanks_pk)
    context = {
        **about(campaign, "Un merci", Crumb("Remercier", reverse("teacher:thanks", args=[pk]))),
        "form": form,
        "image": image,
        "item": item,
        "event": thanks_views([item])[0],
        "pictures": all_pictures_of("thanks", item.pk),
        "readers": selectors.readers_of_thanks(item),
    }
    return render(request, "teacher/thanks_edit.html", context, status=422 if form.is_bound or image.is_bound else 200)


@signed_in(methods=GET)
def thanks_cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Cards to cut and to draw on, one a donor."""
    campaign = own_campaign(signed_in_user(request), pk)
    answer = HttpResponse(thank_cards(campaign), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="cartes-merci-{campaign.pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _send(request: HttpRequest, user: User, item: Thanks) -> HttpResponse:
    try:
        thanks_send(thanks=item, by=user)
    except NobodyToThank as nobody:
        messages.error(request, nobody.user_message)
        return redirect("teacher:thanks_edit", item.campaign_id, item.pk)
    messages.success(request, "Votre merci est parti. Chacun le trouve aussi sur la page de son don.")
    return redirect("teacher:thanks", item.campaign_id)


def _said(form: ThanksForm) -> dict[str, Any]:
    """For the service."""
    return {"text": form.cleaned_data["text"], "audience": ThanksFor(form.cleaned_data["audience"])}


def _written(item: Thanks) -> dict[str, str]:
    return {"text": item.text, "audience": item.audience}
