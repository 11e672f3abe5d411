"""Signing in with a code: known and unknown addresses, wrong codes, limits, the second factor."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.people.factories import grant, make_holder, make_user
from trousse.core import clock
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit
from trousse.platform.notifications.models import Message
from trousse.web.account.views import ASKING_FOR_CODES

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/compte/connexion", "/compte/connexion/code"


def last_code(email: str) -> str:
    return str(Message.objects.filter(to=email, kind="account.code").latest("pk").params["code"])


def ask(client: Client, email: str, **query: str) -> Any:
    return client.post(SIGN_IN, {"email": email, **query})


def enter(client: Client, email: str) -> Any:
    ask(client, email)
    return client.post(CODE, {"code": last_code(email)})


def current_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_known_person_signs_in(client: Client) -> None:
    user = make_user("jeanne@exemple.fr")
    assert ask(client, " Jeanne@Exemple.fr ")["Location"] == CODE
    page = client.get(CODE).content.decode()
    assert "jeanne@exemple.fr" in page
    response = client.post(CODE, {"code": last_code("jeanne@exemple.fr").replace("-", " ")})
    assert response["Location"] == reverse("donor:find")
    assert signed_in_as(client) == str(user.pk)


def test_an_unknown_person_opens_an_account_by_signing_in(client: Client) -> None:
    ask(client, "paul@exemple.fr")
    assert not User.objects.exists()  # not before the address is proven
    response = client.post(CODE, {"code": last_code("paul@exemple.fr")})
    assert response["Location"].startswith("/compte/bienvenue?next=")
    user = User.objects.get(email="paul@exemple.fr")
    assert signed_in_as(client) == str(user.pk)

    welcome = client.get(response["Location"])
    assert "Comment vous appelez-vous" in welcome.content.decode()
    named = client.post(
        "/compte/bienvenue", {"first_name": "Paul", "last_name": "Petit", "next": reverse("donor:find")}
    )
    assert named["Location"] == reverse("donor:find")
    user.refresh_from_db()
    assert user.display_name == "Paul Petit"


def test_nothing_tells_a_known_address_from_an_unknown_one(client: Client) -> None:
    make_user("jeanne@exemple.fr")
    known, unknown = Client(), Client()
    answers = [ask(known, "jeanne@exemple.fr"), ask(unknown, "paul@exemple.fr")]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0]["Location"] == answers[1]["Location"]
    hide = re.compile(r'jeanne@exemple.fr|paul@exemple.fr|value="[A-Za-z0-9]{64}"')
    pages = [hide.sub("", browser.get(CODE).content.decode()) for browser in (known, unknown)]
    assert pages[0] == pages[1]
    assert [message.kind for message in Message.objects.order_by("pk")] == ["account.code"] * 2


def test_people_land_where_they_work(client: Client) -> None:
    holder, reviewer = make_holder(), make_user()
    grant(reviewer, Role.REVIEWER, academie="09")
    assert enter(Client(), holder.email)["Location"] == reverse("teacher:dashboard")
    assert enter(Client(), reviewer.email)["Location"] == reverse("reviewer:queue")


def test_people_come_back_to_the_page_they_wanted(client: Client) -> None:
    user = make_user()
    response = ask(client, user.email, next="/projets/")
    assert response["Location"] == f"{CODE}?next=%2Fprojets%2F"
    entered = client.post(response["Location"], {"code": last_code(user.email)})
    assert entered["Location"] == "/projets/"


def test_no_way_out_to_another_site(client: Client) -> None:
    user = make_user()
    ask(client, user.email, next="https://ailleurs.exemple/")
    entered = client.post(f"{CODE}?next=https://ailleurs.exemple/", {"code": last_code(user.email)})
    assert entered["Location"] == reverse("donor:find")
    named = client.post("/compte/bienvenue", {"first_name": "A", "last_name": "B", "next": "//ailleurs.exemple/"})
    assert named["Location"] == "/compte/"


def test_a_wrong_code_says_so_and_five_end_the_attempt(client: Client) -> None:
    ask(client, "jeanne@exemple.fr")
    page = client.post(CODE, {"code": "0000-0000"})
    assert page.status_code == 200
    assert "pas le bon code" in page.content.decode()
    for _ in range(3):
        client.post(CODE, {"code": "0000-0000"})
    assert client.post(CODE, {"code": "0000-0000"})["Location"] == SIGN_IN
    assert client.post(CODE, {"code": last_code("jeanne@exemple.fr")})["Location"] == SIGN_IN
    assert not User.objects.exists()


def test_an_old_code_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client, "jeanne@exemple.fr")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 16 * 60
    session.save()
    response = client.post(CODE, {"code": last_code("jeanne@exemple.fr")}, follow=True)
    assert response.redirect_chain[0][0] == SIGN_IN
    assert "plus valable" in response.content.decode()


def test_the_code_of_another_browser_is_of_no_use(client: Client) -> None:
    ask(Client(), "jeanne@exemple.fr")
    code = last_code("jeanne@exemple.fr")
    assert client.post(CODE, {"code": code})["Location"] == SIGN_IN


def test_a_new_code_replaces_the_first(client: Client) -> None:
    ask(client, "jeanne@exemple.fr")
    first = last_code("jeanne@exemple.fr")
    client.post(CODE, {"action": "resend"})
    second = last_code("jeanne@exemple.fr")
    assert Message.objects.count() == 2
    assert first != second
    assert client.post(CODE, {"code": first}).status_code == 200
    assert client.post(CODE, {"code": second}).status_code == 302


def test_a_mistyped_address_is_corrected_by_going_back(client: Client) -> None:
    ask(client, "jeane@exemple.fr")
    assert client.get(SIGN_IN).status_code == 200
    assert enter(client, "jeanne@exemple.fr").status_code == 302
    assert User.objects.get().email == "jeanne@exemple.fr"


@pytest.mark.parametrize(("typed", "said"), [("", "Écrivez votre adresse"), ("jeanne@", "jeanne@exemple.fr")])
def test_what_is_typed_wrong_is_kept_and_explained(client: Client, typed: str, said: str) -> None:
    page = client.post(SIGN_IN, {"email": typed})
    html = page.content.decode()
    assert said in html
    assert f'value="{typed}"' in html or not typed
    assert "erreur" in html[: html.index("</title>")]


def test_too_many_codes_for_one_address(client: Client) -> None:
    for _ in range(10):
        assert ask(Client(), "jeanne@exemple.fr").status_code == 302
    refused = ask(Client(), "jeanne@exemple.fr")
    assert refused.status_code == 200
    assert Message.objects.count() == 10
    assert ask(Client(), "paul@exemple.fr").status_code == 302
    with clock.frozen(clock.now() + timedelta(hours=1, minutes=1)):
        assert ask(Client(), "jeanne@exemple.fr").status_code == 302


def test_too_many_requests_from_one_place(client: Client) -> None:
    for _ in range(ASKING_FOR_CODES.times):
        hit(key="account.ask:127.0.0.1", limit=ASKING_FOR_CODES.times, window=ASKING_FOR_CODES.window)
    assert ask(client, "jeanne@exemple.fr").status_code == 429
    assert not Message.objects.exists()


def test_a_closed_account_stays_closed(client: Client) -> None:
    make_user("jeanne@exemple.fr", is_active=False)
    assert enter(client, "jeanne@exemple.fr")["Location"] == "/compte/ferme"
    assert signed_in_as(client) is None
    assert "fermé" in client.get("/compte/ferme").content.decode()


def test_somebody_signed_in_does_not_see_the_door(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    assert client.get(SIGN_IN)["Location"] == reverse("donor:find")


def test_signing_out_asks_first(client: Client) -> None:
    client.force_login(make_user())
    assert "Quitter la session" in client.get("/compte/deconnexion").content.decode()
    assert signed_in_as(client) is not None
    assert client.post("/compte/deconnexion")["Location"] == "/"
    assert signed_in_as(client) is None


def test_there_is_no_other_door(client: Client) -> None:
    assert client.get("/compte/inscription")["Location"] == SIGN_IN
    make_user("jeanne@exemple.fr")
    assert not client.login(email="jeanne@exemple.fr", password="")


@pytest.fixture
def protected() -> tuple[User, str]:
    """Somebody with a second factor, and its secret."""
    user, secret = make_user(), generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def test_a_second_factor_is_asked_after_the_code(client: Client, protected: tuple[User, str]) -> None:
    user, secret = protected
    assert enter(client, user.email)["Location"] == "/compte/connexion/verification"
    assert signed_in_as(client) is None
    assert "Encore une étape" in client.get("/compte/connexion/verification").content.decode()
    wrong = client.post("/compte/connexion/verification", {"code": "000000"})
    assert "pas le bon code" in wrong.content.decode()
    right = client.post("/compte/connexion/verification", {"code": current_code(secret)})
    assert right["Location"] == reverse("donor:find")
    assert signed_in_as(client) == str(user.pk)


def test_guessing_the_second_factor_is_stopped(client: Client, protected: tuple[User, str]) -> None:
    user, secret = protected
    enter(client, user.email)
    for _ in range(10):
        client.post("/compte/connexion/verification", {"code": "000000"})
    refused = client.post("/compte/connexion/verification", {"code": current_code(secret)})
    assert refused.status_code == 200
    assert signed_in_as(client) is None


def test_the_secret_is_not_in_the_database(client: Client, protected: tuple[User, str]) -> None:
    _user, secret = protected
    assert secret not in str(Authenticator.objects.get().data)


def test_settings_that_must_not_drift() -> None:
    assert {"email"} == settings.ACCOUNT_LOGIN_METHODS
    assert settings.ACCOUNT_LOGIN_BY_CODE_FORMAT["length"] >= 8
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]


def test_responses_are_html(client: Client) -> None:
    response = client.post(SIGN_IN, {"email": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response["Content-Type"].startswith("text/html")
