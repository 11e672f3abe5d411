"""Bank details wait for a second person."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.models import BankAccount
from trousse.people.bodies.services import bank_account_approve

pytestmark = pytest.mark.django_db

HERE = "/instruction/comptes"


@pytest.fixture
def account() -> BankAccount:
    project = make.accepted()
    make.complete(project)
    return BankAccount.objects.get()


@pytest.fixture
def finance(client: Client) -> User:
    user = make.granted(Role.FINANCE, first_name="Bruno")
    client.force_login(user)
    return user


def test_nothing_to_check(client: Client, finance: User) -> None:
    assertContains(client.get(HERE), "Aucun compte à vérifier")


def test_shows_what_is_compared_with_the_papers(client: Client, finance: User, account: BankAccount) -> None:
    page = client.get(HERE)

    for words in ("OCCE de la Savoie", "OCCE 73", "FR76 3000", make.SIREN, account.bic, "École Jean-Giono"):
        assertContains(page, words)
    assertContains(page, "Aucun relevé joint")


def test_what_was_declared_otherwise_is_put_before_the_eyes(
    client: Client, finance: User, account: BankAccount
) -> None:
    assertNotContains(client.get(HERE), "a déclaré autre chose")
    account.bodies.update(declared={"legal_name": "Les Amis du préau", "town": ""})

    page = client.get(HERE)

    assertContains(page, "a déclaré autre chose")
    assertContains(page, "Les Amis du préau")


def test_approving(client: Client, finance: User, account: BankAccount) -> None:
    assertRedirects(client.post(f"{HERE}/{account.pk}", {"decision": "approuver"}), HERE)

    account.refresh_from_db()
    assert (account.state, account.decided_by) == (AccountState.APPROVED, finance)
    assert client.post(f"{HERE}/{account.pk}", {"decision": "approuver"}).status_code == 404


def test_rejecting_takes_a_reason(client: Client, finance: User, account: BankAccount) -> None:
    page = client.post(f"{HERE}/{account.pk}", {"decision": "refuser", "reason": " "})
    assertContains(page, "Dites ce qui ne va pas", status_code=422)
    assertContains(page, "<title>1\u00a0erreur\u00a0: ", status_code=422)

    client.post(f"{HERE}/{account.pk}", {"decision": "refuser", "reason": "Le titulaire est une personne."})
    account.refresh_from_db()
    assert (account.state, account.rejection_reason) == (AccountState.REJECTED, "Le titulaire est une personne.")


def test_whoever_proposed_them_cannot_decide(client: Client, account: BankAccount) -> None:
    proposer = make.granted(Role.FINANCE)
    proposer.email = account.proposed_by_label
    proposer.save(update_fields=["email"])
    client.force_login(proposer)

    page = client.get(HERE)
    assertContains(page, "une autre personne doit le vérifier")
    assertNotContains(page, 'value="approuver"')
    assert client.post(f"{HERE}/{account.pk}", {"decision": "approuver"}).status_code == 403


def test_a_reviewer_checks_those_of_their_academie(client: Client, account: BankAccount) -> None:
    client.force_login(make.reviewer())
    assertContains(client.get(HERE), "OCCE de la Savoie")
    client.force_login(make.reviewer(make.academie("09", "Lille", "ac-lille.fr")))
    assertNotContains(client.get(HERE), "OCCE de la Savoie")
    assert client.post(f"{HERE}/{account.pk}", {"decision": "approuver"}).status_code == 404
    assert client.get(f"{HERE}/{account.pk}/piece").status_code == 404


def test_the_page_is_reserved(client: Client) -> None:
    assert client.get(HERE).status_code == 302
    client.force_login(make.holder(make.school()))
    assert client.get(HERE).status_code == 403


def test_an_account_decided_meanwhile_is_told(client: Client, finance: User, account: BankAccount) -> None:
    bank_account_approve(account=account, by=make.granted(Role.FINANCE))

    page = client.post(f"{HERE}/{account.pk}", {"decision": "refuser", "reason": "Non."})

    assertContains(page, "quelqu’un vient peut-être d’en décider", status_code=404)


def test_finance_is_not_led_to_a_page_it_may_not_open(client: Client, finance: User) -> None:
    page = client.get(HERE)

    assertNotContains(page, 'href="/instruction"')
    assertContains(client.get("/projets"), f'href="{HERE}"')
