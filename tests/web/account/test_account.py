"""One's own account, and the second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.template import Engine
from django.test import Client
from django.urls import get_resolver, reverse

from tests.people.factories import grant, make_holder, make_school, make_user
from tests.web.account.test_sign_in import current_code
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import second_factor_missing
from trousse.people.accounts.services import holder_join_school
from trousse.platform.notifications.models import Message
from trousse.web.account.adapters import _MAILS

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"<code class=\"cle\">([A-Z2-7]+)</code>")


@pytest.fixture
def reviewer(client: Client) -> User:
    user = make_user()
    grant(user, Role.REVIEWER, academie="09")
    client.force_login(user)
    return user


def link_application(client: Client) -> str:
    """Link an application, as a person does; its secret."""
    page = client.get("/compte/securite/application").content.decode()
    found = SECRET.search(page)
    assert found is not None
    response = client.post("/compte/securite/application", {"code": current_code(found[1])})
    assert response["Location"] == "/compte/securite/codes"
    return found[1]


def test_visitors_are_sent_to_the_door(client: Client) -> None:
    for path in ("/compte/", "/compte/bienvenue", "/compte/securite/", "/compte/securite/application"):
        response = client.get(path)
        assert response["Location"].startswith("/compte/connexion?next="), path


def test_my_account(client: Client, reviewer: User) -> None:
    html = client.get("/compte/").content.decode()
    assert reviewer.email in html
    assert "Instructeur : Lille" in html
    assert "Protégez votre compte" in html


def test_a_holder_sees_their_school(client: Client) -> None:
    holder, school = make_holder(), make_school()
    holder_join_school(user=holder, school=school)
    client.force_login(holder)
    html = client.get("/compte/").content.decode()
    assert f"Porteur de projet : {school}" in html
    assert "Protégez votre compte" not in html


def test_somebody_without_a_role(client: Client) -> None:
    client.force_login(make_user())
    assert "pas encore de rôle" in client.get("/compte/").content.decode()


def test_changing_one_s_name(client: Client, reviewer: User) -> None:
    done = client.post("/compte/", {"first_name": "Naïma", "last_name": "O’Connor"}, follow=True)
    assert "Votre nom est enregistré" in done.content.decode()
    reviewer.refresh_from_db()
    assert reviewer.display_name == "Naïma O’Connor"
    wrong = client.post("/compte/", {"first_name": "", "last_name": "Tapé"})
    assert "Écrivez votre prénom" in wrong.content.decode()
    assert 'value="Tapé"' in wrong.content.decode()


def test_linking_an_application(
    client: Client, reviewer: User, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    assert second_factor_missing(reviewer)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        link_application(client)
    assert not second_factor_missing(reviewer)
    codes = client.get("/compte/securite/codes")
    assert codes["Location"].startswith("/compte/securite/confirmer")
    assert "est activée" in client.get("/compte/securite/").content.decode()
    mail = Message.objects.get(kind="account.security")
    assert (mail.to, mail.params["change"]) == (reviewer.email, "activated")


def test_a_wrong_first_code(client: Client, reviewer: User) -> None:
    client.get("/compte/securite/application")
    page = client.post("/compte/securite/application", {"code": "000000"})
    assert "pas le bon code" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_to_whoever_proves_to_be_themselves(client: Client, reviewer: User) -> None:
    secret = link_application(client)
    away = client.get("/compte/securite/codes")
    assert "Est-ce bien vous" in client.get(away["Location"]).content.decode()
    back = client.post(away["Location"], {"code": current_code(secret)})
    page = client.get(back["Location"]).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    file = client.get("/compte/securite/codes/fichier")
    assert "attachment" in file["Content-Disposition"]
    assert all(code in file.content.decode() for code in codes)
    assert "no-store" in file["Cache-Control"]

    client.post("/compte/securite/codes/nouveaux")
    renewed = client.get("/compte/securite/codes").content.decode()
    assert not set(codes) & set(re.findall(r"<code>(\d{8})</code>", renewed))


def test_removing_the_application(client: Client, reviewer: User) -> None:
    secret = link_application(client)
    away = client.get("/compte/securite/application/retirer")
    client.post(away["Location"], {"code": current_code(secret)})
    assert "Retirer" in client.get("/compte/securite/application/retirer").content.decode()
    assert client.post("/compte/securite/application/retirer")["Location"] == "/compte/securite/"
    assert not Authenticator.objects.exists()
    assert "Ajouter une application" in client.get("/compte/securite/").content.decode()


def test_no_recovery_codes_without_a_second_factor(client: Client, reviewer: User) -> None:
    assert client.get("/compte/securite/codes").status_code == 404


def account_url_names() -> set[str]:
    return {
        str(name)
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_"))
    }


def test_every_address_is_ours_and_in_french() -> None:
    names = account_url_names()
    assert {"account_login", "account_logout", "mfa_index", "mfa_authenticate"} <= names
    for name in names:
        assert reverse(name).startswith("/compte/")
        assert not re.search(r"login|logout|signup|password|totp|recovery", reverse(name))


@pytest.mark.parametrize(
    "name",
    [
        "account/login.html",
        "account/confirm_login_code.html",
        "account/logout.html",
        "account/account_inactive.html",
        "mfa/index.html",
        "mfa/authenticate.html",
        "mfa/reauthenticate.html",
        "mfa/totp/activate_form.html",
        "mfa/totp/deactivate_form.html",
        "mfa/recovery_codes/index.html",
        "mfa/recovery_codes/generate.html",
        "mfa/recovery_codes/download.txt",
        "account/messages/logged_in.txt",
        "account/messages/logged_out.txt",
        "account/messages/login_code_sent.txt",
        "mfa/messages/totp_activated.txt",
        "mfa/messages/totp_deactivated.txt",
        "mfa/messages/recovery_codes_generated.txt",
    ],
)
def test_no_page_of_the_library_is_left(name: str) -> None:
    assert "/trousse/web/templates/" in str(Engine.get_default().get_template(name).origin)


def test_no_mail_of_the_library_can_leave() -> None:
    assert set(_MAILS) == {
        "account/email/login_code",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/recovery_codes_generated",
    }


def test_whoever_decides_for_others_is_invited_to_protect_their_account(client: Client, reviewer: User) -> None:
    assert "Protégez votre compte" in client.get("/instruction").content.decode()
    link_application(client)
    assert "Protégez votre compte" not in client.get("/instruction").content.decode()
