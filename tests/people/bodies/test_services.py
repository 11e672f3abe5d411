"""Declaring a receiving body, and the second person's check."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people.factories import grant, make_school, make_user
from trousse.core.actors import Actor
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.bodies import selectors
from trousse.people.bodies.enums import AccountState, BodyKind
from trousse.people.bodies.errors import BodyRefused, SecondPersonNeeded
from trousse.people.bodies.models import BankAccount, LegalEntity, ReceivingBody
from trousse.people.bodies.services import bank_account_approve, bank_account_reject, body_declare
from trousse.people.schools.enums import SchoolKind
from trousse.people.schools.models import School
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db

IBAN = "FR76 3000 1007 9412 3456 7890 185"
OTHER_IBAN = "DE87 2005 0000 1234 5678 90"
SIREN = "552 008 443"
MANAGER = Actor.link("manager", "gestion@exemple.fr")


def declare(school: School, **changes: Any) -> ReceivingBody:
    said: dict[str, Any] = {
        "kind": BodyKind.COOP,
        "siren": SIREN,
        "legal_name": "OCCE des Tilleuls",
        "iban": IBAN,
        "holder_name": "OCCE",
        "issues_receipts": True,
        "actor": MANAGER,
    }
    return body_declare(school=school, **{**said, **changes})


def account_of(body: ReceivingBody) -> BankAccount:
    assert body.account is not None
    return body.account


@pytest.fixture
def finance() -> User:
    user = make_user("finance@exemple.fr")
    grant(user, Role.FINANCE)
    return user


def test_a_body_is_declared() -> None:
    body = declare(make_school(), manager_name="Claude Petit", manager_email=" Gestion@Exemple.fr ", town="Lille")
    account = account_of(body)
    assert (body.entity.siren, body.entity.legal_name, body.entity.verified) == (
        "552008443",
        "OCCE des Tilleuls",
        False,
    )
    assert body.issues_receipts
    assert (account.iban, account.bic, account.state) == ("FR7630001007941234567890185", "BDFEFRPP", "proposed")
    assert body.manager_email == "gestion@exemple.fr"
    assert selectors.payable_account(body) is None
    event = Event.objects.get(verb="body.declare")
    assert event.actor_kind == "link"
    assert "FR76" not in str(event.data)


def test_said_twice_it_changes_nothing() -> None:
    school = make_school()
    assert declare(school) == declare(school)
    assert (ReceivingBody.objects.count(), LegalEntity.objects.count(), BankAccount.objects.count()) == (1, 1, 1)


def test_one_entity_stands_behind_many_schools(finance: User) -> None:
    first = declare(make_school())
    bank_account_approve(account=account_of(first), by=finance)
    second = declare(make_school())
    assert second != first
    assert second.entity == first.entity
    assert selectors.payable_account(second) == first.account


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"siren": "552008444"}, "siren"),
        ({"siren": ""}, "siren"),
        ({"iban": "FR7630001007941234567890186"}, "iban"),
        ({"iban": ""}, "iban"),
        ({"iban": "BR1800360305000010009795493C1"}, "iban"),
        ({"bic": "BDFE"}, "bic"),
        ({"legal_name": "  "}, "legal_name"),
        ({"holder_name": ""}, "holder_name"),
        ({"kind": BodyKind.OGEC}, "kind"),
        ({"kind": BodyKind.MDL}, "kind"),
    ],
)
def test_what_cannot_be_declared_names_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BodyRefused) as refusal:
        declare(make_school(), **changes)
    assert refusal.value.code == field
    assert refusal.value.user_message.endswith(".")
    assert not ReceivingBody.objects.exists()


def test_a_refusal_says_what_would_be_accepted() -> None:
    with pytest.raises(BodyRefused, match="Établissement \\(EPLE\\), Association sportive"):
        declare(make_school(kind=SchoolKind.COLLEGE))


def test_an_unverified_entity_is_corrected_and_a_verified_one_is_not(finance: User) -> None:
    school = make_school()
    declare(school)
    corrected = declare(school, legal_name="OCCE du Nord")
    assert corrected.entity.legal_name == "OCCE du Nord"
    bank_account_approve(account=account_of(corrected), by=finance)

    kept = declare(school, legal_name="Une autre association", issues_receipts=False)
    kept.entity.refresh_from_db()
    assert (kept.entity.legal_name, kept.entity.issues_receipts) == ("OCCE du Nord", True)
    last = Event.objects.filter(verb="body.declare").latest("pk")
    assert last.data["declared_legal_name"] == "Une autre association"


def test_one_school_does_not_rewrite_what_others_rest_on(finance: User) -> None:
    """Until somebody approves what it declared, the papers at hand."""
    first = declare(make_school())
    second = declare(make_school(), legal_name="Une autre association", iban=OTHER_IBAN, issues_receipts=False)
    account = account_of(second)
    assert (second.entity.legal_name, second.entity.issues_receipts) == ("OCCE des Tilleuls", True)
    assert selectors.declared_otherwise(account) == [
        ("Raison sociale", "Une autre association"),
        ("Reçus fiscaux", "N’en émet pas"),
    ]
    assert selectors.declared_otherwise(account_of(first)) == []

    bank_account_approve(account=account, by=finance)
    first.refresh_from_db()
    assert (first.entity.legal_name, first.entity.issues_receipts) == ("Une autre association", False)
    bank_account_approve(account=account_of(first), by=finance)
    first.refresh_from_db()
    assert first.entity.legal_name == "Une autre association", "verified once"
    assert Event.objects.filter(verb="legal_entity.correct").count() == 1


def test_new_bank_details_wait_for_their_own_check(finance: User) -> None:
    school = make_school()
    approved = account_of(declare(school))
    bank_account_approve(account=approved, by=finance)
    body = declare(school, iban=OTHER_IBAN)
    assert account_of(body) != approved
    assert selectors.payable_account(body) is None
    back = declare(school)
    assert selectors.payable_account(back) == approved


def test_a_second_person_approves(finance: User) -> None:
    body = declare(make_school())
    approved = bank_account_approve(account=account_of(body), by=finance)
    assert (approved.state, approved.decided_by) == (AccountState.APPROVED, finance)
    assert approved.decided_at is not None
    body.refresh_from_db()
    assert body.entity.verified
    assert selectors.payable_account(body) == approved
    assert Event.objects.filter(verb="bankaccount.approve", actor_id=str(finance.pk)).exists()
    with pytest.raises(TransitionRefused):
        bank_account_approve(account=approved, by=finance)


def test_a_second_person_rejects_and_says_why(finance: User) -> None:
    school = make_school()
    account = account_of(declare(school))
    with pytest.raises(TransitionRefused):
        bank_account_reject(account=account, by=finance, reason="  ")
    rejected = bank_account_reject(account=account, by=finance, reason="Le titulaire n’est pas l’association.")
    assert rejected.rejection_reason == "Le titulaire n’est pas l’association."
    again = account_of(declare(school))
    assert again != rejected
    assert again.state == AccountState.PROPOSED


def test_whoever_proposed_may_not_approve() -> None:
    alone = make_user("gestion@exemple.fr")
    grant(alone, Role.FINANCE)
    by_link = account_of(declare(make_school()))
    by_account = account_of(declare(make_school(), iban=OTHER_IBAN, actor=Actor.of_user(alone)))
    for account in (by_link, by_account):
        with pytest.raises(SecondPersonNeeded):
            bank_account_approve(account=account, by=alone)
        with pytest.raises(SecondPersonNeeded):
            bank_account_reject(account=account, by=alone, reason="Non")


def test_who_may_check_bank_details(finance: User) -> None:
    body = declare(make_school())
    donor, here, elsewhere, platform = make_user(), make_user(), make_user(), make_user()
    grant(here, Role.REVIEWER, academie="09")
    grant(elsewhere, Role.REVIEWER, academie="10")
    grant(platform, Role.PLATFORM)
    waiting = {
        user.pk: list(selectors.bank_accounts_to_check(user)) for user in (donor, here, elsewhere, platform, finance)
    }
    assert [bool(waiting[user.pk]) for user in (donor, here, elsewhere, platform, finance)] == [
        False,
        True,
        False,
        True,
        True,
    ]
    for user in (donor, elsewhere):
        with pytest.raises(TransitionForbidden):
            bank_account_approve(account=account_of(body), by=user)
    assert bank_account_approve(account=account_of(body), by=here).decided_by == here
    assert not selectors.bank_accounts_to_check(finance).exists()


def test_an_entity_of_many_schools_is_listed_once() -> None:
    reviewer = make_user()
    grant(reviewer, Role.REVIEWER, academie="09")
    for _ in range(3):
        declare(make_school())
    assert selectors.bank_accounts_to_check(reviewer).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "approved"},
        {"state": "rejected"},
        {"iban": "pas un iban"},
        {"bic": "X"},
        {"rejection_reason": "sans décision"},
    ],
)
def test_postgresql_refuses_nonsense(changes: dict[str, Any]) -> None:
    account = account_of(declare(make_school()))
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.filter(pk=account.pk).update(**changes)


def test_postgresql_refuses_a_decision_by_the_proposer(finance: User) -> None:
    account = account_of(declare(make_school(), actor=Actor.of_user(finance)))
    with pytest.raises(IntegrityError):
        BankAccount.objects.filter(pk=account.pk).update(
            state=AccountState.APPROVED, decided_by=finance, decided_at=account.proposed_at
        )


def test_postgresql_refuses_a_siren_of_letters() -> None:
    with pytest.raises(IntegrityError):
        LegalEntity.objects.create(siren="12345678A", legal_name="X")


def test_bodies_of_a_school_and_what_it_may_have() -> None:
    school = make_school(kind=SchoolKind.LYCEE)
    body = declare(school, kind=BodyKind.MDL)
    assert list(selectors.bodies_of(school)) == [body]
    assert selectors.eligible_kinds(school) == (BodyKind.EPLE, BodyKind.AS, BodyKind.MDL)
    assert str(body) == "Maison des lycéens : OCCE des Tilleuls"
    assert account_of(body).printed_iban == IBAN
