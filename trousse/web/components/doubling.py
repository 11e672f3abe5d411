"""What a visitor reads when a fund doubles gifts: true at that moment, and never more than the fund holds."""

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.matching import doubling_offer
from trousse.giving.donations.selectors import amount_limits


def doubling_words(campaign: Campaign) -> str:
    """« Chaque euro donné est doublé par… », or nothing. One statement when no mandate allows it."""
    found = doubling_offer(campaign)
    if found is None:
        return ""
    fund, offer = found
    least, left, at_once = Euro(offer.least), Euro(offer.left), Euro(offer.at_once)
    what = f"Chaque don d’au moins {least}" if least > amount_limits().minimum else "Chaque euro donné"
    most = f", {at_once} au plus par don" if at_once < left else ""
    return f"{what} est doublé par « {fund.name} »{most}, jusqu’au minimum et tant qu’il reste de quoi : encore {left}."
