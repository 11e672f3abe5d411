"""The administration of people."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.factories import grant, make_user
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import AcademicDomain, RoleGrant, User
from trousse.people.accounts.selectors import has_role
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> User:
    user = make_user("chef@exemple.fr", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_the_administration_is_entered_by_the_one_door(client: Client) -> None:
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_people_without_access_stay_out(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("admin:login")).status_code == 403


@pytest.mark.parametrize("model", ["user", "rolegrant", "academicdomain"])
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_pages_open(client: Client, chief: User, model: str, page: str) -> None:
    grant(make_user(), Role.REVIEWER, academie="09")
    assert client.get(reverse(f"admin:accounts_{model}_{page}")).status_code == 200


@pytest.mark.parametrize("model", ["school", "academie", "departement", "regionacademique"])
def test_the_directory_can_be_looked_at(client: Client, chief: User, model: str) -> None:
    assert (
        client.get(
            reverse(f"admin:schools_{model}_changelist"), {"q": "lille"} if model == "school" else {}
        ).status_code
        == 200
    )
    assert client.get(reverse(f"admin:schools_{model}_add")).status_code == 403


@pytest.mark.parametrize("model", ["legalentity", "receivingbody", "bankaccount", "bankaccountlog"])
def test_money_can_only_be_looked_at(client: Client, chief: User, model: str) -> None:
    assert client.get(reverse(f"admin:bodies_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:bodies_{model}_add")).status_code == 403


def test_a_role_is_given_through_the_service(client: Client, chief: User) -> None:
    user = make_user()
    form = {"user": user.pk, "role": Role.REVIEWER, "scope": Scope.ACADEMIE, "academie": "09"}
    assert client.post(reverse("admin:accounts_rolegrant_add"), form).status_code == 302
    assert RoleGrant.objects.get(user=user).granted_by == chief
    assert Event.objects.filter(verb="role.grant", actor_id=str(chief.pk)).exists()


def test_a_misplaced_role_is_shown_in_the_form(client: Client, chief: User) -> None:
    form = {"user": make_user().pk, "role": Role.REVIEWER, "scope": Scope.ACADEMIE, "departement": "59"}
    response = client.post(reverse("admin:accounts_rolegrant_add"), form)
    assert response.status_code == 200
    assert not RoleGrant.objects.exists()


def test_roles_are_taken_back_and_never_edited(client: Client, chief: User) -> None:
    given = grant(make_user(), Role.REVIEWER)
    form = {"action": "revoke", "_selected_action": [given.pk]}
    client.post(reverse("admin:accounts_rolegrant_changelist"), form)
    assert not has_role(given.user, Role.REVIEWER)
    change = client.post(reverse("admin:accounts_rolegrant_change", args=[given.pk]), {"role": Role.FINANCE})
    assert change.status_code == 403


def test_an_account_is_opened_then_closed(client: Client, chief: User) -> None:
    client.post(
        reverse("admin:accounts_user_add"), {"email": "Paul@exemple.fr", "first_name": "Paul", "is_active": "on"}
    )
    paul = User.objects.get(email="paul@exemple.fr")
    assert (paul.first_name, paul.is_active, paul.has_usable_password()) == ("Paul", True, False)
    client.post(reverse("admin:accounts_user_change", args=[paul.pk]), {"first_name": "Paul", "last_name": "Petit"})
    paul.refresh_from_db()
    assert (paul.last_name, paul.is_active) == ("Petit", False)
    assert paul.email == "paul@exemple.fr"
    assert Event.objects.filter(verb="account.change", subject_id=str(paul.pk)).count() == 2


def test_a_domain_is_added_and_told(client: Client, chief: User) -> None:
    form = {"domain": "ac-demain.fr", "academie": "09", "active": "on"}
    assert client.post(reverse("admin:accounts_academicdomain_add"), form).status_code == 302
    assert AcademicDomain.objects.filter(domain="ac-demain.fr", active=True).exists()
    assert Event.objects.filter(verb="academic_domain.add").exists()
    assert client.post(reverse("admin:accounts_academicdomain_add"), {"domain": "PAS UN DOMAINE"}).status_code == 200
