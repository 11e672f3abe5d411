"""The three steps above every page of the checkout."""

from django.urls import reverse

from trousse.core.money import Euro
from trousse.giving.donations.models import Donation
from trousse.web.components.cards import Step
from trousse.web.components.typography import money


def steps_of(amount: Euro | None = None) -> list[Step]:
    """For a gift that is not begun: one goes back by the buttons of the form, which keep what was typed."""
    return [Step("Montant", note=money(amount) if amount else ""), Step("Vous"), Step("Paiement")]


def steps_of_donation(donation: Donation) -> list[Step]:
    """For a gift that was begun: everything can be corrected, the amount with the rest."""
    answers = reverse("checkout:donor", args=[donation.checkout_key])
    return [
        Step("Montant", note=money(donation.amount), url=answers),
        Step("Vous", note=donation.first_name, url=answers),
        Step("Paiement"),
    ]
