"""One project as its coach sees it."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.fundraising.coaching import making
from tests.fundraising.reports.test_reports import PDF, published
from tests.web.reading import page, problems, value_of, words
from trousse.core import clock
from trousse.fundraising.coaching.daily import situations_refresh
from trousse.fundraising.coaching.models import CoachAssignment, CoachMessage, CoachNote
from trousse.fundraising.coaching.selectors import coach_of
from trousse.fundraising.coaching.services import message_write, note_write
from trousse.fundraising.reports.services import receipt_add
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

SECRET = "A déjà eu un refus, à ménager."


@pytest.fixture
def amina(client: Client) -> User:
    user = making.coach()
    client.force_login(user)
    return user


@pytest.fixture
def followed(amina: User) -> CoachAssignment:
    return making.accompanied(title="Semer")


def here(assignment: CoachAssignment, rest: str = "") -> str:
    return f"/accompagnement/{assignment.pk}{rest}"


def test_read_and_answer(client: Client, followed: CoachAssignment) -> None:
    message_write(assignment=followed, by=followed.project.holder, text="À qui écrire d’abord ?")
    assertContains(client.get(here(followed)), "À qui écrire d’abord\u00a0?")
    assertContains(client.get(here(followed)), "Non lu")

    empty = client.post(here(followed), {"text": "  "})
    assert empty.status_code == 422
    assert problems(empty) == ["Votre message : écrivez quelques mots avant d’envoyer."]
    answer = client.post(here(followed), {"text": "À trois amis."}, follow=True)

    assertContains(answer, "Votre message est parti à Nadia.")
    assert CoachMessage.objects.latest("pk").text == "À trois amis."
    assert making.assignment(followed.project.campaign).awaits_since is None


def test_too_long_a_message_is_given_back(client: Client, followed: CoachAssignment) -> None:
    answer = client.post(here(followed), {"text": "a" * 4_001})

    assert answer.status_code == 422
    assert len(value_of(answer, "text")) == 4_001


def test_a_ready_made_message_opens_with_the_names_of_the_project(client: Client, followed: CoachAssignment) -> None:
    assertContains(client.get(here(followed)), "?modele=restart#ecrire")

    opened = value_of(client.get(here(followed), {"modele": "welcome"}), "text")

    assert opened.startswith("Bonjour Nadia,")
    assert "Je m’appelle Amina et j’accompagne « Semer »" in opened
    assert value_of(client.get(here(followed), {"modele": "inconnu"}), "text") == ""


def test_nothing_to_answer(client: Client, followed: CoachAssignment) -> None:
    message_write(assignment=followed, by=followed.project.holder, text="Merci !")

    assertRedirects(client.post(here(followed, "/lu")), "/accompagnement")

    assert making.assignment(followed.project.campaign).awaits_since is None
    assertNotContains(client.get(here(followed)), "rien à répondre")


def test_notes_are_for_coaches_alone(client: Client, followed: CoachAssignment) -> None:
    assert client.post(here(followed), {"note": " "}).status_code == 422
    assertContains(client.post(here(followed), {"note": SECRET}, follow=True), SECRET)
    message_write(assignment=followed, by=CoachNote.objects.get().author, text="Bonjour")
    with clock.frozen(clock.now() + 3 * making.DAY):
        situations_refresh()

    holder = Client()
    holder.force_login(followed.project.holder)
    for path in ("/enseignant", f"/enseignant/projet/{followed.pk}/accompagnement"):
        assertNotContains(holder.get(path), SECRET)
        assertNotContains(holder.get(path), "Notes entre accompagnateurs")
    assert holder.get(here(followed)).status_code == 403
    assert not any(SECRET in str(message.params) for message in Message.objects.all())


def test_the_checklist_is_ticked_without_javascript(client: Client, followed: CoachAssignment) -> None:
    answer = client.post(here(followed, "/liste"), {"ligne": "poster", "fait": "oui"})
    assertRedirects(answer, here(followed, "#semaines"), fetch_redirect_response=False)
    assert followed.ticks.get().item == "poster"
    assertContains(client.get(here(followed)), 'aria-pressed="true"', count=1)

    client.post(here(followed, "/liste"), {"ligne": "poster", "fait": "non"})
    assert not followed.ticks.exists()
    assert client.post(here(followed, "/liste"), {"ligne": "minimum", "fait": "oui"}).status_code == 422


def test_hand_over(client: Client, followed: CoachAssignment) -> None:
    assertContains(client.get(here(followed)), "Aucune autre personne n’accompagne ce territoire.")
    paul = making.coach("Paul")
    assertContains(client.get(here(followed)), "Paul (0\u00a0projet)")

    assertContains(client.post(here(followed, "/confier"), {"a": paul.pk}, follow=True), "est confié à Paul")

    assert coach_of(followed.project) == paul
    for wrong in ("", "x", "999999", make.person().pk):
        assert client.post(here(followed, "/confier"), {"a": wrong}).status_code == 409


def test_the_kit_is_one_link_away(client: Client, followed: CoachAssignment) -> None:
    link = f"/enseignant/projet/{followed.pk}/kit"
    assertContains(client.get(here(followed)), f'href="{link}"')
    kit = client.get(link)
    assertContains(kit, "Le kit de Nadia")
    assertContains(kit, f'href="{here(followed)}"')


def test_the_platform_team_is_not_sent_to_a_kit_it_may_not_open(client: Client, followed: CoachAssignment) -> None:
    client.force_login(make.granted(Role.PLATFORM))
    assertNotContains(client.get(here(followed)), "/kit")


def test_the_report_and_its_receipts_are_one_link_away(client: Client, amina: User) -> None:
    report = published()
    receipt_add(report=report, by=report.campaign.project.holder, name="facture.pdf", content=PDF)

    assertContains(client.get(f"/accompagnement/{report.pk}"), f'href="/instruction/bilans/{report.pk}"')
    assertContains(client.get(f"/instruction/bilans/{report.pk}"), "facture.pdf")


def test_without_a_report_there_is_no_link_to_it(client: Client, followed: CoachAssignment) -> None:
    assertNotContains(client.get(here(followed)), "/bilans/")


def test_what_was_advised_is_shown(client: Client, followed: CoachAssignment) -> None:
    with clock.frozen(clock.now() + 3 * making.DAY):
        situations_refresh()
        answer = client.get(here(followed))

    assert "Ouverte depuis 3 jours, sans premier don." in words(page(answer).select_one("#situation"))
    assertContains(answer, "Le premier don n’est pas encore là")


def test_outside_the_territory_there_is_nothing(client: Client, amina: User) -> None:
    academie = make.academie("09", "Lille", "ac-lille.fr")
    nord = make.departement().__class__.objects.get_or_create(code="59", defaults={"name": "N", "academie": academie})[
        0
    ]
    far = making.accompanied(at=make.school(departement=nord))

    assert client.get(here(far)).status_code == 404
    for path, data in (("", {"text": "Bonjour"}), ("/lu", {}), ("/liste", {"ligne": "poster"}), ("/confier", {})):
        assert client.post(here(far, path), data).status_code == 404


def test_ready_made_messages_in_ones_own_words(client: Client, followed: CoachAssignment, amina: User) -> None:
    templates = "/accompagnement/modeles"
    assertContains(client.get(templates), "Faire connaissance")

    assert client.post(templates, {"modele": "bravo", "text": ""}).status_code == 422
    assertContains(client.post(templates, {"modele": "bravo", "text": "Chapeau {prenom} !"}, follow=True), "est gardé")
    assert value_of(client.get(here(followed), {"modele": "bravo"}), "text") == "Chapeau Nadia !"
    client.post(templates, {"modele": "bravo", "text": "", "reprendre": "1"})
    assertNotContains(client.get(templates), "Chapeau")
    assert client.post(templates, {"modele": "inconnu", "text": "Oh"}).status_code == 422


def test_before_any_campaign(client: Client, amina: User) -> None:
    project = make.accepted(title="Nager")

    answer = client.get(f"/accompagnement/{project.pk}")

    assertContains(answer, "Le dossier est à l’école.")
    note_write(assignment=CoachAssignment.objects.get(pk=project.pk), by=amina, text="a" * 300)
    assertContains(client.get(f"/accompagnement/{project.pk}"), "a" * 300)


def test_how_it_will_probably_end_is_for_the_coach_alone(client: Client, amina: User) -> None:
    with clock.frozen(clock.now() - 10 * making.DAY):
        followed = making.accompanied(title="Semer")
        making.given(followed.project.campaign, 150, "early", at=clock.now() + making.DAY)
    said = words(page(client.get(here(followed))).select_one("main"))
    assert "À ce rythme, " in said
    assert "Des collectes semblables finissent entre " in said
    assert "Une tendance, pas un verdict" in said

    client.force_login(followed.project.holder)
    for path in ("/enseignant", f"/enseignant/projet/{followed.pk}/accompagnement"):
        answer = client.get(path)
        assert answer.status_code == 200
        assertNotContains(answer, "À ce rythme")
        assertNotContains(answer, "collectes semblables")
