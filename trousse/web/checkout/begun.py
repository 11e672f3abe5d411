"""Which gifts this browser began: it alone sees again what was typed, and may go on with them.

The bank sends people back to an address that holds the key of their gift. It may travel further (history, shared
screen, another browser opened by a banking application), so the address alone never shows an e-mail or a name.
"""

from uuid import UUID

from django.http import HttpRequest

from trousse.core.errors import Missing
from trousse.giving.donations.models import Donation
from trousse.giving.donations.selectors import donation_by_checkout_key, donations_unfinished
from trousse.web.checkout.destinations import Destination

SESSION = "gifts_begun"
KEPT = 20


class NotBegunHere(Missing):
    """No such gift, or one of another browser: nobody may know which."""

    def __init__(self) -> None:
        super().__init__("Ce don n’a pas été commencé dans ce navigateur. Repartez du projet : cela prend une minute.")


def remember(request: HttpRequest, donation: Donation) -> None:
    key = str(donation.checkout_key)
    request.session[SESSION] = [*(other for other in _keys(request) if other != key), key][-KEPT:]


def is_here(request: HttpRequest, donation: Donation) -> bool:
    return str(donation.checkout_key) in _keys(request)


def own_donation(request: HttpRequest, key: UUID) -> Donation:
    """Raises NotBegunHere."""
    donation = donation_by_checkout_key(key)
    if donation is None or not is_here(request, donation):
        raise NotBegunHere
    return donation


def unfinished(request: HttpRequest, destination: Destination) -> Donation | None:
    """The last gift to ``destination`` that was begun here and is not paid. No query where nothing was begun."""
    keys = [UUID(key) for key in _keys(request)]
    gifts = donations_unfinished(keys) if keys else ()
    return next((gift for gift in gifts if gift.destination == destination.target), None)


def _keys(request: HttpRequest) -> list[str]:
    keys: list[str] = request.session.get(SESSION, [])
    return keys
