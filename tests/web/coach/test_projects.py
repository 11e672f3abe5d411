"""The coach's list: who comes first, why, in how many statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.fundraising.coaching import making
from tests.web.reading import page, words
from trousse.core import clock
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.services import message_write
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db

HERE = "/accompagnement"


@pytest.fixture
def amina(client: Client) -> User:
    user = making.coach()
    client.force_login(user)
    return user


def calm(assignment: CoachAssignment, *, days: int, need: int = 700) -> None:
    since = clock.now() - timedelta(days=days)
    CoachAssignment.objects.filter(pk=assignment.pk).update(cause="no_gift", cause_since=since, need=need)


def test_nothing_yet(client: Client, amina: User) -> None:
    assertContains(client.get(HERE), "Pas encore de projet à accompagner")
    assertContains(client.get(HERE, {"qui": "sans-accompagnateur"}), "Personne n’est seul")
    assertContains(client.get(HERE, {"groupe": "collecte-calme"}), "Rien dans ce groupe")


def test_three_groups_the_most_in_need_first_in_words(client: Client, amina: User) -> None:
    well, quiet, quieter, waiting = (
        making.accompanied(title=title) for title in ("Semer", "Nager", "Grimper", "Chanter")
    )
    calm(quiet, days=8)
    calm(quieter, days=12, need=760)
    with clock.frozen(clock.now() - timedelta(days=3)):
        message_write(assignment=waiting, by=waiting.project.holder, text="Bonjour")

    answer = client.get(HERE)

    titles = [words(each) for each in page(answer).select(".suivi h3")]
    assert titles == ["Chanter", "Grimper", "Nager", "Semer"]
    assert [words(each) for each in page(answer).select(".suivis h2")] == [
        "Attend ma réponse",
        "Collecte calme",
        "Tout va bien",
    ]
    said = words(page(answer).select_one("main"))
    assert "La collecte n’avance plus depuis 12 jours." in said
    assert "Nadia attend une réponse depuis 3 jours." in said
    assert "760" not in said
    assert well.pk == CoachAssignment.objects.get(pk=well.pk).pk


def test_filters(client: Client, amina: User) -> None:
    mine = making.accompanied(title="Semer")
    theirs = making.accompanied(title="Nager")
    alone = making.accompanied(title="Grimper")
    CoachAssignment.objects.filter(pk=theirs.pk).update(coach=making.coach("Paul"))
    CoachAssignment.objects.filter(pk=alone.pk).update(coach=None)
    calm(mine, days=9)

    assertNotContains(client.get(HERE), "Nager")
    territory = client.get(HERE, {"qui": "territoire"})
    for title in ("Semer", "Nager", "Grimper", "Personne ne l’accompagne"):
        assertContains(territory, title)
    nobody = client.get(HERE, {"qui": "sans-accompagnateur"})
    assertContains(nobody, "Grimper")
    assertNotContains(nobody, "Semer")
    assertContains(client.get(HERE, {"groupe": "collecte-calme"}), "Semer")
    assertNotContains(client.get(HERE, {"groupe": "tout-va-bien"}), "Semer")
    assertContains(client.get(HERE, {"qui": "x", "groupe": "y", "page": "zéro"}), "Semer")
    fragment = client.get(HERE, {"qui": "territoire", "departement": "73"}, headers={"HX-Request": "true"})
    assertContains(fragment, "Nager")
    assertNotContains(fragment, "<html")
    assertContains(client.get(HERE, {"departement": "\x0059"}), "Rien dans ce groupe")


def test_the_platform_team_sees_everything(client: Client) -> None:
    making.accompanied(title="Semer")
    client.force_login(make.granted(Role.PLATFORM))

    assertContains(client.get(HERE), "Semer")


def begun(title: str = "Semer", *, days_ago: int = 5) -> CoachAssignment:
    """Open since long enough for its end to be foretold."""
    with clock.frozen(clock.now() - timedelta(days=days_ago)):
        return making.accompanied(title=title)


def test_how_it_will_probably_end_in_words(client: Client, amina: User) -> None:
    quiet, new = begun("Semer", days_ago=20), making.accompanied(title="Nager")
    lines = {words(each.select_one("h3")): words(each) for each in page(client.get(HERE)).select(".suivi")}
    assert "Sans coup de main, le minimum est peu probable." in lines[quiet.project.title]
    assert "minimum est" not in lines[new.project.title]
    assert "À ce rythme" not in lines[new.project.title]


def test_a_fixed_number_of_statements(client: Client, amina: User) -> None:
    begun()
    with CaptureQueriesContext(connection) as one:
        client.get(HERE)
    for _ in range(3):
        begun()
    with CaptureQueriesContext(connection) as four:
        client.get(HERE)

    assert len(four) == len(one) <= 22


def test_others_are_kept_out(client: Client) -> None:
    assertRedirects(client.get(HERE), f"/compte/connexion?next={HERE}", fetch_redirect_response=False)
    client.force_login(make.person())
    assert client.get(HERE).status_code == 403


def test_a_coach_is_asked_for_a_second_factor_and_arrives_here(client: Client, amina: User) -> None:
    assertContains(client.get(HERE), "ajoutez une seconde étape")
