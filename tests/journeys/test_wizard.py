"""The wizard as people use it: two devices, a cut connection, an expired session, the keyboard alone, no JavaScript."""

import json

from playwright.sync_api import expect

from tests.fundraising import make
from tests.journeys import school
from tests.journeys.conftest import Journey
from tests.journeys.school import Answers
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import until
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import classes_of
from trousse.fundraising.projects.services import project_update


def step_of(project: Project, slug: str) -> str:
    return f"/enseignant/projet/{project.pk}/etape/{slug}"


def test_a_project_of_two_schools_written_without_javascript(journey: Journey) -> None:
    primary = make.school(name="École des Deux-Rives")
    college = make.college(name="Collège de l’Autre-Rive")
    teacher = make.holder(primary)
    phone = journey.somebody(width=390, javascript=False)
    Tour(phone).signs_in(teacher)

    phone.goes_to("/enseignant/projet/nouveau", "Dans quel établissement")
    phone.presses(f"Commencer à {primary.name}")
    phone.is_at("Dans quel établissement")
    phone.presses("Ajouter un établissement")
    school.chooses_school(phone, college.name, asked="Qui participe aussi")
    phone.reads("participe au projet")
    school.writes(phone, Answers(title="Un journal entre deux rives", class_name="CM2"), "coop@exemple.fr")

    # A second class, of the other school: a row more, without losing the first.
    phone.presses("Classes")
    phone.is_at("Quelles classes")
    phone.presses("Ajouter une classe")
    second = phone.page.locator("fieldset.classe").nth(1)
    second.get_by_label("Nom de la classe").fill("6e B")
    second.get_by_label("Nombre d’élèves").fill("25")
    second.get_by_label("Établissement").select_option(label=college.name)
    second.get_by_label("6e", exact=True).check()
    phone.presses("Aperçu")
    phone.is_at("Un journal entre deux rives")
    phone.reads("Collège de l’Autre-Rive", "6e B", "49 élèves")

    project = Project.objects.get(holder=teacher)
    assert [(each.name, each.uai) for each in classes_of(project)] == [("CM2", ""), ("6e B", college.uai)]
    phone.follows("Modifier")
    school.submits(phone)
    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED


def test_begun_at_a_computer_and_resumed_on_a_telephone(journey: Journey) -> None:
    project = make.draft(title="", story="")
    desk = Tour.of(journey, project.holder)
    desk.opens(step_of(project, "projet"), "Racontez le projet")

    # Saved as one types: no button was pressed.
    desk.visitor.types("Titre du projet", "Un jardin pour tous")
    until("saved as one types", lambda: Project.objects.get(pk=project.pk).title == "Un jardin pour tous")
    desk.visitor.reads("Enregistré à")
    desk.visitor.types("Titre du projet", "Un jardin pour tous, tout de suite")
    desk.presses("Continuer", "Quelles classes")
    project.refresh_from_db()
    assert project.title == "Un jardin pour tous, tout de suite"

    phone = journey.somebody(width=390)
    Tour(phone).signs_in(project.holder)
    phone.goes_to(f"/enseignant/projet/{project.pk}", "Racontez le projet")
    assert phone.field("Titre du projet").input_value() == "Un jardin pour tous, tout de suite"
    phone.reads("Racontez ce que les élèves vont faire")
    assert not desk.misdeeds


def test_two_devices_one_step_and_nothing_lost(journey: Journey) -> None:
    project = make.draft()
    phone = journey.somebody(width=390, javascript=False)
    Tour(phone).signs_in(project.holder)
    desk = Tour.of(journey, project.holder)

    desk.opens(step_of(project, "projet"))
    phone.goes_to(step_of(project, "projet"))
    phone.types("Titre du projet", "Un potager au téléphone")
    phone.presses("Continuer")
    phone.is_at("Quelles classes")

    desk.visitor.types("Titre du projet", "Un potager au bureau")
    desk.visitor.reads("ce projet a changé ailleurs")
    desk.presses("Continuer", status=409)
    desk.visitor.reads(
        "Enregistré ailleurs entre-temps",
        "Ici, non enregistré : Un potager au bureau",
        "Enregistré ailleurs : Un potager au téléphone",
    )
    project.refresh_from_db()
    assert project.title == "Un potager au téléphone"

    desk.presses("Continuer", "Quelles classes")
    project.refresh_from_db()
    assert project.title == "Un potager au bureau"


def test_a_cut_connection_loses_nothing(journey: Journey) -> None:
    project = make.draft()
    desk = _at_a_desk(journey, project)
    desk.goes_to(step_of(project, "merci"), "Le merci")

    desk.context.set_offline(True)
    desk.types("Comment la classe remerciera", "Un chant, enregistré dans la cour")
    desk.reads("Pas de connexion. Vos réponses sont gardées sur cet appareil")
    desk.page.close()
    desk.context.set_offline(False)
    desk.page = desk.context.new_page()

    desk.goes_to(step_of(project, "merci"), "Le merci")
    desk.reads("Elles sont gardées sur cet appareil")
    desk.presses("Les reprendre")
    expect(desk.field("Comment la classe remerciera")).to_have_value("Un chant, enregistré dans la cour")
    with desk.page.expect_navigation():  # the hour is already said by the save beside it
        desk.presses("Enregistrer et relire")
    desk.reads("Enregistré à")
    project.refresh_from_db()
    assert project.thanks == "Un chant, enregistré dans la cour"
    desk.does_not_read("Elles sont gardées sur cet appareil")
    assert _kept(desk) == {}


