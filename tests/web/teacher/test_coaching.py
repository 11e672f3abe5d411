"""The holder's side: who accompanies them, what is advised, the weeks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.fundraising.coaching import making
from tests.web.reading import page, problems, words
from trousse.core import clock
from trousse.fundraising.coaching.daily import situations_refresh
from trousse.fundraising.coaching.models import CoachAssignment, Nudge
from trousse.fundraising.coaching.selectors import unread_by_holder
from trousse.fundraising.coaching.services import message_write

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(client: Client) -> CoachAssignment:
    making.coach()
    found = making.accompanied(title="Semer")
    client.force_login(found.project.holder)
    return found


def here(assignment: CoachAssignment) -> str:
    return f"/enseignant/projet/{assignment.pk}/accompagnement"


def test_the_dashboard_says_who_accompanies(client: Client, followed: CoachAssignment) -> None:
    block = page(client.get("/enseignant")).select_one(f"[aria-labelledby=accompagnement-{followed.pk}]")
    assert "Amina vous accompagne. Écrire à Amina" in words(block)

    assert followed.coach is not None
    message_write(assignment=followed, by=followed.coach, text="Bonjour !")
    board = client.get("/enseignant")
    assertContains(board, "1\u00a0message à lire")
    assertContains(board, "Lire 1\u00a0message")


def test_the_dashboard_costs_three_statements_more_whatever_their_number(
    client: Client, followed: CoachAssignment
) -> None:
    with CaptureQueriesContext(connection) as found:
        client.get("/enseignant")
    asked = [query["sql"] for query in found if '"coaching_' in query["sql"]]

    assert len(asked) == 3


def test_advice_is_a_task_and_may_be_put_aside(client: Client, followed: CoachAssignment) -> None:
    with clock.frozen(clock.now() + 3 * making.DAY):
        situations_refresh()
    assertContains(client.get("/enseignant"), "Le premier don n’est pas encore là")
    assertContains(client.get(here(followed)), "Un conseil pour aujourd’hui")

    assertRedirects(client.post(here(followed), {"vu": "no_first_gift"}), here(followed))

    assert Nudge.objects.get().dismissed_at is not None
    assertNotContains(client.get("/enseignant"), "Le premier don n’est pas encore là")


def test_write_read_tick(client: Client, followed: CoachAssignment) -> None:
    empty = client.post(here(followed), {"text": ""})
    assert (empty.status_code, problems(empty)) == (422, ["Votre message : écrivez quelques mots avant d’envoyer."])
    assertContains(client.post(here(followed), {"text": "Bonjour Amina"}, follow=True), "Votre message est parti.")

    assert followed.coach is not None
    message_write(assignment=followed, by=followed.coach, text="Bonjour Nadia")
    assertContains(client.get(here(followed)), "J’ai lu, sans répondre")
    client.post(here(followed), {"lu": "1"})
    assert unread_by_holder([followed.pk]) == {}

    client.post(here(followed), {"ligne": "families_told", "fait": "oui"})
    assert followed.ticks.get().by == followed.project.holder
    assert client.post(here(followed), {"ligne": "opened", "fait": "oui"}).status_code == 422


def test_without_coach_one_may_write_all_the_same(client: Client) -> None:
    found = making.accompanied()
    client.force_login(found.project.holder)

    assertContains(client.get("/enseignant"), "Nous cherchons quelqu’un pour vous accompagner")
    assertContains(client.get(here(found)), "vous pouvez déjà écrire")
    assert client.post(here(found), {"text": "Il y a quelqu’un ?"}).status_code == 302


def test_nobody_else_reads_it(client: Client, followed: CoachAssignment) -> None:
    for other in (followed.coach, make.reviewer(), make.person()):
        assert other is not None
        client.force_login(other)
        assert client.get(here(followed)).status_code == 404
    client.force_login(followed.project.holder)
    draft = make.draft()
    assert client.get(f"/enseignant/projet/{draft.pk}/accompagnement").status_code == 404
