"""Writing a project: saved with holes, never losing what was typed."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.web.teacher.typed import answers
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.projects.services import ProjectChanges, project_create, project_update
from trousse.fundraising.review.services import project_send_back, project_submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client: Client) -> Project:
    project = make.draft()
    client.force_login(project.holder)
    return project


def address(project: Project, page: str = "") -> str:
    return f"/enseignant/projet/{project.pk}{page}"


def test_shows_what_is_stored(client: Client, project: Project) -> None:
    page = client.get(address(project))

    assertContains(page, "Un potager pour l’école")
    assertContains(page, 'value="500"')
    assertContains(page, "Terre et bacs")
    assertContains(page, "Tout y est.")
    assertContains(page, 'type="date"')


def test_a_school_offers_only_its_eligible_bodies_and_opens_its_own_levels(client: Client, project: Project) -> None:
    page = client.get(address(project)).content.decode()

    assert 'value="coop"' in page
    assert 'value="eple"' not in page
    assert "FSE" not in page
    assert page.index("Élémentaire</summary>") < page.index("Collège</summary>")


def test_a_draft_is_saved_with_holes(client: Client, project: Project) -> None:
    data = answers(project, title="Un verger", story="", minimum_goal="", levels=[])

    assertRedirects(client.post(address(project), {**data, "action": "enregistrer"}), address(project))

    project.refresh_from_db()
    assert (project.title, project.story, project.minimum_goal, project.levels) == ("Un verger", "", None, [])
    assert project.version == 3


def test_what_is_unreadable_stays_in_its_field_and_the_rest_is_saved(client: Client, project: Project) -> None:
    data = answers(project, title="Un verger", minimum_goal="mille", manager_email="paul@", pupils="beaucoup")

    page = client.post(address(project), {**data, "action": "soumettre"})

    assertContains(page, "<title>3\u00a0erreurs\u00a0: ", status_code=422)
    assertContains(page, 'value="mille"', status_code=422)
    assertContains(page, "Écrivez une somme en euros", status_code=422)
    assertContains(page, 'value="beaucoup"', status_code=422)
    project.refresh_from_db()
    assert project.title == "Un verger"
    assert project.minimum_goal == Euro.of(500)
    assertContains(page, f'name="version" value="{project.version}"', status_code=422)


def test_a_text_too_long_is_not_cut_in_silence(client: Client, project: Project) -> None:
    page = client.post(address(project), answers(project, summary="Très long. " * 40))

    assertContains(page, "C’est un peu long\u00a0: 280 signes au plus, il y en a 439.", status_code=422)
    assertContains(page, "Très long. " * 39, status_code=422)
    assert not re.search(r"<textarea[^>]*maxlength", page.content.decode())


def test_lines_are_added_without_saving_or_losing_anything(client: Client, project: Project) -> None:
    data = answers(project, title="Pas encore enregistré", minimum_goal="mille")
    data |= {"depenses-2-label": "Graines", "depenses-2-amount": "pas cher"}

    page = client.post(address(project), {**data, "action": "plus-depenses"})

    assertContains(page, "Pas encore enregistré")
    assertContains(page, 'value="mille"')
    assertContains(page, 'value="pas cher"')
    assertContains(page, 'name="depenses-4-label"')
    assertNotContains(page, "erreur")
    project.refresh_from_db()
    assert project.title == "Un potager pour l’école"


def test_a_line_that_is_emptied_disappears_and_one_that_is_filled_appears(client: Client, project: Project) -> None:
    data = answers(project) | {"depenses-0-label": "", "depenses-0-amount": "", "depenses-0-note": ""}
    data |= {"recettes-1-label": "Vente de gâteaux", "recettes-1-amount": "120,50 €"}

    client.post(address(project), data)

    assert [(line.label, line.amount) for line in budget_of(project)] == [
        ("Serre", Euro.of(400)),
        ("Coopérative", Euro.of(200)),
        ("Vente de gâteaux", Euro.of(120, 50)),
    ]


def test_half_a_line_is_told_and_the_stored_budget_stays(client: Client, project: Project) -> None:
    page = client.post(address(project), answers(project) | {"depenses-2-label": "Graines"})

    assertContains(page, "Donnez la somme en euros", status_code=422)
    assert len(budget_of(project)) == 3


@pytest.mark.parametrize(
    ("action", "page"), [("apercu", "/apercu"), ("soumettre", "/soumettre"), ("ecole", "/ecole"), ("", "")]
)
def test_each_button_saves_then_leads_somewhere(client: Client, project: Project, action: str, page: str) -> None:
    response = client.post(address(project), answers(project, title="Un verger", action=action))

    assertRedirects(response, address(project, page))
    project.refresh_from_db()
    assert project.title == "Un verger"


def test_a_conflict_is_told_and_saving_again_decides(client: Client, project: Project) -> None:
    mine = answers(project, title="Mon titre", thanks="Un dessin")
    project_update(project=project, user=project.holder, version=2, changes={"title": "Titre de l’autre onglet"})

    page = client.post(address(project), mine)

    assertContains(page, "Enregistré ailleurs entre-temps", status_code=409)
    assertContains(page, "Titre de l’autre onglet", status_code=409)
    assertContains(page, 'value="Mon titre"', status_code=409)
    project.refresh_from_db()
    assert project.title == "Titre de l’autre onglet"

    client.post(address(project), {**mine, "version": project.version})
    project.refresh_from_db()
    assert (project.title, project.thanks) == ("Mon titre", "Un dessin")


def test_a_conflict_shows_both_texts_field_by_field(client: Client, project: Project) -> None:
    mine = answers(project, title="Mon titre", minimum_goal="620", story="") | {"depenses-0-amount": "950"}
    changes = ProjectChanges(title="Titre de l’autre onglet", minimum_goal=Euro.of(550))
    project_update(project=project, user=project.holder, version=2, changes=changes)

    page = client.post(address(project), mine)

    told = [(each.label, each.typed, each.stored) for each in page.context["differences"]]
    assert ("Titre", "Mon titre", "Titre de l’autre onglet") in told
    assert ("Objectif minimum", str(Euro.of(620)), str(Euro.of(550))) in told
    assert ("Ce que les élèves vont faire", "rien", project.story) in told
    [(budget_typed, budget_stored)] = [(typed, stored) for label, typed, stored in told if label == "Budget"]
    assert str(Euro.of(950)) in budget_typed
    assert str(Euro.of(950)) not in budget_stored
    assertContains(page, "Ici, non enregistré", status_code=409)
    assertContains(page, "Enregistré ailleurs", status_code=409)


def test_the_same_content_twice_is_no_conflict(client: Client, project: Project) -> None:
    data = answers(project, title="Un verger")

    client.post(address(project), data)
    assertRedirects(client.post(address(project), data), address(project))


def test_the_live_part_judges_what_is_typed_and_saves_nothing(client: Client, project: Project) -> None:
    data = answers(project, title="En train d’écrire", theme="mer", minimum_goal="650") | {"depenses-0-amount": "950"}

    fragment = client.post(address(project, "/en-direct"), data, headers={"HX-Request": "true"})

    assertContains(fragment, "En train d’écrire")
    assertContains(fragment, "th-mer")
    assertContains(fragment, "1\u00a0350\u00a0€")
    assertNotContains(fragment, "<html")
    project.refresh_from_db()
    assert (project.title, project.theme_id) == ("Un potager pour l’école", "botanique")


def test_the_live_part_tells_what_is_missing_with_a_way_to_it(client: Client, project: Project) -> None:
    fragment = client.post(address(project, "/en-direct"), answers(project, title="", story="Court.", levels=[]))

    assertContains(fragment, "Encore <strong>3\u00a0points</strong>")
    assertContains(fragment, 'href="#id_title"')
    assertContains(fragment, 'href="#id_levels_0"')


def test_remarks_stand_in_red_above_their_field(client: Client) -> None:
    project = make.submitted()
    project_send_back(
        project=project,
        reviewer=make.reviewer(),
        remarks={"budget": "Ajoutez le devis.", "levels": "Et les CE2 ?", "title": "Plus court."},
        text="Presque prêt.",
    )
    client.force_login(project.holder)

    page = client.get(address(project))

    for words in ("Ajoutez le devis.", "Et les CE2 ?", "Plus court.", "Presque prêt."):
        assertContains(page, words)


def test_a_submitted_project_is_only_looked_at(client: Client, project: Project) -> None:
    project_submit(project=project, user=project.holder)

    assertRedirects(client.get(address(project)), address(project, "/apercu"))
    client.post(address(project), answers(project, title="Trop tard"))
    project.refresh_from_db()
    assert (project.state, project.title) == (ProjectState.SUBMITTED, "Un potager pour l’école")


@pytest.mark.parametrize("page", ["", "/apercu", "/soumettre", "/ecole"])
def test_a_project_is_its_holders_alone(client: Client, project: Project, page: str) -> None:
    client.force_login(make.holder(project.school, "Karim"))
    assert client.get(address(project, page)).status_code == 404
    client.force_login(make.reviewer())
    assert client.get(address(project, page)).status_code == 404
    client.logout()
    assert client.get(address(project, page)).status_code == 302


def test_an_empty_draft_says_everything_that_is_missing(client: Client) -> None:
    school = make.school()
    project = project_create(holder=make.holder(school), school=school)
    client.force_login(project.holder)

    page = client.get(address(project))

    assertContains(page, "Et 11\u00a0autres")
    assertContains(page, "Thème à choisir")


def test_strange_input_is_refused_politely(client: Client, project: Project) -> None:
    data = answers(project, levels=["cm1", "terminator"], theme="rien", body_kind="fse", duration_days="0")

    page = client.post(address(project), {**data, "depenses-TOTAL_FORMS": "beaucoup"})

    assert page.status_code == 422
    for words in ("Cochez des niveaux", "Choisissez un thème", "Choisissez une structure", "au moins un jour"):
        assertContains(page, words, status_code=422)
