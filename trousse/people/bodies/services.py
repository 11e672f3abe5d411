"""Writing receiving bodies: what a manager declares, and the second person's check of bank details."""

from typing import Any

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.people.accounts.models import User
from trousse.people.bodies import rules
from trousse.people.bodies.enums import AccountState, BodyKind
from trousse.people.bodies.errors import (
    BicRefused,
    BodyNotEligible,
    IbanRefused,
    SecondPersonNeeded,
    SirenRefused,
    SomethingMissing,
)
from trousse.people.bodies.models import BankAccount, LegalEntity, ReceivingBody
from trousse.people.bodies.selectors import eligible_kinds, is_proposer
from trousse.people.bodies.transitions import BankAccountWorkflow
from trousse.people.schools.models import School
from trousse.platform.audit.services import record


@transaction.atomic
def body_declare(
    *,
    school: School,
    kind: BodyKind,
    siren: str,
    legal_name: str,
    iban: str,
    holder_name: str,
    issues_receipts: bool,
    actor: Actor,
    address: str = "",
    postcode: str = "",
    town: str = "",
    bic: str = "",
    manager_name: str = "",
    manager_email: str = "",
) -> ReceivingBody:
    """Declare the body that receives the money of ``school``'s projects, and propose its bank details.

    Said twice, it changes nothing. An entity that was verified, or on which another school rests, keeps its name,
    address and right to issue receipts: what is declared otherwise stays with the body (``declared``). Bank details
    already approved for this entity stay approved; others wait for a second person. Raises a BodyRefused whose ``code``
    names the field.
    """
    if kind not in eligible_kinds(school):
        raise BodyNotEligible(", ".join(allowed.label for allowed in eligible_kinds(school)))
    declared = {
        "legal_name": _required(legal_name, "legal_name", "la raison sociale de la structure"),
        "issues_receipts": issues_receipts,
        "address": address.strip(),
        "postcode": postcode.strip(),
        "town": town.strip(),
    }
    entity = _entity(_siren(siren), declared, school, actor)
    account = _account(entity, iban, bic, _required(holder_name, "holder_name", "le nom du titulaire du compte"), actor)
    manager = {"manager_name": manager_name.strip(), "manager_email": manager_email.strip().lower()}
    body, _created = ReceivingBody.objects.update_or_create(
        school=school, kind=kind, entity=entity, defaults={"account": account, "declared": declared, **manager}
    )
    record(
        verb="body.declare",
        subject=body,
        actor=actor,
        data={"siren": entity.siren, "kind": kind, "bank_account": account.pk, **_differences(entity, declared)},
    )
    return body


@transaction.atomic
def bank_account_approve(*, account: BankAccount, by: User) -> BankAccount:
    """The second person compared the details with the RIB and the Sirene notice: money may go there.

    The entity counts as verified from now on, as the manager of this account declared it.
    Raises SecondPersonNeeded, TransitionRefused, TransitionForbidden.
    """
    _refuse_proposer(account, by)
    approved = BankAccountWorkflow.perform(
        BankAccountWorkflow.approve, account, actor=Actor.of_user(by), decided_by=by, decided_at=clock.now()
    )
    _verify_entity(approved, Actor.of_user(by))
    return approved


@transaction.atomic
def bank_account_reject(*, account: BankAccount, by: User, reason: str) -> BankAccount:
    """The details do not match the papers: ``reason`` (French, required) is what the manager will be told."""
    _refuse_proposer(account, by)
    return BankAccountWorkflow.perform(
        BankAccountWorkflow.reject,
        account,
        actor=Actor.of_user(by),
        reason=reason,
        decided_by=by,
        decided_at=clock.now(),
        rejection_reason=reason.strip(),
    )


def _entity(siren: str, declared: dict[str, Any], school: School, actor: Actor) -> LegalEntity:
    """The entity of this SIREN, locked; corrected by what is declared as long as it is this school's alone.

    A link sent to one manager must not rewrite what hundreds of other schools rest on.
    """
    entity, created = LegalEntity.objects.select_for_update(of=("self",)).get_or_create(siren=siren, defaults=declared)
    if created:
        record(verb="legal_entity.create", subject=entity, actor=actor, data={"siren": siren})
    elif not entity.verified and not entity.bodies.exclude(school=school).exists():
        _correct(entity, declared, actor)
    return entity


def _verify_entity(account: BankAccount, actor: Actor) -> None:
    entity = LegalEntity.objects.select_for_update(of=("self",)).get(pk=account.entity_id)
    if entity.verified:
        return
    said = [body.declared for body in account.bodies.exclude(declared={}).order_by("pk")]
    if said and all(each == said[0] for each in said):  # where managers disagree, nobody is believed: it stays as it is
        _correct(entity, said[0], actor)
    entity.verified = True
    entity.save(update_fields=["verified"])


def _correct(entity: LegalEntity, declared: dict[str, Any], actor: Actor) -> None:
    if not _differences(entity, declared):
        return
    for name, value in declared.items():
        setattr(entity, name, value)
    entity.save(update_fields=list(declared))
    record(verb="legal_entity.correct", subject=entity, actor=actor, data={"siren": entity.siren})


def _account(entity: LegalEntity, iban: str, bic: str, holder_name: str, actor: Actor) -> BankAccount:
    """The account of ``entity`` with this IBAN, proposed now if it is not already approved or waiting."""
    number = rules.tidy_number(iban)
    if not rules.is_payable_iban(number):
        raise IbanRefused
    code = rules.tidy_number(bic) or rules.bic_of(number)
    if code and not rules.is_valid_bic(code):
        raise BicRefused
    current = BankAccount.objects.filter(entity=entity, iban=number).exclude(state=AccountState.REJECTED).first()
    return current or BankAccount.objects.create(
        entity=entity,
        iban=number,
        bic=code,
        holder_name=holder_name,
        proposed_by_kind=actor.kind,
        proposed_by_id=actor.id,
        proposed_by_label=actor.label,
    )


def _siren(typed: str) -> str:
    siren = rules.tidy_number(typed)
    if not rules.is_valid_siren(siren):
        raise SirenRefused
    return siren


def _required(typed: str, field: str, what: str) -> str:
    if not typed.strip():
        raise SomethingMissing(field, what)
    return typed.strip()


def _differences(entity: LegalEntity, declared: dict[str, Any]) -> dict[str, Any]:
    """What is declared otherwise than the entity holds it, for the journal."""
    return {f"declared_{name}": value for name, value in declared.items() if getattr(entity, name) != value}


def _refuse_proposer(account: BankAccount, by: User) -> None:
    if is_proposer(by, account):
        raise SecondPersonNeeded
