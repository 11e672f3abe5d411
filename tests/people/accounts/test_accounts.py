"""Accounts: one address, no password, academic domains, the second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError

from tests.people.factories import grant, make_holder, make_user
from trousse.people.accounts import selectors
from trousse.people.accounts.domains import ensure_domains, shipped_domains
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import AcademicDomain, User
from trousse.people.accounts.services import account_open, account_rename
from trousse.people.schools.models import Academie
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_once() -> None:
    first = account_open(email=" Jeanne@Exemple.FR ")
    assert first.email == "jeanne@exemple.fr"
    assert account_open(email="jeanne@exemple.fr") == first
    assert Event.objects.filter(verb="account.open").count() == 1


def test_the_journal_holds_no_address() -> None:
    account_open(email="jeanne.martin@exemple.fr")
    event = Event.objects.get(verb="account.open")
    assert "jeanne" not in f"{event.actor_label}{event.data}{event.reason}"


def test_postgresql_refuses_two_spellings_of_an_address() -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="Jeanne@exemple.fr")


def test_nobody_has_a_password() -> None:
    user = make_user()
    assert not user.has_usable_password()
    with pytest.raises(ValueError, match="no password"):
        User.objects.create_user("x@exemple.fr", "secret")  # type: ignore[arg-type]


def test_a_superuser_from_the_command_line() -> None:
    call_command("createsuperuser", email="Chef@Exemple.fr", interactive=False, verbosity=0)
    chief = User.objects.get(email="chef@exemple.fr")
    assert chief.is_superuser
    assert chief.is_staff
    assert User.objects.get_by_natural_key("CHEF@exemple.fr") == chief


def test_names() -> None:
    user = User.objects.create_user("jeanne.martin@exemple.fr")
    assert user.display_name == f"Compte n°\u00a0{user.pk}"
    account_rename(user=user, first_name=" Jeanne ", last_name="Martin")
    assert str(User.objects.get(pk=user.pk)) == "Jeanne Martin"


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("nadia@ac-lille.fr", True),
        (" Nadia@AC-Lille.FR ", True),
        ("nadia@ac-noumea.nc", True),
        ("nadia@ac-caen.fr", True),
        ("nadia@exemple.fr", False),
        ("nadia@evil-ac-lille.fr", False),
        ("nadia@ac-lille.fr.exemple.fr", False),
        ("nadia@sub.ac-lille.fr", False),
        ("nadia@exemple.fr@ac-lille.fr", False),
        ("@ac-lille.fr", False),
        ("ac-lille.fr", False),
        ("nadia@ac-lille.fr\n", True),
        ("nadia@ac-lille.fr\nx@exemple.fr", False),
        ("", False),
    ],
)
def test_academic_addresses(email: str, expected: bool) -> None:
    assert selectors.is_academic_email(email) is expected


def test_a_domain_can_be_closed_and_another_opened() -> None:
    AcademicDomain.objects.filter(domain="ac-lille.fr").update(active=False)
    AcademicDomain.objects.create(domain="ensfea.exemple", academie=Academie.objects.get(name="Toulouse"))
    assert not selectors.is_academic_email("nadia@ac-lille.fr")
    assert selectors.is_academic_email("nadia@ensfea.exemple")
    ensure_domains(apps=apps, using="default")
    assert not selectors.is_academic_email("nadia@ac-lille.fr")


def test_shipped_domains() -> None:
    domains = dict(shipped_domains())
    assert len(domains) == 35
    assert domains["ac-clermont.fr"] == "06"
    assert domains["ac-reunion.fr"] == "28"
    assert domains["ac-orleans-tours.fr"] == "18"
    assert domains["ac-aix-marseille.fr"] == "02"
    assert domains["ac-rouen.fr"] == "70"
    assert domains["ac-spm.fr"] is None
    assert AcademicDomain.objects.count() == 35


def test_who_is_invited_to_a_second_factor() -> None:
    donor, holder, reviewer, staff = make_user(), make_holder(), make_holder(), make_user(is_staff=True)
    grant(reviewer, Role.REVIEWER, academie="09")
    missing = [user for user in (donor, holder, reviewer, staff) if selectors.second_factor_missing(user)]
    assert missing == [reviewer, staff]
    Authenticator.objects.create(user=reviewer, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert selectors.second_factor_missing(reviewer)
    Authenticator.objects.create(user=reviewer, type=Authenticator.Type.TOTP, data={})
    assert not selectors.second_factor_missing(reviewer)
