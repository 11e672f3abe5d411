"""Letters about mandates, to every member of the committee."""

from collections.abc import Sequence

from django.urls import reverse

from trousse.core.money import Euro
from trousse.giving.allocation.messages import committee_emails
from trousse.giving.allocation.models import Grant, Mandate
from trousse.giving.allocation.notifications import MandateOver, MandateSummary, MandateToSign
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify_many


def tell_written(mandate: Mandate) -> None:
    """It waits for two signatures."""
    letter = MandateToSign(
        number=mandate.pk,
        purpose=mandate.purpose,
        envelope=mandate.envelope,
        last_day=mandate.ends_on,
        url=_url(mandate),
    )
    _to_committee(letter)


def tell_over(mandate: Mandate, why: str) -> None:
    """It gives no more."""
    letter = MandateOver(number=mandate.pk, why=why, spent=mandate.spent, envelope=mandate.envelope, url=_url(mandate))
    _to_committee(letter)


def tell_posted(posted: Sequence[tuple[Mandate, Sequence[Grant]]]) -> None:
    """What was given under each of these mandates: one letter for all."""
    grants = [grant for _mandate, given in posted for grant in given]
    letter = MandateSummary(
        amount=Euro.total(grant.amount for grant in grants),
        grants=len(grants),
        lines=tuple({"title": _line(mandate, given), "url": _url(mandate)} for mandate, given in posted),
        url=reverse("committee:mandates"),
    )
    _to_committee(letter)


def _line(mandate: Mandate, grants: Sequence[Grant]) -> str:
    projects = len({grant.campaign_id for grant in grants})
    amount = Euro.total(grant.amount for grant in grants)
    return f"{mandate} : {amount} pour {projects} projet{'s' if projects > 1 else ''}, il reste {mandate.left}"


def _to_committee(letter: Notification) -> None:
    notify_many((letter, email) for email in committee_emails())


def _url(mandate: Mandate) -> str:
    return reverse("committee:mandate", args=[mandate.pk])