def test_a_button_pressed_without_a_connection_leaves_nothing_behind(journey: Journey) -> None:
    project = make.draft()
    desk = _at_a_desk(journey, project)
    desk.goes_to(step_of(project, "merci"), "Le merci")

    desk.context.set_offline(True)
    desk.types("Comment la classe remerciera", "Un chant")
    desk.button("Enregistrer et relire").click()
    desk.reads("Pas de connexion. Vos réponses sont gardées sur cet appareil")
    desk.is_at("Le merci")
    desk.page.close()
    desk.context.set_offline(False)
    desk.page = desk.context.new_page()

    # Another step was opened meanwhile: the copy of this one is still there.
    desk.goes_to(step_of(project, "calendrier"), "Quand")
    desk.goes_to(step_of(project, "merci"), "Le merci")
    desk.presses("Les reprendre")
    expect(desk.field("Comment la classe remerciera")).to_have_value("Un chant")

    # Taken up again, and left once more before anything was saved.
    desk.goes_to(step_of(project, "calendrier"), "Quand")
    desk.goes_to(step_of(project, "merci"), "Le merci")
    desk.reads("Elles sont gardées sur cet appareil")
    project_update(project=project, user=project.holder, version=project.version, changes={"thanks": "Une carte"})
    desk.presses("Les reprendre")
    desk.presses("Enregistrer et relire")
    desk.reads("Ici, non enregistré : Un chant", "Enregistré ailleurs : Une carte")
    desk.types("Comment la classe remerciera", "Un chant et une carte")
    desk.page.wait_for_timeout(1_600)
    project.refresh_from_db()
    assert project.thanks == "Une carte"
    with desk.page.expect_navigation():  # the hour is already said by the save beside it
        desk.presses("Enregistrer et relire")
    desk.reads("Enregistré à")
    project.refresh_from_db()
    assert project.thanks == "Un chant et une carte"
    assert _kept(desk) == {}


def test_what_was_saved_is_not_offered_again(journey: Journey) -> None:
    project = make.draft()
    desk = Tour.of(journey, project.holder).visitor

    # « 1200 » comes back as « 1 200 », an address in small letters, a row more: none of it is unsaved work.
    desk.goes_to(step_of(project, "budget"), "Combien faut-il")
    desk.types("Objectif optimum", "1200")
    desk.presses("Ajouter des dépenses")
    desk.does_not_read("gardées sur cet appareil")
    desk.types("Objectif optimum", "1300")
    desk.presses("Structure")
    desk.is_at("Qui reçoit l’argent")
    desk.types("Courriel du gestionnaire", " Coop@Exemple.FR ")
    desk.presses("Continuer")
    desk.is_at("Quelques images")
    assert _kept(desk) == {}
    desk.goes_to(step_of(project, "classes"), "Quelles classes")
    desk.page.get_by_label("Nom de la classe").fill("CM2 de Nadia")
    desk.presses("Ajouter une classe")
    desk.does_not_read("gardées sur cet appareil")
    until("saved before the row was added", lambda: classes_of(project)[0].name == "CM2 de Nadia")


def test_a_session_that_expired_keeps_the_answers(journey: Journey) -> None:
    project = make.draft()
    phone = journey.somebody(width=390, javascript=False)
    Tour(phone).signs_in(project.holder)
    phone.goes_to(step_of(project, "projet"), "Racontez le projet")
    phone.types("Titre du projet", "Écrit trop tard")
    _session_expires(phone)

    phone.presses("Continuer")
    phone.is_at("Se connecter")
    school.gives_their_code(phone, project.holder.email)

    phone.is_at("Racontez le projet")
    phone.reads("Votre session avait expiré")
    assert phone.field("Titre du projet").input_value() == "Écrit trop tard"
    phone.presses("Continuer")
    phone.is_at("Quelles classes")
    project.refresh_from_db()
    assert project.title == "Écrit trop tard"


def test_by_keyboard_alone(journey: Journey) -> None:
    project = make.draft()
    desk = Tour.of(journey, project.holder).visitor
    desk.goes_to(step_of(project, "calendrier"), "Quand")

    desk.field("Durée de la collecte").focus()
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type("30")
    desk.page.keyboard.press("Enter")
    desk.is_at("Combien faut-il")
    project.refresh_from_db()
    assert project.duration_days == 30

    desk.button("Structure").focus()
    desk.page.keyboard.press("Space")
    desk.is_at("Qui reçoit l’argent")


def _at_a_desk(journey: Journey, project: Project) -> Visitor:
    """Its holder, signed in. Their console is not watched: htmx writes there that the connection is cut."""
    visitor = journey.somebody()
    Tour(visitor).signs_in(project.holder)
    return visitor


def _kept(visitor: Visitor) -> dict[str, str]:
    """The copies that the browser holds."""
    kept: dict[str, str] = json.loads(visitor.page.evaluate("JSON.stringify(localStorage)"))
    return kept


def _session_expires(visitor: Visitor) -> None:
    kept = [cookie for cookie in visitor.context.cookies() if "session" not in str(cookie.get("name"))]
    visitor.context.clear_cookies()
    visitor.context.add_cookies([{**cookie, "url": None} for cookie in kept])
