"""Patrons: their agreement, their fund, and the money that they send to our bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.giving.funds import postings, reporting
from trousse.giving.funds import services as funds
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import AgreementRefused, ContactRefused, DepositConflict, DepositRefused
from trousse.giving.funds.models import REFERENCE_MAX, Agreement, AgreementContact, Deposit, Fund, PatronReport
from trousse.giving.funds.reporting import ReportFacts
from trousse.giving.funds.rules import FundLimits, Restriction, deposit_reference, terms_problems
from trousse.money.ledger.services import post
from trousse.platform.audit import services as audit
from trousse.platform.documents.rules import MediaType
from trousse.platform.documents.services import document_delete, document_store

REPORT = "funds.report"
LOGO = "funds.logo"
LOGO_MAX = 200 * 1024
"""Bytes: the page of a fund opens on any telephone."""
SIGNED = "funds.agreement"
PICTURES = {MediaType.PNG, MediaType.JPEG}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a patron and we agree on. ``starts_on``: the day of the signature when nothing else is said.

    ``shows_name``: the public may read who gives.
    """

    organisation: str
    siren: str
    restriction: Restriction
    limits: FundLimits
    signed_on: date
    starts_on: date | None = None
    shows_name: bool = True


@dataclass(frozen=True)
class Contact:
    """Who follows the fund for its patron."""

    email: str
    name: str = ""


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
    contacts: Sequence[Contact] = (),
    signed: Upload | None = None,
) -> Agreement:
    """Open the fund of a patron with its terms; ``signed`` is the document that both signed.

    Raises AgreementRefused when the terms contradict themselves, CriteriaUnknown, FundExists for an address that is
    taken, ContactRefused, DocumentRefused.
    """
    limits, starts_on = terms.limits, terms.starts_on or terms.signed_on
    problems = terms_problems(
        organisation=terms.organisation,
        siren=terms.siren,
        limits=limits,
        signed_on=terms.signed_on,
        starts_on=starts_on,
    )
    if problems:
        raise AgreementRefused(problems)
    fund = funds.fund_open(
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
        shows_name=terms.shows_name,
        signed_document=document_store(kind=SIGNED, name=signed.name, content=signed.content, actor=actor)
        if signed
        else None,
    )
    for contact in contacts:
        contact_add(agreement=agreement, contact=contact, actor=actor)
    audit.record(verb="agreement.create", subject=agreement, actor=actor, data={"organisation": agreement.organisation})
    return agreement


@transaction.atomic
def contact_add(*, agreement: Agreement, contact: Contact, actor: Actor) -> AgreementContact:
    """Whoever signs in with this address follows the fund from now on; known already, nothing changes.

    Raises ContactRefused.
    """
    email = contact.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ContactRefused(contact.email.strip()) from None
    added, is_new = agreement.contacts.get_or_create(email=email, defaults={"name": contact.name.strip()})
    if is_new:
        audit.record(verb="agreement.contact_add", subject=agreement, actor=actor, data={"contact": added.pk})
    return added


@transaction.atomic
def contact_remove(*, agreement: Agreement, email: str, actor: Actor) -> None:
    """This address opens nothing any more; the person is forgotten here."""
    removed, _ = agreement.contacts.filter(email=email.strip().lower()).delete()
    if removed:
        audit.record(verb="agreement.contact_remove", subject=agreement, actor=actor, data={})


@transaction.atomic
def logo_show(*, agreement: Agreement, logo: Upload, actor: Actor) -> None:
    """The patron agrees that this picture shows on the page of its fund. Raises DocumentRefused, AgreementRefused."""
    locked = agreement_lock(agreement)
    if not locked.shows_name:
        raise AgreementRefused("Un logo dit un nom : montrez d’abord le nom de l’organisme.")
    if len(logo.content) > LOGO_MAX:
        raise AgreementRefused("Un logo pèse 200 ko au plus : enregistrez-le plus petit, s’il vous plaît.")
    kept = document_store(kind=LOGO, name=logo.name, content=logo.content, actor=actor)
    if kept.media_type not in PICTURES:
        raise AgreementRefused("Un logo est une image PNG ou JPEG.")
    before = locked.logo
    locked.logo, locked.logo_consented_at = kept, clock.now()
    locked.save(update_fields=["logo", "logo_consented_at"])
    if before is not None:
        document_delete(document=before, actor=actor)
    audit.record(verb="agreement.logo_show", subject=locked, actor=actor, data={"document": str(kept.pk)})


