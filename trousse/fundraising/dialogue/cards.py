"""Cards of thanks to print and to draw on in class: a first name when the donor agreed, never an amount."""

from pathlib import Path

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.platform.documents.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "thank_cards.typ"


def card_names(campaign: Campaign) -> list[str]:
    """One a donor: first names of those who agreed, in alphabetical order, then "" for each discreet one."""
    present = Supporter.objects.filter(campaign=campaign, removed_at=None).order_by("at", "pk")
    names: dict[str, str] = {}
    for email, first_name, named in present.values_list("email", "first_name", "named"):
        names[email] = first_name if named and first_name else names.get(email, "")
    return sorted(names.values(), key=lambda name: (not name, name.casefold()))


def thank_cards(campaign: Campaign) -> bytes:
    """The PDF, eight cards a page. It is made at each download and kept nowhere: it is full of first names."""
    return typeset(
        TEMPLATE,
        {
            "title": campaign.title,
            "signature": campaign.project.class_signature or "La classe",
            "school": campaign.project.school_in_words,
            "cards": card_names(campaign),
        },
    )
