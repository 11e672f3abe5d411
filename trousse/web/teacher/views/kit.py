"""« Votre kit »: what a class prints, sends and shows to make its campaign known."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.actors import Actor
from trousse.fundraising.kit.card import card_of
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.errors import PieceMissing
from trousse.fundraising.kit.facts import facts_of
from trousse.fundraising.kit.models import PrintedPiece
from trousse.fundraising.kit.selectors import is_printing, kit_campaign, piece_get
from trousse.fundraising.kit.services import piece_print
from trousse.fundraising.kit.sharing import share_texts
from trousse.web.access import POST, signed_in
from trousse.web.components.embedding import iframe
from trousse.web.components.evidence import hand_over
from trousse.web.teacher.own import signed_in_user

POSTERS = (Piece.POSTER_A4, Piece.POSTER_A3, Piece.POSTER_A4_GREY, Piece.POSTER_A3_GREY)
LEAFLETS = (Piece.LEAFLETS_4, Piece.LEAFLETS_8)


@signed_in()
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything on one page. When the campaign no longer collects: what was printed, and nothing new."""
    user = signed_in_user(request)
    campaign = kit_campaign(user, pk)
    facts, card = facts_of(campaign), card_of(campaign)
    context = {
        "campaign": campaign,
        "is_coach": campaign.project.holder_id != user.pk,
        "facts": facts,
        "is_printing": is_printing(campaign),
        "posters": POSTERS,
        "leaflets": LEAFLETS,
        "note": Piece.NOTE,
        "languages": list(Language),
        "made": list(PrintedPiece.objects.filter(campaign=campaign)) if not is_printing(campaign) else [],
        "texts": share_texts(facts),
        "social_image": reverse("public:social_card", args=[campaign.pk, card.fingerprint]),
        "social_alt": card.alt,
        "widget": reverse("public:widget", args=[campaign.pk]),
        "embed": iframe(campaign.pk, campaign.title),
        "page_url": f"{settings.BASE_URL}{reverse('public:project', args=[campaign.pk, campaign.slug])}",
    }
    return render(request, "teacher/kit.html", context)


@signed_in(methods=POST)
def kit_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a piece, or finds the one that is there, and hands it over."""
    user = signed_in_user(request)
    campaign = kit_campaign(user, pk)
    try:
        piece, language = Piece(request.POST.get("piece", "")), Language(request.POST.get("langue", "fr"))
    except ValueError:
        raise PieceMissing from None
    made = piece_print(campaign=campaign, piece=piece, language=language, actor=Actor.of_user(user))
    return redirect("teacher:kit_piece", pk, made.pk)


@signed_in()
def kit_piece(request: HttpRequest, pk: int, piece_pk: UUID) -> HttpResponse:
    """The PDF, the very bytes that were made."""
    campaign = kit_campaign(signed_in_user(request), pk)
    return hand_over(piece_get(campaign, piece_pk).document)
