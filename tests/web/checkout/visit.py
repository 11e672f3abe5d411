"""What a donor's browser sends."""

from typing import Any
from uuid import uuid4

from django.test import Client
from pytest_django.asserts import assertRedirects

from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund

ADDRESS = {"wants_receipt": "on", "address": "3 rue des Tilleuls", "postcode": "59000", "town": "Lille"}
WITH_RECEIPT = {**ADDRESS, "no_reward": "on"}


def answers(euros: str = "20", **changes: Any) -> dict[str, Any]:
    """The whole form of the second step; a change to None leaves the field out, as an unticked box does."""
    given = {
        "cle": str(uuid4()),
        "amount": euros,
        "kind": "individual",
        "first_name": "Jeanne",
        "last_name": "Morel",
        "email": "jeanne@exemple.fr",
        "terms": "on",
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


def donor_path(destination: Campaign | Fund) -> str:
    kind, name = ("projet", destination.pk) if isinstance(destination, Campaign) else ("fonds", destination.slug)
    return f"/don/{kind}/{name}/vous"


def begin(client: Client, destination: Campaign | Fund, euros: str = "20", **changes: Any) -> Donation:
    """From the second step to the third."""
    sent = answers(euros, **changes)
    answer = client.post(donor_path(destination), sent)
    assertRedirects(answer, f"/don/{sent['cle']}/paiement")
    return Donation.objects.get(checkout_key=sent["cle"])
