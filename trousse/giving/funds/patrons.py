"""Patrons: their agreement, their fund, and the money that they send to our bank."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from trousse.core.actors import Actor
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import AgreementRefused
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.rules import FundLimits, Restriction, terms_problem
from trousse.giving.funds.services import fund_open
from trousse.platform.audit import services as audit
from trousse.platform.documents.models import Document
from trousse.platform.documents.services import document_store


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a patron and we agree on. ``starts_on``: the day of the signature when nothing else is said."""

    organisation: str
    siren: str
    restriction: Restriction
    limits: FundLimits
    signed_on: date
    starts_on: date | None = None


@dataclass(frozen=True)
class Upload:
    """A file as it was given."""

    name: str
    content: bytes


@transaction.atomic
def agreement_create(
    *,
    terms: Terms,
    name: str,
    actor: Actor,
    slug: str = "",
    description: str = "",
    signed: Upload | None = None,
) -> Agreement:
    """Open the fund of a patron with its terms; ``signed`` is the document that both signed.

    Raises AgreementRefused when the terms contradict themselves, CriteriaUnknown, FundExists for an address that is
    taken, DocumentRefused.
    """
    limits, starts_on = terms.limits, terms.starts_on or terms.signed_on
    problem = terms_problem(
        organisation=terms.organisation,
        siren=terms.siren,
        limits=limits,
        signed_on=terms.signed_on,
        starts_on=starts_on,
    )
    if problem:
        raise AgreementRefused(problem)
    fund = fund_open(
        kind=FundKind.PATRON,
        name=name,
        slug=slug,
        restriction=terms.restriction,
        description=description,
        actor=actor,
    )
    agreement = Agreement.objects.create(
        fund=fund,
        organisation=terms.organisation.strip(),
        siren=terms.siren,
        cap_cents=None if limits.cap is None else limits.cap.cents,
        share_cap_bp=limits.share_cap_bp,
        least_cents=limits.least.cents,
        matches=limits.matches,
        signed_on=terms.signed_on,
        starts_on=starts_on,
        expires_on=limits.expires_on,
        signed_document=_kept("funds.agreement", signed, actor),
    )
    audit.record(verb="agreement.create", subject=agreement, actor=actor, data={"organisation": agreement.organisation})
    return agreement


def _kept(kind: str, upload: Upload | None, actor: Actor) -> Document | None:
    return document_store(kind=kind, name=upload.name, content=upload.content, actor=actor) if upload else None