@transaction.atomic
def logo_hide(*, agreement: Agreement, actor: Actor) -> None:
    """The patron agrees no longer: the picture is deleted. Hidden already, nothing happens."""
    locked = agreement_lock(agreement)
    if locked.logo is None:
        return
    gone = locked.logo
    locked.logo, locked.logo_consented_at = None, None
    locked.save(update_fields=["logo", "logo_consented_at"])
    document_delete(document=gone, actor=actor)
    audit.record(verb="agreement.logo_hide", subject=locked, actor=actor, data={})


@transaction.atomic
def name_show(*, agreement: Agreement, shown: bool, actor: Actor) -> None:
    """Whether the public reads who gives. Hiding the name takes the logo away; said again, nothing happens."""
    locked = agreement_lock(agreement)
    if locked.shows_name == shown:
        return
    if not shown:
        logo_hide(agreement=locked, actor=actor)
    Agreement.objects.filter(pk=locked.pk).update(shows_name=shown)
    verb = "agreement.name_show" if shown else "agreement.name_hide"
    audit.record(verb=verb, subject=locked, actor=actor, data={})


@transaction.atomic
def report_print(*, agreement: Agreement, facts: ReportFacts, actor: Actor) -> PatronReport:
    """The report of these facts: the one that exists, else a new one. Two at once make two files, one is kept."""
    wanted = {"agreement": agreement, "content_hash": reporting.content_hash(facts)}
    made = PatronReport.objects.select_related("document").filter(**wanted).first()
    if made:
        return made
    document = document_store(
        kind=REPORT,
        name=f"rapport-{agreement.fund.slug}-{facts.on.isoformat()}.pdf",
        content=reporting.print_report(facts),
        actor=actor,
    )
    kept, _ = PatronReport.objects.get_or_create(
        **wanted, defaults={"document": document, "edition": reporting.edition()}
    )
    return kept


@transaction.atomic
def patron_deposit(*, fund: Fund, amount: Euro, bank_reference: str, received_on: date, actor: Actor) -> Deposit:
    """Money of a patron that arrived at our bank enters its fund: ledger ``bank`` → ``fund``, in one transaction.

    The reference of the bank names the transfer: said again, it finds the first deposit. Money that comes before an
    agreement begins or after it ended is counted all the same: it is there.
    Raises DepositConflict when the reference was counted for something else, DepositRefused.
    """
    reference = deposit_reference(bank_reference)
    _check_deposit(fund, amount, reference, received_on)
    funds.fund_lock(fund.pk)
    made, is_new = Deposit.objects.get_or_create(
        bank_reference=reference,
        defaults={"fund": fund, "amount_cents": amount.cents, "received_on": received_on},
    )
    if (made.fund_id, made.amount_cents) != (fund.pk, amount.cents):
        raise DepositConflict(reference, name=made.fund.name, amount=made.amount)
    if is_new:
        funds.fund_deposit(fund_id=fund.pk, amount=amount)
        post(postings.deposited(fund_id=fund.pk, amount=amount, bank_reference=reference))
        audit.record(verb="fund.deposit", subject=fund, actor=actor, data={"deposit": made.pk, "cents": amount.cents})
    return made


def _check_deposit(fund: Fund, amount: Euro, reference: str, received_on: date) -> None:
    if fund.kind != FundKind.PATRON:
        raise DepositRefused("Ce fonds n’est pas celui d’un mécène : il reçoit des dons, par les pages du site.")
    if amount <= Euro.zero():
        raise DepositRefused("Un versement est une somme positive, par exemple 5000 ou 1250,50.")
    if not reference or len(reference) > REFERENCE_MAX:
        raise DepositRefused(f"Recopiez la référence du relevé de la banque ({REFERENCE_MAX} signes au plus).")
    if received_on > clock.today():
        raise DepositRefused("Un versement est compté quand il est arrivé : cette date est encore à venir.")


def agreement_lock(agreement: Agreement) -> Agreement:
    """Its row, read anew and held until the transaction ends."""
    return Agreement.objects.select_for_update(of=("self",)).select_related("logo").get(pk=agreement.pk)
